package io.truenow.hottier.scan;

import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ValueType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What an aggregation computes, independent of any chunk: slots, shared states, filters. Not changed once {@link #lookAt} was called. */
final class AggregatePlan {

    /** Most counters of a part of a scan: 4 MB of them. */
    private static final int MOST_COUNTERS = 1 << 20;

    private final AggregateRequest request;
    private final FieldSlots slots = new FieldSlots();
    private final List<AccumulatorSpec> specs;
    private final List<Predicate> filters;
    private final Map<Field, ValueGrid> grids = new HashMap<>();

    AggregatePlan(AggregateRequest request) {
        this.request = request;
        slots.add(request.filter());
        Set<AccumulatorSpec> wanted = new LinkedHashSet<>();
        for (Aggregation aggregation : request.aggregations()) {
            wanted.addAll(AccumulatorSpec.of(aggregation));
        }
        Set<Predicate> distinct = new LinkedHashSet<>();
        for (AccumulatorSpec spec : wanted) {
            slots.add(spec.filter());
            if (spec.field() != null) {
                slots.add(spec.field());
            }
            if (!spec.filter().equals(Predicate.TRUE)) {
                distinct.add(spec.filter());
            }
        }
        for (GroupKey key : request.keys()) {
            slots.add(key.field());
        }
        this.specs = List.copyOf(wanted);
        this.filters = List.copyOf(distinct);
    }

    /** Takes from the chunks that will be read which values can be counted by place. Called before states are made. */
    void lookAt(List<ScanInput.Source> sources) {
        for (AccumulatorSpec spec : specs) {
            if (spec.kind() == AccumulatorSpec.Kind.SAMPLES && spec.field() instanceof Field.Column metric) {
                ValueGrid grid = ValueGrid.of(sources, metric.name());
                if (grid != null) {
                    grids.put(metric, grid);
                }
            }
        }
    }

    /** Counters that a group may need. */
    long countersEach() {
        return grids.values().stream().mapToLong(ValueGrid::size).max().orElse(1);
    }

    AggregateRequest request() {
        return request;
    }

    FieldSlots slots() {
        return slots;
    }

    /** Shared states, in the order of their first use. */
    List<AccumulatorSpec> specs() {
        return specs;
    }

    /** Filters of accumulators, each once. */
    List<Predicate> filters() {
        return filters;
    }

    /** Whether only rows are counted, without keys and filters of accumulators. */
    boolean countsOnly() {
        return request.keys().isEmpty()
                && filters.isEmpty()
                && specs.stream().allMatch(spec -> spec.kind() == AccumulatorSpec.Kind.ROWS);
    }

    /** Dimensions whose codes outlive a block. */
    Set<String> codedDimensions() {
        Set<String> names = new HashSet<>();
        for (GroupKey key : request.keys()) {
            if (key instanceof GroupKey.ByField by) {
                addDimension(by.field(), names);
            }
        }
        for (AccumulatorSpec spec : specs) {
            if (spec.field() != null && spec.kind() != AccumulatorSpec.Kind.VALUES) {
                addDimension(spec.field(), names);
            }
        }
        return names;
    }

    private static void addDimension(Field field, Set<String> names) {
        if (field instanceof Field.Column column && column.type() == ValueType.TEXT) {
            names.add(column.name());
        }
    }

    /**
     * A fresh state.
     *
     * @param run gives codes their meaning; null for the merge of several runs
     * @param denseGroups number of groups if it never grows, else 0
     */
    Accumulator accumulator(
            AccumulatorSpec spec, @Nullable Run run, int denseGroups, ScanSettings settings, ScanGuard guard) {
        Field field = spec.field();
        if (field == null || spec.kind() == AccumulatorSpec.Kind.ROWS) {
            return CountState.ofRows(guard);
        }
        int slot = field == Field.BuiltIn.EVENT_ID ? -1 : slots.slot(field);
        return switch (spec.kind()) {
            case ROWS -> CountState.ofRows(guard);
            case VALUES -> CountState.ofValues(slot, field.type(), guard);
            case SUM -> field.type() == ValueType.LONG ? new WholeSumState(slot, guard) : new SumState(slot, guard);
            case SAMPLES -> samples(slot, grids.get(field), denseGroups, guard);
            case MIN, MAX -> extreme(spec, field, slot, run, guard);
            case DISTINCT ->
                new DistinctState(slot, field, space(field, run, guard), denseGroups, settings.bitmapBytes(), guard);
        };
    }

    private static Accumulator samples(int slot, @Nullable ValueGrid grid, int denseGroups, ScanGuard guard) {
        boolean counts = grid != null && denseGroups > 0 && (long) denseGroups * grid.size() <= MOST_COUNTERS;
        return new SampleState(slot, grid, counts, guard);
    }

    private static Accumulator extreme(
            AccumulatorSpec spec, Field field, int slot, @Nullable Run run, ScanGuard guard) {
        boolean smallest = spec.kind() == AccumulatorSpec.Kind.MIN;
        return switch (field.type()) {
            case DOUBLE -> new DoubleExtreme(slot, smallest, guard);
            case LONG -> new LongExtreme(slot, field instanceof Field.Column, smallest, guard);
            case TEXT -> new TextExtreme(slot, smallest, Objects.requireNonNull(space(field, run, guard)), guard);
        };
    }

    private static @Nullable TextSpace space(Field field, @Nullable Run run, ScanGuard guard) {
        if (field.type() != ValueType.TEXT) {
            return null;
        }
        TextSpace shared = run == null ? null : run.spaceOf(field);
        return shared == null ? new TextSpace.Interned(guard) : shared;
    }
}
