package io.truenow.sql.plan;

import io.truenow.sql.scan.OperatorFigures;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.tree.BlockBuilder;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.linq4j.tree.Types;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.SingleRel;

/** Counts rows and time of the operator below it, for {@code EXPLAIN ANALYZE}. Its plan runs once. */
final class Measured extends SingleRel implements EnumerableRel {

    private static final Method WATCH =
            Types.lookupMethod(OperatorFigures.class, "watch", DataContext.class, Enumerable.class);

    private final OperatorFigures figures;

    private Measured(RelNode input, OperatorFigures figures) {
        super(input.getCluster(), input.getTraitSet(), input);
        this.figures = figures;
    }

    /**
     * The plan with each of its operators measured.
     *
     * @param figures takes one for each line of the plan's text, in the order of the lines
     */
    static RelNode all(RelNode plan, List<OperatorFigures> figures) {
        OperatorFigures own = new OperatorFigures(plan instanceof HotTierScan);
        figures.add(own);
        List<RelNode> inputs = new ArrayList<>();
        plan.getInputs().forEach(input -> inputs.add(all(input, figures)));
        return new Measured(inputs.isEmpty() ? plan : plan.copy(plan.getTraitSet(), inputs), own);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return new Measured(inputs.getFirst(), figures);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        BlockBuilder block = new BlockBuilder();
        Result result = implementor.visitChild(this, 0, (EnumerableRel) getInput(), pref);
        Expression rows = block.append("measured", result.block);
        block.add(Expressions.return_(
                null,
                Expressions.call(implementor.stash(figures, OperatorFigures.class), WATCH, DataContext.ROOT, rows)));
        return implementor.result(result.physType, block.toBlock());
    }
}
