package io.truenow.command.schema;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;

/** Whether no value is valid under both of two conjunctions, as far as types, named values and required properties tell. Says no when unsure. */
final class Disjointness {

    private static final int MAX_DEPTH = 8;

    private final BiPredicate<String, String> matches;
    private final Steps steps;

    Disjointness(BiPredicate<String, String> matches, Steps steps) {
        this.matches = matches;
        this.steps = steps;
    }

    boolean proven(Conjunction a, Conjunction b) {
        return proven(a, b, 0);
    }

    private boolean proven(Conjunction a, Conjunction b, int depth) {
        steps.take();
        Facts one = Facts.of(a);
        Facts other = Facts.of(b);
        int types = one.types() & other.types();
        if (types == 0) {
            return true;
        }
        List<JsonNode> values = one.values();
        List<JsonNode> others = other.values();
        if (values != null && others != null) {
            Set<JsonNode> common = new HashSet<>(values);
            common.retainAll(new HashSet<>(others));
            return common.isEmpty();
        }
        if ((types & ~Facts.NUMBER) == 0 && (apart(one, other) || apart(other, one))) {
            return true;
        }
        return types == Facts.OBJECT && depth < MAX_DEPTH && byProperty(a, b, depth);
    }

    private static boolean apart(Facts low, Facts high) {
        Facts.Bound upper = low.upper();
        Facts.Bound lower = high.lower();
        if (upper == null || lower == null) {
            return false;
        }
        int comparison = upper.value().compareTo(lower.value());
        return comparison < 0 || comparison == 0 && (upper.exclusive() || lower.exclusive());
    }

    /** Both need a property, and no value suits both; or one needs a property that the other never has. */
    private boolean byProperty(Conjunction a, Conjunction b, int depth) {
        Set<String> required = new HashSet<>(required(a));
        required.addAll(required(b));
        return required.stream()
                .anyMatch(name -> proven(a.property(name, matches), b.property(name, matches), depth + 1));
    }

    private static Set<String> required(Conjunction conjunction) {
        Set<String> names = new HashSet<>();
        conjunction.parts().forEach(part -> part.path("required").forEach(name -> names.add(name.stringValue())));
        return names;
    }
}
