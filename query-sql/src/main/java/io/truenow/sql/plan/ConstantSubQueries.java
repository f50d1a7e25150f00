package io.truenow.sql.plan;

import java.util.List;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexShuttle;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Writes {@code x IN (SELECT constant …)} as {@code EXISTS (SELECT constant …) AND x = constant}, which is the same for known and unknown values.
 * What takes correlated sub-queries apart compares {@code x} with a wrong column otherwise.
 */
final class ConstantSubQueries extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        RexBuilder builder = node.getCluster().getRexBuilder();
        return node.accept(new RexShuttle() {
            @Override
            public RexNode visitCall(RexCall call) {
                RexNode visited = super.visitCall(call);
                return visited.equals(call) ? visited : RexUtil.flatten(builder, visited);
            }

            @Override
            public RexNode visitSubQuery(RexSubQuery subQuery) {
                RexSubQuery visited = (RexSubQuery) super.visitSubQuery(subQuery);
                RexSubQuery inner = visited.clone(visited.rel.accept(ConstantSubQueries.this));
                return inner.getKind() == SqlKind.IN
                                && inner.getOperands().size() == 1
                                && inner.rel instanceof Project project
                                && project.getProjects().getFirst() instanceof RexLiteral constant
                        ? builder.makeCall(
                                inner.getType(),
                                SqlStdOperatorTable.AND,
                                List.of(
                                        RexSubQuery.exists(inner.rel),
                                        builder.makeCall(
                                                SqlStdOperatorTable.EQUALS,
                                                inner.getOperands().getFirst(),
                                                constant)))
                        : inner;
            }
        });
    }
}
