package io.truenow.admin.port;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Live figures at one moment; immutable. A figure that is not known has no value and, if possible, a reason.
 *
 * @param takenAtMicros moment of the figures, microseconds since 1970
 * @param ready whether the server has applied everything that it must before it answers
 * @param known values by figure, in the unit of the figure
 * @param reasons why a figure is unknown, a sentence
 * @param components parts of the server with their state
 */
public record Figures(
        long takenAtMicros,
        boolean ready,
        Map<Figure, Double> known,
        Map<Figure, String> reasons,
        List<ComponentState> components) {

    /**
     * One part of the server.
     *
     * @param name as in {@code /health/ready}
     * @param up whether it works
     * @param detail a few words; may be empty
     */
    public record ComponentState(String name, boolean up, String detail) {}

    /** Copies its collections. */
    public Figures {
        known = Map.copyOf(known);
        reasons = Map.copyOf(reasons);
        components = List.copyOf(components);
    }

    /** The value of a figure, or null if it is unknown. */
    public @Nullable Double value(Figure figure) {
        return known.get(figure);
    }

    /** Why a figure is unknown. */
    public String reason(Figure figure) {
        return reasons.getOrDefault(figure, "Not measured by this server.");
    }

    /** Starts figures of a moment. */
    public static Builder at(long takenAtMicros) {
        return new Builder(takenAtMicros);
    }

    /** Collects figures. One thread only. */
    public static final class Builder {

        private final long takenAtMicros;
        private boolean ready;
        private final Map<Figure, Double> known = new EnumMap<>(Figure.class);
        private final Map<Figure, String> reasons = new EnumMap<>(Figure.class);
        private final List<ComponentState> components = new ArrayList<>();

        private Builder(long takenAtMicros) {
            this.takenAtMicros = takenAtMicros;
        }

        /** Whether the server is ready. */
        public Builder ready(boolean value) {
            ready = value;
            return this;
        }

        /** A known figure, in its unit. */
        public Builder known(Figure figure, double value) {
            known.put(figure, value);
            return this;
        }

        /** A figure that is not known, with a sentence that says why. */
        public Builder unknown(Figure figure, String reason) {
            reasons.put(figure, reason);
            return this;
        }

        /** A part of the server. */
        public Builder component(String name, boolean up, String detail) {
            components.add(new ComponentState(name, up, detail));
            return this;
        }

        /** The figures. */
        public Figures build() {
            return new Figures(takenAtMicros, ready, known, reasons, components);
        }
    }
}
