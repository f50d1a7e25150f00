package io.truenow.sql.plan;

import org.apache.calcite.adapter.enumerable.EnumerableLimit;
import org.apache.calcite.adapter.enumerable.EnumerableLimitSort;
import org.apache.calcite.adapter.enumerable.EnumerableSort;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;

/** Makes a small limit above a sort one operator, which keeps only the rows that are asked for. Without state. */
final class TopRows extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof EnumerableLimit limit
                        && limit.getInput() instanceof EnumerableSort sort
                        && sort.fetch == null
                        && sort.offset == null
                        && Held.keepsFew(limit.fetch, limit.offset)
                ? EnumerableLimitSort.create(sort.getInput(), sort.getCollation(), limit.offset, limit.fetch)
                : node;
    }
}
