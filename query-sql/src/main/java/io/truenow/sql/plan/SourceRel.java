package io.truenow.sql.plan;

import io.truenow.sql.scan.RowSource;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.EnumerableConvention;
import org.apache.calcite.adapter.enumerable.EnumerableRel;
import org.apache.calcite.adapter.enumerable.EnumerableRelImplementor;
import org.apache.calcite.adapter.enumerable.JavaRowFormat;
import org.apache.calcite.adapter.enumerable.PhysType;
import org.apache.calcite.adapter.enumerable.PhysTypeImpl;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.linq4j.tree.Blocks;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.plan.RelOptCluster;
import org.apache.calcite.plan.RelOptCost;
import org.apache.calcite.plan.RelOptPlanner;
import org.apache.calcite.plan.RelTraitSet;
import org.apache.calcite.rel.AbstractRelNode;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.metadata.RelMetadataQuery;
import org.apache.calcite.rel.type.RelDataType;

/** A leaf of a plan that runs as it is: generated code opens its {@link RowSource}. */
abstract class SourceRel extends AbstractRelNode implements EnumerableRel {

    SourceRel(RelOptCluster cluster, RelDataType rowType) {
        super(cluster, cluster.traitSetOf(EnumerableConvention.INSTANCE));
        this.rowType = rowType;
    }

    /** Where the rows come from. */
    abstract RowSource source();

    /** How many rows are expected; only for the planner's choice between joins. */
    abstract double expectedRows();

    @Override
    protected RelDataType deriveRowType() {
        return Objects.requireNonNull(rowType);
    }

    @Override
    public RelNode copy(RelTraitSet traitSet, List<RelNode> inputs) {
        return this;
    }

    @Override
    public double estimateRowCount(RelMetadataQuery mq) {
        return expectedRows();
    }

    @Override
    public RelOptCost computeSelfCost(RelOptPlanner planner, RelMetadataQuery mq) {
        return planner.getCostFactory().makeCost(expectedRows(), expectedRows(), 0);
    }

    @Override
    public Result implement(EnumerableRelImplementor implementor, Prefer pref) {
        PhysType physType = PhysTypeImpl.of(
                (JavaTypeFactory) getCluster().getTypeFactory(), getRowType(), pref.prefer(JavaRowFormat.ARRAY));
        return implementor.result(
                physType,
                Blocks.toBlock(
                        Expressions.call(implementor.stash(source(), RowSource.class), "open", DataContext.ROOT)));
    }
}
