package io.truenow.hottier.scan;

import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.segment.ChunkView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups and accumulators of one part of an aggregation. Not thread-safe. */
final class PartialState {

    private final AggregatePlan plan;
    private final Groups groups;
    private final List<Accumulator> accumulators = new ArrayList<>();

    /** For a run, or for the merge of several if {@code run} is null. */
    PartialState(AggregatePlan plan, List<KeyPart> parts, @Nullable Run run, ScanSettings settings, ScanGuard guard) {
        this.plan = plan;
        int limit = parts.isEmpty() ? 1 : run == null ? 0 : denseLimit(run, settings);
        this.groups = new Groups(parts, limit, guard);
        int denseGroups = groups.dense() && run != null ? groups.bound() : 0;
        for (AccumulatorSpec spec : plan.specs()) {
            Accumulator accumulator = plan.accumulator(spec, run, denseGroups, settings, guard);
            accumulator.ensure(groups.bound());
            accumulators.add(accumulator);
        }
    }

    /** Direct addressing must not cost more than the rows are worth. */
    static int denseLimit(Run run, ScanSettings settings) {
        return (int) Math.min(settings.denseGroups(), Math.max(1 << 10, run.rows() * 2));
    }

    Groups groups() {
        return groups;
    }

    Accumulator accumulator(AccumulatorSpec spec) {
        return accumulators.get(plan.specs().indexOf(spec));
    }

    /** Scans a chunk. */
    void scan(ScanInput.Source source, FilterBinder binder, Worker worker, ScanGuard guard) {
        BlockReader reader = worker.reader();
        ChunkView chunk = source.chunk();
        reader.open(chunk);
        List<RowFilter> filters = new ArrayList<>();
        for (Predicate filter : plan.filters()) {
            filters.add(binder.bind(filter, chunk));
        }
        for (int from = 0; from < chunk.rows(); from += ChunkView.BLOCK) {
            guard.check();
            reader.block(from, Math.min(ChunkView.BLOCK, chunk.rows() - from));
            if (worker.base().select(source.filter()) > 0) {
                add(worker, filters);
            }
        }
    }

    private void add(Worker worker, List<RowFilter> filters) {
        int[] groupOf = groups.assign(worker.base());
        for (Accumulator accumulator : accumulators) {
            accumulator.ensure(groups.bound());
        }
        addAll(worker.base(), groupOf, Predicate.TRUE);
        for (int i = 0; i < filters.size(); i++) {
            if (filters.get(i) == RowFilter.ALL) {
                addAll(worker.base(), groupOf, plan.filters().get(i));
            } else if (worker.some().select(worker.base(), filters.get(i)) > 0) {
                int[] picked = groupOf;
                if (groupOf != null) {
                    worker.some().pick(worker.base(), groupOf, worker.groups());
                    picked = worker.groups();
                }
                addAll(worker.some(), picked, plan.filters().get(i));
            }
        }
    }

    private void addAll(SelectedBlock block, int @Nullable [] groupOf, Predicate filter) {
        for (int i = 0; i < accumulators.size(); i++) {
            if (plan.specs().get(i).filter().equals(filter)) {
                accumulators.get(i).add(block, groupOf);
            }
        }
    }

    /** Called after the last chunk of a part. */
    void seal() {
        accumulators.forEach(Accumulator::seal);
    }

    /** Takes another part in; called in segment order. */
    void merge(PartialState other) {
        int[] map = groups.merge(other.groups);
        for (int i = 0; i < accumulators.size(); i++) {
            accumulators.get(i).ensure(groups.bound());
            accumulators.get(i).merge(other.accumulators.get(i), map);
        }
    }

    void finish() {
        accumulators.forEach(accumulator -> {
            accumulator.ensure(groups.bound());
            accumulator.finish();
        });
    }
}
