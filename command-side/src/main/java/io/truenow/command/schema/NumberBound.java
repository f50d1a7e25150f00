package io.truenow.command.schema;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.BaseKeywordValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;
import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;

/**
 * The four bounds of numbers. The library's own fail on an integer bound and a number beyond 64 bits, and read both sides as text each time. Here
 * longs are compared as longs and doubles as doubles; only where those are equal, or something is larger, are decimals made.
 */
enum NumberBound implements Keyword {
    MINIMUM("minimum"),
    MAXIMUM("maximum"),
    EXCLUSIVE_MINIMUM("exclusiveMinimum"),
    EXCLUSIVE_MAXIMUM("exclusiveMaximum");

    private final String keyword;

    NumberBound(String keyword) {
        this.keyword = keyword;
    }

    @Override
    public String getValue() {
        return keyword;
    }

    @Override
    public KeywordValidator newValidator(
            SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
        return new Check(this, location, value, parent, context);
    }

    /** Whether a number that compares so with the bound is outside. */
    private boolean broken(int comparison) {
        return switch (this) {
            case MINIMUM -> comparison < 0;
            case MAXIMUM -> comparison > 0;
            case EXCLUSIVE_MINIMUM -> comparison <= 0;
            case EXCLUSIVE_MAXIMUM -> comparison >= 0;
        };
    }

    private static final class Check extends BaseKeywordValidator {

        private final NumberBound kind;
        private final BigDecimal bound;
        private final double nearest;
        private final boolean whole;
        private final long wholeBound;

        Check(NumberBound kind, SchemaLocation location, JsonNode value, Schema parent, SchemaContext context) {
            super(kind, value, location, parent, context);
            this.kind = kind;
            this.bound = value.decimalValue();
            this.nearest = bound.doubleValue();
            this.whole = value.isIntegralNumber() && value.canConvertToLong();
            this.wholeBound = whole ? value.longValue() : 0;
        }

        @Override
        public void validate(ExecutionContext context, JsonNode node, JsonNode root, NodePath location) {
            if (node.isNumber() && kind.broken(comparison(node))) {
                context.addError(error().instanceNode(node)
                        .instanceLocation(location)
                        .evaluationPath(context.getEvaluationPath())
                        .locale(context.getExecutionConfig().getLocale())
                        .arguments(bound.toString())
                        .build());
            }
        }

        private int comparison(JsonNode node) {
            if (whole && (node.isInt() || node.isLong())) {
                return Long.compare(node.longValue(), wholeBound);
            }
            if (node.isDouble() || node.isFloat()) {
                double number = node.doubleValue();
                // Rounding keeps the order, so doubles that differ compare as their decimals do.
                return number != nearest || !Double.isFinite(number)
                        ? Double.compare(number, nearest)
                        : BigDecimal.valueOf(number).compareTo(bound);
            }
            return node.decimalValue().compareTo(bound);
        }
    }
}
