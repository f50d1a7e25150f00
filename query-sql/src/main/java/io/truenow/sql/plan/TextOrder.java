package io.truenow.sql.plan;

import io.truenow.hottier.read.Predicate.Comparison;
import io.truenow.sql.type.Operators;
import java.util.Map;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.Sarg;
import org.jspecify.annotations.Nullable;

/** Puts comparisons of texts by code point in the place of the standard ones, which compare UTF-16. Equality is the same in both. */
final class TextOrder extends RexShuttle {

    private static final Map<SqlKind, SqlOperator> OPERATORS = Map.of(
            SqlKind.LESS_THAN, Operators.TEXT_LESS,
            SqlKind.LESS_THAN_OR_EQUAL, Operators.TEXT_LESS_OR_EQUAL,
            SqlKind.GREATER_THAN, Operators.TEXT_GREATER,
            SqlKind.GREATER_THAN_OR_EQUAL, Operators.TEXT_GREATER_OR_EQUAL);

    private static final Map<SqlOperator, Comparison> COMPARISONS = Map.of(
            Operators.TEXT_LESS, Comparison.LESS,
            Operators.TEXT_LESS_OR_EQUAL, Comparison.LESS_OR_EQUAL,
            Operators.TEXT_GREATER, Comparison.GREATER,
            Operators.TEXT_GREATER_OR_EQUAL, Comparison.GREATER_OR_EQUAL);

    private final RexBuilder builder;

    TextOrder(RexBuilder builder) {
        this.builder = builder;
    }

    /** How a call compares two texts; null if it does not. */
    static @Nullable Comparison comparison(RexCall call) {
        return COMPARISONS.get(call.getOperator());
    }

    @Override
    public RexNode visitCall(RexCall call) {
        if (isRange(call)) {
            return RexUtil.expandSearch(builder, null, call).accept(this);
        }
        RexNode visited = super.visitCall(call);
        if (visited != call && (call.getKind() == SqlKind.AND || call.getKind() == SqlKind.OR)) {
            return RexUtil.flatten(builder, visited); // a range among its terms has become several
        }
        if (!(visited instanceof RexCall inner)
                || inner.getOperands().size() != 2
                || !inner.getOperands().stream().allMatch(operand -> SqlTypeUtil.inCharFamily(operand.getType()))) {
            return visited;
        }
        SqlOperator operator = OPERATORS.get(inner.getKind());
        return operator == null ? visited : builder.makeCall(inner.getType(), operator, inner.getOperands());
    }

    private static boolean isRange(RexCall call) {
        if (call.getKind() != SqlKind.SEARCH
                || !SqlTypeUtil.inCharFamily(call.getOperands().getFirst().getType())
                || !(call.getOperands().get(1) instanceof RexLiteral literal)) {
            return false;
        }
        Sarg<?> sarg = literal.getValueAs(Sarg.class);
        return sarg != null && !sarg.isPoints() && !sarg.isComplementedPoints();
    }
}
