package io.truenow.bench.side;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A side that runs, or the reason why it does not: a peer that fails costs its own figures only.
 *
 * @param side null if it does not run
 * @param missing why it does not; empty if it does
 */
public record Started<T extends AutoCloseable>(@Nullable T side, String missing) implements AutoCloseable {

    /** Starts it. */
    public static <T extends AutoCloseable> Started<T> of(Supplier<T> start) {
        try {
            return new Started<>(start.get(), "");
        } catch (RuntimeException e) {
            return new Started<>(null, "not run: " + e.getMessage());
        }
    }

    /** One that was not asked for. */
    public static <T extends AutoCloseable> Started<T> notWanted() {
        return new Started<>(null, "not run: not asked for");
    }

    /** Ends it. */
    @Override
    public void close() {
        if (side != null) {
            try {
                side.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
