package io.truenow.command.schema;

import io.truenow.events.schema.CompatibilityMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether data that is valid under one version of a schema is valid under another.
 *
 * <p>The answer is a proof or none: compatible means that every value that is valid here is valid there, and what cannot be proven is
 * incompatible with the kind {@code NOT_PROVABLE}. There is one deliberate looseness, because users expect that adding an optional property is
 * backward compatible: a property that the one side names nowhere at that level, and holds to nothing, counts as absent from its data, though an
 * open schema lets it through with a value of any type. And there is one deliberate strictness: a required property that is gone from
 * {@code properties} is refused even where the new schema is open, as documented.
 *
 * <p>Work is bounded by {@value #MAX_STEPS} steps; a pair that takes more is not provable. Stateless and thread-safe.
 */
public final class SchemaCompatibility {

    /** Comparisons of one schema with another, and of what they hold. */
    static final int MAX_STEPS = 500_000;
    /** Reasons told. */
    static final int MAX_REASONS = 100;

    private SchemaCompatibility() {}

    /**
     * A reason why two versions are not compatible.
     *
     * @param pointer JSON pointer into the newer definition; its last name may be a keyword that only the older has
     * @param kind a word for programs, for example {@code TYPE}, {@code REQUIRED_ADDED} or {@code NOT_PROVABLE}
     * @param message a sentence for people, without an end stop
     */
    public record Incompatibility(String pointer, String kind, String message) {}

    /** The reasons, at most {@value #MAX_REASONS}; none means compatible. */
    public static List<Incompatibility> check(CompatibilityMode mode, SchemaDefinition older, SchemaDefinition newer) {
        Set<Incompatibility> reasons = new LinkedHashSet<>();
        if (mode == CompatibilityMode.BACKWARD || mode == CompatibilityMode.FULL) {
            reasons.addAll(Inclusion.backward(older, newer));
        }
        if (mode == CompatibilityMode.FORWARD || mode == CompatibilityMode.FULL) {
            reasons.addAll(Inclusion.forward(older, newer));
        }
        List<Incompatibility> told = new ArrayList<>(reasons);
        return List.copyOf(told.subList(0, Math.min(MAX_REASONS, told.size())));
    }
}
