package io.truenow.sql.plan;

import io.truenow.sql.type.BoundedFunctions;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.type.SqlTypeUtil;

/** Puts {@link BoundedFunctions} in the place of the functions that they stand in for, in what was not pushed into the hot tier. */
final class BoundedShuttle extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        RexBuilder builder = node.getCluster().getRexBuilder();
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexCall visited = (RexCall) super.visitCall(call);
                SqlFunction bounded = BoundedFunctions.of(
                        visited.getOperator(), visited.getOperands().size());
                return bounded == null || !visited.getOperands().stream().allMatch(BoundedShuttle::isTextOrNumber)
                        ? visited
                        : builder.makeCall(visited.getType(), bounded, visited.getOperands());
            }
        });
    }

    private static boolean isTextOrNumber(RexNode operand) {
        return SqlTypeUtil.inCharFamily(operand.getType()) || SqlTypeUtil.isNumeric(operand.getType());
    }
}
