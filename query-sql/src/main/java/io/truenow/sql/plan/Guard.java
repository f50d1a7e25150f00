package io.truenow.sql.plan;

import io.truenow.sql.scan.StatementScope;
import java.util.ArrayList;
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
 * Asks whether the statement may go on. One stands above each join, because a join can make far more rows than its scans return, and one
 * below its left side: for each row of that side a join may look at all rows of the other and return none of them.
 */
public final class Guard extends SingleRel implements EnumerableRel {

    private static final int EACH_THOUSAND = 0x3FF;
    private static final int EACH = 0;

    private final int skip;

    private Guard(RelNode input, int skip) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.skip = skip;
    }

    /** The plan with its joins guarded. */
    static RelNode joins(RelNode plan) {
        return plan.accept(new RelHomogeneousShuttle() {
            @Override
            public RelNode visit(RelNode other) {
                RelNode node = super.visit(other);
                return node instanceof Join || node instanceof Correlate ? guarded(node) : node;
            }
        });
    }

    private static RelNode guarded(RelNode join) {
        List<RelNode> inputs = new ArrayList<>(join.getInputs());
        inputs.set(0, new Guard(inputs.getFirst(), EACH));
        return new Guard(join.copy(join.getTraitSet(), inputs), EACH_THOUSAND);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Guard(inputs.getFirst(), skip);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder block = new BlockBuilder();
        Result result = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        Expression rows = block.append("guarded", result.block);
        block.add(Expressions.return_(
                null, Expressions.call(Guard.class, "watch", DataContext.ROOT, rows, Expressions.constant(skip))));
        return implementor.result(result.physType, block.toBlock());
    }

    /** Called by generated code: the same rows, watched. */
    public static <T> Enumerable<T> watch(DataContext context, Enumerable<T> rows, int skip) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new Watched<>(rows.enumerator(), scope, skip);
            }
        };
    }

    private static final class Watched<T extends @Nullable Object> implements Enumerator<T> {

        private final Enumerator<T> rows;
        private final StatementScope scope;
        private final int skip;
        private int count;

        Watched(Enumerator<T> rows, StatementScope scope, int skip) {
            this.rows = rows;
            this.scope = scope;
            this.skip = skip;
        }

        @Override
        public T current() {
            return rows.current();
        }

        @Override
        public boolean moveNext() {
            if ((count++ & skip) == 0) {
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
