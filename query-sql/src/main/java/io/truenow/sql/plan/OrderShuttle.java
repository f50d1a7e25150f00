package io.truenow.sql.plan;

import io.truenow.sql.type.Operators;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelCollations;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelHomogeneousShuttle;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.logical.LogicalProject;
import org.apache.calcite.rel.logical.LogicalSort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeUtil;

/**
 * Makes generated code order texts by code point: what is sorted by, and what is the least or the greatest, is the key of a text instead of the
 * text. Applied to what was not pushed into the hot tier, which does so by itself.
 */
final class OrderShuttle extends RelHomogeneousShuttle {

    @Override
    public RelNode visit(RelNode other) {
        RelNode node = super.visit(other);
        RexBuilder builder = node.getCluster().getRexBuilder();
        return switch (node) {
            case Sort sort -> sort(sort);
            case Aggregate aggregate -> aggregate(aggregate);
            default -> node.accept(new WindowOrder(builder));
        };
    }

    /** The input's columns, and the keys of some. */
    private static final class Keys {

        private final RelNode input;
        private final RexBuilder builder;
        private final List<RexNode> columns;

        Keys(RelNode input) {
            this.input = input;
            this.builder = input.getCluster().getRexBuilder();
            this.columns = new ArrayList<>(builder.identityProjects(input.getRowType()));
        }

        /** Index of a text column's key; of another column, its own. */
        int of(int column) {
            RexNode value = columns.get(column);
            if (!SqlTypeUtil.inCharFamily(value.getType())) {
                return column;
            }
            RexNode key = builder.makeCall(Operators.TEXT_KEY, value);
            int known = columns.indexOf(key);
            if (known >= 0) {
                return known;
            }
            columns.add(key);
            return columns.size() - 1;
        }

        boolean isEmpty() {
            return columns.size() == input.getRowType().getFieldCount();
        }

        RelNode node() {
            List<String> names = new ArrayList<>(input.getRowType().getFieldNames());
            for (int i = names.size(); i < columns.size(); i++) {
                names.add("$key" + i);
            }
            return LogicalProject.create(input, List.of(), columns, names, Set.of());
        }
    }

    private static RelNode sort(Sort sort) {
        Keys keys = new Keys(sort.getInput());
        List<RelFieldCollation> collations = new ArrayList<>();
        for (RelFieldCollation key : sort.getCollation().getFieldCollations()) {
            collations.add(key.withFieldIndex(keys.of(key.getFieldIndex())));
        }
        if (keys.isEmpty()) {
            return sort;
        }
        RelNode sorted = LogicalSort.create(keys.node(), RelCollations.of(collations), sort.offset, sort.fetch);
        List<RexNode> columns = sort.getCluster().getRexBuilder().identityProjects(sort.getRowType());
        return LogicalProject.create(
                sorted, List.of(), columns, sort.getRowType().getFieldNames(), Set.of());
    }

    private static RelNode aggregate(Aggregate aggregate) {
        RexBuilder builder = aggregate.getCluster().getRexBuilder();
        Keys keys = new Keys(aggregate.getInput());
        List<AggregateCall> calls = new ArrayList<>();
        List<RexNode> columns = new ArrayList<>(builder.identityProjects(aggregate.getRowType()));
        for (int i = 0; i < aggregate.getAggCallList().size(); i++) {
            AggregateCall call = aggregate.getAggCallList().get(i);
            int column = aggregate.getGroupCount() + i;
            RexNode value = columns.get(column);
            if (isExtreme(call.getAggregation().getKind()) && SqlTypeUtil.inCharFamily(value.getType())) {
                int key = keys.of(call.getArgList().getFirst());
                call = AggregateCall.create(
                        call.getAggregation(),
                        call.isDistinct(),
                        call.isApproximate(),
                        call.ignoreNulls(),
                        call.rexList,
                        List.of(key),
                        call.filterArg,
                        call.distinctKeys,
                        call.getCollation(),
                        aggregate.hasEmptyGroup(),
                        keys.node(),
                        null,
                        call.getName());
                columns.set(
                        column,
                        builder.makeCall(
                                value.getType(),
                                Operators.KEY_TEXT,
                                List.of(builder.makeInputRef(call.getType(), column))));
            } else if (!call.getCollation().getFieldCollations().isEmpty()
                    && call.getAggregation().getKind() != SqlKind.PERCENTILE_DISC) {
                List<RelFieldCollation> collations = new ArrayList<>();
                for (RelFieldCollation key : call.getCollation().getFieldCollations()) {
                    collations.add(key.withFieldIndex(keys.of(key.getFieldIndex())));
                }
                call = call.withCollation(RelCollations.of(collations));
            }
            calls.add(call);
        }
        if (keys.isEmpty()) {
            return aggregate;
        }
        RelNode input = keys.node();
        Aggregate ordered = aggregate.copy(
                aggregate.getTraitSet(), input, aggregate.getGroupSet(), aggregate.getGroupSets(), calls);
        return LogicalProject.create(
                ordered, List.of(), columns, aggregate.getRowType().getFieldNames(), Set.of());
    }

    static boolean isExtreme(SqlKind kind) {
        return kind == SqlKind.MIN || kind == SqlKind.MAX;
    }
}
