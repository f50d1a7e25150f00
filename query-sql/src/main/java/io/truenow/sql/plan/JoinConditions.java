package io.truenow.sql.plan;

import io.truenow.sql.type.Operators;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * Makes the terms of a join's condition calls of a function, but those that compare. The generated code of a hash join does not compile with
 * {@code IS NOT TRUE} as what is left of its condition beside the keys, and planning makes that of other terms, too.
 */
final class JoinConditions extends RelHomogeneousShuttle {

    private static final Set<SqlKind> TAKEN = EnumSet.of(
            SqlKind.OR,
            SqlKind.NOT,
            SqlKind.IS_TRUE,
            SqlKind.IS_NOT_TRUE,
            SqlKind.IS_FALSE,
            SqlKind.IS_NOT_FALSE,
            SqlKind.IS_NULL);

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Join join ? written(join) : node;
    }

    private static RelNode written(Join join) {
        RexBuilder builder = join.getCluster().getRexBuilder();
        List<RexNode> terms = RelOptUtil.conjunctions(join.getCondition());
        if (terms.stream().noneMatch(term -> TAKEN.contains(term.getKind()))) {
            return join;
        }
        List<RexNode> written = terms.stream()
                .map(term -> TAKEN.contains(term.getKind())
                        ? builder.makeCall(term.getType(), Operators.TRUTH, List.of(term))
                        : term)
                .toList();
        return join.copy(
                join.getTraitSet(),
                RexUtil.composeConjunction(builder, written),
                join.getLeft(),
                join.getRight(),
                join.getJoinType(),
                join.isSemiJoinDone());
    }
}
