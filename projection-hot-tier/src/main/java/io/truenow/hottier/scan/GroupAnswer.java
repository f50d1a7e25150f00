package io.truenow.hottier.scan;

import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Turns a finished state into the rows that leave: order, offset, limit, and only then texts. */
final class GroupAnswer {

    private final AggregateRequest request;
    private final PartialState state;
    private final ScanGuard guard;
    private final List<OutputColumn> columns = new ArrayList<>();

    GroupAnswer(AggregatePlan plan, PartialState state, ScanGuard guard) {
        this.request = plan.request();
        this.state = state;
        this.guard = guard;
        for (int part = 0; part < request.keys().size(); part++) {
            columns.add(new KeyOutput(request.keys().get(part), state.groups(), part));
        }
        for (Aggregation aggregation : request.aggregations()) {
            columns.add(AggregateOutput.of(aggregation, state));
        }
    }

    ValueBlock block() {
        int[] groups = existing();
        long wanted = Math.addExact(
                Math.min(request.offset(), Integer.MAX_VALUE), Math.min(request.limit(), Integer.MAX_VALUE));
        if (!request.order().isEmpty()) {
            List<SortKey> order = new ArrayList<>(request.order());
            for (int key = 0; key < request.keys().size(); key++) {
                order.add(new SortKey(key, false, false));
            }
            groups = new RowOrder(columns, order).first(groups, wanted);
        }
        int from = (int) Math.min(request.offset(), groups.length);
        int to = (int) Math.min(wanted, groups.length);
        guard.requireRows(to - from);
        List<ValueColumn> picked = new ArrayList<>();
        for (OutputColumn column : columns) {
            picked.add(column.pick(groups, from, to));
        }
        return new ValueBlock(to - from, picked);
    }

    private int[] existing() {
        Groups groups = state.groups();
        int[] found = new int[groups.count()];
        int n = 0;
        for (int group = 0; group < groups.bound(); group++) {
            if (groups.exists(group)) {
                found[n++] = group;
            }
        }
        return Arrays.copyOf(found, n);
    }
}
