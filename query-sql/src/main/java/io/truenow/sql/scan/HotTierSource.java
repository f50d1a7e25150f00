package io.truenow.sql.scan;

import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.read.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/** Asks the hot tier what a {@link ScanSpec} says. A table that has had no event yet answers as an empty one. Thread-safe. */
public final class HotTierSource implements RowSource {

    private final ScanSpec spec;
    private final SlotProgram slots;

    /** A source for a leaf. */
    public HotTierSource(ScanSpec spec, RexBuilder builder, List<RexNode> slots) {
        this.spec = spec;
        this.slots = new SlotProgram(builder, slots);
    }

    @Override
    public Enumerable<@Nullable Object> open(DataContext context) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<@Nullable Object> enumerator() {
                scope.checkAlive();
                return new BlockEnumerator(
                        cursor(scope, new SlotBinding(slots.values(context))), spec.outputs(), scope);
            }
        };
    }

    @Override
    public List<UUID> scans() {
        return List.of(spec.table().tableId());
    }

    private RowCursor cursor(StatementScope scope, SlotBinding binding) {
        TimeBounds bounds = TimeBounds.of(binding.bind(spec.filter()));
        long offset = binding.amount(spec.offset());
        long limit = spec.limit() == null ? Long.MAX_VALUE : binding.amount(spec.limit());
        boolean resident =
                scope.reads().has(scope.context().principal(), spec.table().tableId());
        return switch (spec.shape()) {
            case ScanSpec.Rows rows when !resident -> new OneBlock(null, new Coverage(List.of()));
            case ScanSpec.Rows rows -> {
                RowCursor cursor = scope.reads()
                        .rows(
                                new RowsRequest(
                                        spec.table().tableId(),
                                        bounds.range(),
                                        bounds.rest(),
                                        rows.fields(),
                                        spec.order(),
                                        offset,
                                        limit),
                                scope.context());
                scope.covered(spec.table().tableId(), cursor.coverage());
                yield cursor;
            }
            case ScanSpec.Groups groups
            when !resident ->
                new OneBlock(offset == 0 && limit > 0 ? overNothing(groups) : null, new Coverage(List.of()));
            case ScanSpec.Groups groups -> {
                List<Aggregation> aggregations = new ArrayList<>();
                groups.aggregations().forEach(a -> aggregations.add(binding.bind(a)));
                AggregateAnswer answer = scope.reads()
                        .aggregate(
                                new AggregateRequest(
                                        spec.table().tableId(),
                                        bounds.range(),
                                        bounds.rest(),
                                        groups.keys(),
                                        aggregations,
                                        spec.order(),
                                        offset,
                                        limit),
                                scope.context());
                scope.covered(spec.table().tableId(), answer.coverage());
                yield new OneBlock(answer.block(), answer.coverage());
            }
        };
    }

    private static @Nullable ValueBlock overNothing(ScanSpec.Groups groups) {
        if (!groups.keys().isEmpty()) {
            return null;
        }
        List<ValueColumn> columns = new ArrayList<>();
        for (Aggregation aggregation : groups.aggregations()) {
            boolean count = aggregation.function() == Aggregation.Function.COUNT
                    || aggregation.function() == Aggregation.Function.COUNT_DISTINCT;
            if (aggregation.type() == ValueType.LONG) {
                columns.add(new ValueColumn.Longs(new long[1], count ? null : new boolean[] {true}));
            } else {
                columns.add(new ValueColumn.Texts(new @Nullable String[1]));
            }
        }
        return new ValueBlock(1, columns);
    }

    /** A cursor over at most one block. */
    private static final class OneBlock implements RowCursor {

        private final @Nullable ValueBlock block;
        private final Coverage coverage;
        private boolean read;

        OneBlock(@Nullable ValueBlock block, Coverage coverage) {
            this.block = block;
            this.coverage = coverage;
        }

        @Override
        public boolean next() {
            boolean first = !read;
            read = true;
            return first && block != null;
        }

        @Override
        public ValueBlock block() {
            return Objects.requireNonNull(block);
        }

        @Override
        public Coverage coverage() {
            return coverage;
        }

        @Override
        public void close() {}
    }
}
