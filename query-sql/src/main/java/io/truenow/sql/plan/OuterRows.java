package io.truenow.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;

/**
 * Gives the right side of a RIGHT or FULL JOIN a second column if it has one only. The generated code remembers the rows without a partner by
 * their identity, and a row of one column is its bare value: equal rows would be one.
 */
final class OuterRows extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Join join
                        && join.getJoinType().generatesNullsOnLeft()
                        && join.getRight().getRowType().getFieldCount() == 1
                ? widened(join)
                : node;
    }

    private static RelNode widened(Join join) {
        RexBuilder builder = join.getCluster().getRexBuilder();
        RelNode right = join.getRight();
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(right.getRowType()));
        columns.add(builder.makeLiteral(true));
        List<String> names = new ArrayList<>(right.getRowType().getFieldNames());
        names.add("$row");
        RelNode wide = LogicalProject.create(right, List.of(), columns, names, Set.of());
        RelNode joined = join.copy(join.getTraitSet(), List.of(join.getLeft(), wide));
        return LogicalProject.create(
                joined,
                List.of(),
                builder.identityProjects(join.getRowType()),
                join.getRowType().getFieldNames(),
                Set.of());
    }
}
