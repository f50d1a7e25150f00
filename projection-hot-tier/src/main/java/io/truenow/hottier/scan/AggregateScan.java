package io.truenow.hottier.scan;

import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/**
 * One aggregation over one snapshot: chunks are cut into runs of one meaning of codes and these into lanes of consecutive chunks, each
 * with a state of its own; lanes run in parallel and are merged in segment order. Neither runs nor lanes depend on the number of
 * threads, so neither do answers.
 */
final class AggregateScan {

    /** Combinations of key values from which on there are only as many lanes as with any number of them. */
    private static final long FEW_COMBINATIONS = 1 << 18;

    private record Lane(int run, List<ScanInput.Source> sources) {}

    private final AggregatePlan plan;
    private final TableSnapshot snapshot;
    private final ScanContext context;
    private final ScanSettings settings;
    private final ScanPool pool;
    private final ScanGuard guard;
    private final FilterBinder binder;

    AggregateScan(
            AggregateRequest request,
            TableSnapshot snapshot,
            ScanContext context,
            ScanSettings settings,
            ScanPool pool) {
        this.plan = new AggregatePlan(request);
        this.snapshot = snapshot;
        this.context = context;
        this.settings = settings;
        this.pool = pool;
        this.guard = new ScanGuard(context, snapshot);
        this.binder = new FilterBinder(plan.slots(), new CodeBitmaps(guard));
    }

    AggregateAnswer run() {
        guard.check();
        AggregateRequest request = plan.request();
        ScanInput input = new ScanInput(
                snapshot, request.range(), request.filter(), binder, context.statistics(), plan.countsOnly());
        plan.lookAt(input.sources());
        List<Run> runs = Run.of(input.sources(), plan.codedDimensions());
        PartialState state = state(runs);
        if (input.rowsCounted() > 0) {
            AccumulatorSpec rows = new AccumulatorSpec(AccumulatorSpec.Kind.ROWS, null, Predicate.TRUE);
            if (plan.specs().contains(rows)) {
                ((CountState) state.accumulator(rows)).addRows(input.rowsCounted());
            }
        }
        state.finish();
        guard.requireGroups(request.keys().isEmpty() ? 1 : state.groups().count());
        ValueBlock block = new GroupAnswer(plan, state, guard).block();
        guard.requireRows(block.rows());
        context.statistics().add(0, block.rows(), 0, 0);
        return new AggregateAnswer(block, ScanInput.coverage(snapshot));
    }

    private PartialState state(List<Run> runs) {
        AggregateRequest request = plan.request();
        List<List<KeyPart>> parts = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        for (Run run : runs) {
            parts.add(run.parts(request.keys(), plan.slots(), request.range()));
            addLanes(run, parts.size() - 1, parts.getLast(), lanes);
        }
        PartialState[] states = new PartialState[lanes.size()];
        Worker[] workers = Worker.array(Math.min(pool.workers(), Math.max(1, lanes.size())), plan.slots());
        pool.run(lanes.size(), (number, worker) -> {
            Lane lane = lanes.get(number);
            PartialState state = new PartialState(plan, parts.get(lane.run()), runs.get(lane.run()), settings, guard);
            lane.sources().forEach(source -> state.scan(source, binder, workers[worker], guard));
            state.seal();
            states[number] = state;
        });
        if (states.length == 0) {
            return new PartialState(plan, parts.getFirst(), runs.getFirst(), settings, guard);
        }
        boolean oneRun = runs.size() == 1;
        PartialState merged = oneRun ? states[0] : new PartialState(plan, parts.getFirst(), null, settings, guard);
        for (int number = oneRun ? 1 : 0; number < states.length; number++) {
            guard.check();
            merged.merge(states[number]);
        }
        return merged;
    }

    /** The more groups, the fewer lanes, since each has its own accumulators. */
    private void addLanes(Run run, int number, List<KeyPart> parts, List<Lane> lanes) {
        List<ScanInput.Source> sources = run.sources();
        long combinations = Math.max(1, Groups.combinations(parts));
        if (combinations < FEW_COMBINATIONS) {
            combinations *= plan.countersEach();
        }
        long wanted = Math.max(settings.minLanes(), Math.min(settings.maxLanes(), FEW_COMBINATIONS / combinations));
        int count = (int) Math.min(wanted, sources.size());
        for (int lane = 0; lane < count; lane++) {
            int from = (int) ((long) sources.size() * lane / count);
            int to = (int) ((long) sources.size() * (lane + 1) / count);
            lanes.add(new Lane(number, sources.subList(from, to)));
        }
    }
}
