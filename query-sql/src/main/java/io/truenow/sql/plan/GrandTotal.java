package io.truenow.sql.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.logical.LogicalAggregate;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalUnion;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.util.ImmutableBitSet;

/**
 * Makes the empty set among several grouping sets an aggregation of its own. It has a row even where there is nothing to group; the generated
 * code of several sets at once has none then.
 */
final class GrandTotal extends RelHomogeneousShuttle {

    private static final Set<SqlKind> GROUPING = Set.of(SqlKind.GROUPING, SqlKind.GROUPING_ID, SqlKind.GROUP_ID);

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        return node instanceof Aggregate aggregate ? apart(aggregate) : node;
    }

    private static RelNode apart(Aggregate aggregate) {
        List<ImmutableBitSet> others =
                aggregate.getGroupSets().stream().filter(set -> !set.isEmpty()).toList();
        if (others.isEmpty() || others.size() == aggregate.getGroupSets().size()) {
            return aggregate;
        }
        return LogicalUnion.create(List.of(grouped(aggregate, others), total(aggregate)), true);
    }

    private static RelNode grouped(Aggregate aggregate, List<ImmutableBitSet> sets) {
        List<AggregateCall> calls = new ArrayList<>();
        aggregate.getAggCallList().forEach(call -> calls.add(inferred(aggregate, call, false)));
        RelNode grouped = LogicalAggregate.create(
                aggregate.getInput(), aggregate.getHints(), aggregate.getGroupSet(), sets, calls);
        List<RexNode> columns = new ArrayList<>();
        for (int i = 0; i < grouped.getRowType().getFieldCount(); i++) {
            columns.add(as(aggregate, i, builder(aggregate).makeInputRef(grouped, i)));
        }
        return named(aggregate, grouped, columns);
    }

    private static RelNode total(Aggregate aggregate) {
        List<AggregateCall> calls = new ArrayList<>();
        for (AggregateCall call : aggregate.getAggCallList()) {
            if (!GROUPING.contains(call.getAggregation().getKind())) {
                calls.add(inferred(aggregate, call, true));
            }
        }
        if (calls.isEmpty()) {
            calls.add(counted(aggregate));
        }
        RelNode total =
                LogicalAggregate.create(aggregate.getInput(), aggregate.getHints(), ImmutableBitSet.of(), null, calls);
        List<RexNode> columns = new ArrayList<>();
        int keys = aggregate.getGroupCount();
        for (int i = 0; i < keys; i++) {
            columns.add(builder(aggregate).makeNullLiteral(field(aggregate, i).getType()));
        }
        int next = 0;
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            AggregateCall call = aggregate.getAggCallList().get(i);
            RexNode value = GROUPING.contains(call.getAggregation().getKind())
                    ? builder(aggregate).makeExactLiteral(java.math.BigDecimal.valueOf(grouping(call)), call.getType())
                    : builder(aggregate).makeInputRef(total, next++);
            columns.add(as(aggregate, keys + i, value));
        }
        return named(aggregate, total, columns);
    }

    /** Nothing is grouped by: one bit for each argument; and it is the first of its kind. */
    private static long grouping(AggregateCall call) {
        return call.getAggregation().getKind() == SqlKind.GROUP_ID
                ? 0
                : (1L << call.getArgList().size()) - 1;
    }

    private static AggregateCall inferred(Aggregate aggregate, AggregateCall call, boolean empty) {
        return AggregateCall.create(
                call.getAggregation(),
                call.isDistinct(),
                call.isApproximate(),
                call.ignoreNulls(),
                call.rexList,
                call.getArgList(),
                call.filterArg,
                call.distinctKeys,
                call.getCollation(),
                empty,
                aggregate.getInput(),
                null,
                call.getName());
    }

    private static AggregateCall counted(Aggregate aggregate) {
        return AggregateCall.create(
                SqlStdOperatorTable.COUNT,
                false,
                false,
                false,
                List.of(),
                List.of(),
                -1,
                null,
                RelCollations.EMPTY,
                true,
                aggregate.getInput(),
                null,
                "$count");
    }

    private static RelNode named(Aggregate aggregate, RelNode input, List<RexNode> columns) {
        return LogicalProject.create(
                input, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }

    private static RexNode as(Aggregate aggregate, int column, RexNode value) {
        var type = field(aggregate, column).getType();
        return value.getType().equals(type) ? value : builder(aggregate).makeAbstractCast(type, value, false);
    }

    private static RelDataTypeField field(Aggregate aggregate, int column) {
        return aggregate.getRowType().getFieldList().get(column);
    }

    private static RexBuilder builder(RelNode node) {
        return node.getCluster().getRexBuilder();
    }
}
