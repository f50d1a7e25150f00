package io.truenow.sql.plan;

import com.google.common.collect.ImmutableList;
import io.truenow.sql.type.Operators;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.rex.RexWindowBounds;
import org.apache.calcite.rex.RexWindowExclusion;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.jspecify.annotations.Nullable;

/** Makes window functions order texts by code point, and {@code NTILE} give its first tiles the rows that do not divide. */
final class WindowOrder extends RexShuttle {

    private final RexBuilder builder;

    WindowOrder(RexBuilder builder) {
        this.builder = builder;
    }

    @Override
    public RexNode visitOver(RexOver written) {
        RexOver over = (RexOver) super.visitOver(written);
        RexWindow window = over.getWindow();
        ImmutableList<RexFieldCollation> keys = keys(window);
        if (over.getAggOperator().getKind() == SqlKind.NTILE) {
            return tile(over, keys);
        }
        SqlAggFunction function = edge(over);
        RexNode same = sameForAll(over);
        if (same != null) {
            return function.equals(over.getAggOperator()) ? same : unlessNull(over, function, keys, same);
        }
        boolean extreme =
                OrderShuttle.isExtreme(over.getAggOperator().getKind()) && SqlTypeUtil.inCharFamily(over.getType());
        if (!extreme && function.equals(over.getAggOperator()) && keys.equals(window.orderKeys)) {
            return over;
        }
        List<RexNode> operands = extreme
                ? List.of(
                        builder.makeCall(Operators.TEXT_KEY, over.getOperands().getFirst()))
                : over.getOperands();
        RexNode ordered = over(
                over,
                extreme ? operands.getFirst().getType() : over.getType(),
                function,
                operands,
                keys,
                window.getLowerBound(),
                window.getUpperBound(),
                window.isRows());
        if (extreme) {
            return builder.makeCall(over.getType(), Operators.KEY_TEXT, List.of(ordered));
        }
        return function.equals(over.getAggOperator()) ? ordered : unlessNull(over, function, keys, ordered);
    }

    /** The value of {@code FIRST_VALUE} and {@code LAST_VALUE} that no row changes; generated code fails on a negative one. */
    private @Nullable RexNode sameForAll(RexOver over) {
        SqlKind kind = over.getAggOperator().getKind();
        if (kind != SqlKind.FIRST_VALUE && kind != SqlKind.LAST_VALUE) {
            return null;
        }
        RexNode value = over.getOperands().getFirst();
        return RexUtil.isConstant(value) && RexUtil.isDeterministic(value)
                ? builder.ensureType(over.getType(), value, false)
                : null;
    }

    /** The value of the frame's edge, or null where that row has none: generated code hands ours no nulls. */
    private RexNode unlessNull(
            RexOver over, SqlAggFunction function, ImmutableList<RexFieldCollation> keys, RexNode value) {
        RelDataType integer = builder.getTypeFactory().createSqlType(SqlTypeName.INTEGER);
        RexNode one = builder.makeExactLiteral(BigDecimal.ONE, integer);
        RexNode hasValue = builder.makeCall(
                SqlStdOperatorTable.CASE,
                builder.makeCall(
                        SqlStdOperatorTable.IS_NOT_NULL, over.getOperands().getFirst()),
                one,
                builder.makeExactLiteral(BigDecimal.ZERO, integer));
        RexWindow window = over.getWindow();
        RexNode edge = over(
                over,
                builder.getTypeFactory().createTypeWithNullability(integer, true),
                function,
                List.of(hasValue),
                keys,
                window.getLowerBound(),
                window.getUpperBound(),
                window.isRows());
        return builder.makeCall(
                SqlStdOperatorTable.CASE,
                builder.makeCall(SqlStdOperatorTable.EQUALS, edge, one),
                value,
                builder.makeNullLiteral(value.getType()));
    }

    /** The standard function where every frame has its own row at least; ours, which may have none, elsewhere. */
    private static SqlAggFunction edge(RexOver over) {
        boolean first = over.getAggOperator().getKind() == SqlKind.FIRST_VALUE;
        if (!first && over.getAggOperator().getKind() != SqlKind.LAST_VALUE) {
            return over.getAggOperator();
        }
        RexWindow window = over.getWindow();
        RexWindowBound lower = window.getLowerBound();
        RexWindowBound upper = window.getUpperBound();
        if (over.ignoreNulls()
                || (lower.isPreceding() || lower.isCurrentRow()) && (upper.isFollowing() || upper.isCurrentRow())) {
            return first ? SqlStdOperatorTable.FIRST_VALUE : SqlStdOperatorTable.LAST_VALUE;
        }
        return first ? Operators.FIRST_OF_SOME : Operators.LAST_OF_SOME;
    }

    private ImmutableList<RexFieldCollation> keys(RexWindow window) {
        List<RexFieldCollation> keys = new ArrayList<>();
        for (RexFieldCollation key : window.orderKeys) {
            keys.add(
                    SqlTypeUtil.inCharFamily(key.left.getType())
                            ? new RexFieldCollation(builder.makeCall(Operators.TEXT_KEY, key.left), key.right)
                            : key);
        }
        return ImmutableList.copyOf(keys);
    }

    private RexNode tile(RexOver over, ImmutableList<RexFieldCollation> keys) {
        RelDataType bigint = builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT);
        RexNode row = over(
                over,
                bigint,
                SqlStdOperatorTable.ROW_NUMBER,
                List.of(),
                keys,
                RexWindowBounds.UNBOUNDED_PRECEDING,
                RexWindowBounds.CURRENT_ROW,
                true);
        RexNode rows = over(
                over,
                bigint,
                SqlStdOperatorTable.COUNT,
                List.of(),
                keys,
                RexWindowBounds.UNBOUNDED_PRECEDING,
                RexWindowBounds.UNBOUNDED_FOLLOWING,
                true);
        RexNode tiles = builder.makeCast(bigint, over.getOperands().getFirst());
        return builder.makeCast(over.getType(), builder.makeCall(Operators.TILE, row, rows, tiles));
    }

    private RexNode over(
            RexOver over,
            RelDataType type,
            SqlAggFunction function,
            List<RexNode> operands,
            ImmutableList<RexFieldCollation> keys,
            RexWindowBound lower,
            RexWindowBound upper,
            boolean rows) {
        return builder.makeOver(
                type,
                function,
                operands,
                over.getWindow().partitionKeys,
                keys,
                lower,
                upper,
                RexWindowExclusion.EXCLUDE_NO_OTHER,
                rows,
                true,
                false,
                over.isDistinct(),
                over.ignoreNulls());
    }
}
