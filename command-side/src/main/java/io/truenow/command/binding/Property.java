package io.truenow.command.binding;

import io.truenow.command.schema.SchemaValidator;
import io.truenow.events.catalog.ColumnSpec;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a schema asks of the values of one property, each looked at by itself. Immutable and thread-safe.
 *
 * @param column that the property is
 * @param types of JSON that it may have; empty for any
 * @param least values of a number from here on; negative infinity for any
 * @param most values of a number up to here; infinity for any
 * @param rules for what the other parts do not say; null if they say it all
 */
record Property(
        ColumnSpec column,
        Set<String> types,
        double least,
        double most,
        @Nullable SchemaValidator rules) {

    String name() {
        return column.name();
    }

    /** What is wrong with the type of a value, or null. */
    @Nullable
    String typeProblem(JsonNode value) {
        if (types.isEmpty() || types.contains(typeOf(value)) || value.isNumber() && types.contains("number")) {
            return null;
        }
        return "is " + article(typeOf(value)) + ", and the schema asks for " + String.join(" or ", types);
    }

    /** What is wrong with a number, its type aside, as far as bounds say; null if nothing is. */
    @Nullable
    String boundProblem(double value) {
        if (value < least) {
            return "is less than the schema's least, " + least;
        }
        return value > most ? "is more than the schema's most, " + most : null;
    }

    private @Nullable String boundProblem(BigDecimal value) {
        if (least != Double.NEGATIVE_INFINITY && value.compareTo(BigDecimal.valueOf(least)) < 0) {
            return boundProblem(Math.nextDown(least));
        }
        return most != Double.POSITIVE_INFINITY && value.compareTo(BigDecimal.valueOf(most)) > 0
                ? boundProblem(Math.nextUp(most))
                : null;
    }

    /** What is wrong with a value, or null. */
    @Nullable
    Problem problem(JsonNode value) {
        String wrong = typeProblem(value);
        if (wrong == null && value.isNumber()) {
            wrong = boundProblem(value.decimalValue());
        }
        if (wrong != null) {
            return new Problem("", wrong);
        }
        if (rules == null) {
            return null;
        }
        List<SchemaValidator.Problem> problems = rules.validate(value, 1);
        return problems.isEmpty()
                ? null
                : new Problem(problems.getFirst().pointer(), problems.getFirst().message());
    }

    /** @param below pointer from the value to what is wrong, empty for the value itself */
    record Problem(String below, String message) {}

    private static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> "boolean";
            case NUMBER -> value.isIntegralNumber() || isWhole(value) ? "integer" : "number";
            case STRING -> "string";
            case ARRAY -> "array";
            default -> "object";
        };
    }

    /** Whether a number beyond 64 bits is whole; smaller ones came as integral nodes if they are. */
    private static boolean isWhole(JsonNode value) {
        return value.isBigDecimal() && value.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static String article(String type) {
        return (type.startsWith("a") || type.startsWith("i") || type.startsWith("o") ? "an " : "a ") + type;
    }
}
