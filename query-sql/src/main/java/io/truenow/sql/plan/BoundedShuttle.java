package io.truenow.sql.plan;

import io.truenow.sql.type.BoundedFunctions;
import io.truenow.sql.type.Operators;
import io.truenow.sql.type.TimeFunctions;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Puts {@link BoundedFunctions} in the place of the functions that they stand in for, in what was not pushed into the hot tier, and takes −0
 * out of the results of arithmetic.
 */
final class BoundedShuttle extends RelHomogeneousShuttle {

    private static final Set<SqlKind> MAKE_NEGATIVE_ZERO =
            Set.of(SqlKind.TIMES, SqlKind.DIVIDE, SqlKind.MINUS_PREFIX, SqlKind.CEIL, SqlKind.CAST);

    private final boolean constants;

    private BoundedShuttle(boolean constants) {
        this.constants = constants;
    }

    /** For what is computed once, before anything is: planning would do it with Calcite's functions. */
    static BoundedShuttle ofConstants() {
        return new BoundedShuttle(true);
    }

    /** For what generated code computes. */
    static BoundedShuttle ofAll() {
        return new BoundedShuttle(false);
    }

    /** An executor that computes with our functions what became constant only while it was planned. */
    static RexExecutor executor(RexExecutor executor) {
        return (builder, constants, reduced) -> executor.reduce(
                builder,
                constants.stream()
                        .map(constant -> ofConstant(builder, constant))
                        .toList(),
                reduced);
    }

    /** A constant expression with our functions. */
    static RexNode ofConstant(RexBuilder builder, RexNode constant) {
        return constant.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexCall visited = (RexCall) super.visitCall(call);
                return visited.getKind() == SqlKind.TRIM ? trim(builder, visited) : bounded(builder, visited);
            }
        });
    }

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        RexBuilder builder = node.getCluster().getRexBuilder();
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexCall visited = (RexCall) super.visitCall(call);
                if (constants) {
                    return RexUtil.isConstant(visited)
                            ? visited.getKind() == SqlKind.TRIM ? trim(builder, visited) : bounded(builder, visited)
                            : visited;
                }
                return switch (visited.getKind()) {
                    case TRIM -> trim(builder, visited);
                    case EXTRACT -> extract(builder, visited);
                    default -> replaced(builder, visited);
                };
            }
        });
    }

    private static RexNode replaced(RexBuilder builder, RexCall call) {
        if (call.getType().getSqlTypeName() == SqlTypeName.DOUBLE
                && MAKE_NEGATIVE_ZERO.contains(call.getKind())
                && (call.getKind() != SqlKind.CAST
                        || SqlTypeUtil.inCharFamily(
                                call.getOperands().getFirst().getType()))) {
            return builder.makeCall(call.getType(), Operators.ONE_ZERO, List.of(call));
        }
        return bounded(builder, call);
    }

    private static RexNode bounded(RexBuilder builder, RexCall call) {
        SqlFunction bounded =
                BoundedFunctions.of(call.getOperator(), call.getOperands().size());
        if (bounded == null || !call.getOperands().stream().allMatch(BoundedShuttle::isTextOrNumber)) {
            return call;
        }
        return builder.makeCall(
                call.getType(),
                bounded,
                call.getOperands().stream()
                        .map(operand -> whole(builder, operand))
                        .toList());
    }

    private static RexNode whole(RexBuilder builder, RexNode operand) {
        return SqlTypeUtil.isNumeric(operand.getType())
                ? builder.makeCast(
                        builder.getTypeFactory()
                                .createTypeWithNullability(
                                        builder.getTypeFactory().createSqlType(SqlTypeName.BIGINT),
                                        operand.getType().isNullable()),
                        operand)
                : operand;
    }

    /** The generated code of EXTRACT fails where another one of the same part stands before a CASE that it is in. */
    private static RexNode extract(RexBuilder builder, RexCall call) {
        TimeUnitRange part = call.getOperands().getFirst() instanceof RexLiteral literal
                ? literal.getValueAs(TimeUnitRange.class)
                : null;
        RexNode time = call.getOperands().get(1);
        return part == null || !TimeFunctions.hasPart(part) || time.getType().getSqlTypeName() != SqlTypeName.TIMESTAMP
                ? call
                : builder.makeCall(
                        call.getType(),
                        Operators.TIME_PART,
                        List.of(
                                builder.makeExactLiteral(
                                        BigDecimal.valueOf(part.ordinal()),
                                        builder.getTypeFactory().createSqlType(SqlTypeName.INTEGER)),
                                time));
    }

    private static RexNode trim(RexBuilder builder, RexCall call) {
        SqlTrimFunction.Flag flag = call.getOperands().getFirst() instanceof RexLiteral literal
                ? literal.getValueAs(SqlTrimFunction.Flag.class)
                : null;
        List<RexNode> texts = call.getOperands().subList(1, call.getOperands().size());
        return flag == null || !texts.stream().allMatch(text -> SqlTypeUtil.inCharFamily(text.getType()))
                ? call
                : builder.makeCall(call.getType(), BoundedFunctions.trim(flag), texts);
    }

    private static boolean isTextOrNumber(RexNode operand) {
        return SqlTypeUtil.inCharFamily(operand.getType()) || SqlTypeUtil.isNumeric(operand.getType());
    }
}
