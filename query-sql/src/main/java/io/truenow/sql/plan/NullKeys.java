package io.truenow.sql.plan;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/**
 * Lets a row whose correlated column is NULL find what a correlated count gave for NULL. Calcite computes the counts for each different value of
 * the column, NULL among them, and then joins them by equality, so that such a row had no count where it is 0.
 */
final class NullKeys extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Join join && join.getJoinType() == JoinRelType.LEFT ? joined(join) : node;
    }

    private static RelNode joined(Join join) {
        int left = join.getLeft().getRowType().getFieldCount();
        RexBuilder builder = join.getCluster().getRexBuilder();
        List<RexNode> terms = new ArrayList<>();
        for (RexNode term : RelOptUtil.conjunctions(join.getCondition())) {
            terms.add(
                    term instanceof RexCall call
                                    && call.getKind() == SqlKind.EQUALS
                                    && call.getOperands().get(0) instanceof RexInputRef one
                                    && call.getOperands().get(1) instanceof RexInputRef two
                                    && one.getIndex() < left
                                    && two.getIndex() >= left
                                    && isValueOfAll(join.getRight(), two.getIndex() - left)
                            ? builder.makeCall(SqlStdOperatorTable.IS_NOT_DISTINCT_FROM, one, two)
                            : term);
        }
        RexNode condition = RexUtil.composeConjunction(builder, terms);
        return condition.equals(join.getCondition())
                ? join
                : join.copy(
                        join.getTraitSet(),
                        condition,
                        join.getLeft(),
                        join.getRight(),
                        join.getJoinType(),
                        join.isSemiJoinDone());
    }

    /** Whether a column has each value for which counts were made, also those without rows to count. */
    private static boolean isValueOfAll(RelNode node, int column) {
        return switch (node) {
            case Project project ->
                project.getProjects().get(column) instanceof RexInputRef ref
                        && isValueOfAll(project.getInput(), ref.getIndex());
            case Filter filter -> isValueOfAll(filter.getInput(), column);
            case Join inner ->
                inner.getJoinType() == JoinRelType.LEFT
                        && column < inner.getLeft().getRowType().getFieldCount()
                        && RelOptUtil.conjunctions(inner.getCondition()).stream()
                                .anyMatch(term -> term.getKind() == SqlKind.IS_NOT_DISTINCT_FROM
                                        && term instanceof RexCall call
                                        && call.getOperands().get(0) instanceof RexInputRef ref
                                        && ref.getIndex() == column);
            default -> false;
        };
    }
}
