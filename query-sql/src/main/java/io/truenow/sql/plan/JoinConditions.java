package io.truenow.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code x IS NOT TRUE} and {@code x IS NOT FALSE} in conditions of joins by {@code OR} and {@code IS NULL}: the generated code of a hash join
 * does not compile with one of them as what is left of its condition beside the keys.
 */
final class JoinConditions extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Join join
                ? join.accept(new Written(join.getCluster().getRexBuilder()))
                : node;
    }

    private static final class Written extends RexShuttle {

        private final RexBuilder builder;

        Written(RexBuilder builder) {
            this.builder = builder;
        }

        @Override
        public RexNode visitCall(RexCall call) {
            RexNode visited = super.visitCall(call);
            if (!(visited instanceof RexCall inner)) {
                return visited;
            }
            return switch (inner.getKind()) {
                case IS_NOT_TRUE -> orUnknown(inner.getOperands().getFirst(), SqlStdOperatorTable.NOT);
                case IS_NOT_FALSE -> orUnknown(inner.getOperands().getFirst(), null);
                case AND, OR -> inner == call ? inner : RexUtil.flatten(builder, inner);
                default -> inner;
            };
        }

        private RexNode orUnknown(RexNode truth, @Nullable SqlOperator not) {
            RexNode known = not == null ? truth : builder.makeCall(not, truth);
            return truth.getType().isNullable()
                    ? builder.makeCall(
                            SqlStdOperatorTable.OR,
                            List.of(known, builder.makeCall(SqlStdOperatorTable.IS_NULL, truth)))
                    : known;
        }
    }
}
