package io.truenow.sql.plan;

import io.truenow.sql.scan.StatementScope;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;
import org.apache.calcite.rel.core.Correlate;
import org.apache.calcite.rel.core.Join;
import org.jspecify.annotations.Nullable;

/**
 * Stands above each join and asks every thousand rows whether the statement may go on, because a join can make far more rows than its
 * scans return.
 */
public final class Guard extends SingleRel implements EnumerableRel {

    private static final int CHECK_EVERY = 0x3FF;

    private Guard(RelNode input) {
        super(input.getCluster(), input.getTraitSet(), input);
    }

    /** The plan with a guard above each join. */
    static RelNode above(RelNode plan) {
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode node = super.visit(other);
                return node instanceof Join || node instanceof Correlate ? new Guard(node) : node;
            }
        });
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Guard(inputs.getFirst());
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder block = new BlockBuilder();
        Result result = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        Expression rows = block.append("guarded", result.block);
        block.add(Expressions.return_(null, Expressions.call(Guard.class, "watch", DataContext.ROOT, rows)));
        return implementor.result(result.physType, block.toBlock());
    }

    /** Called by generated code: the same rows, watched. */
    public static <T> Enumerable<T> watch(DataContext context, Enumerable<T> rows) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new Watched<>(rows.enumerator(), scope);
            }
        };
    }

    private static final class Watched<T extends @Nullable Object> implements Enumerator<T> {

        private final Enumerator<T> rows;
        private final StatementScope scope;
        private long count;

        Watched(Enumerator<T> rows, StatementScope scope) {
            this.rows = rows;
            this.scope = scope;
        }

        @Override
        public T current() {
            return rows.current();
        }

        @Override
        public boolean moveNext() {
            if ((count++ & CHECK_EVERY) == 0) {
                scope.checkAlive();
            }
            return rows.moveNext();
        }

        @Override
        public void reset() {
            rows.reset();
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
