package io.truenow.hottier.read;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.LogPosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The slow, obvious hot tier: rows in a list, every question by a loop. It is the oracle of the kernels' and the planner's tests,
 * so it shares no code with them. It removes no duplicates, keeps one segment per table and knows no byte limit; rows that an order leaves equal
 * come in log order, groups in the order of their keys. Thread-safe by locking.
 */
public final class ReferenceReads implements HotTierReads {

    private static final int BLOCK_ROWS = 1000;

    private final Map<UUID, Table> tables = new HashMap<>();

    private static final class Table {
        final TableRef ref;
        final Map<List<Object>, ColumnSpec> columns = new LinkedHashMap<>();
        final List<ReferenceRow> rows = new ArrayList<>();
        final Map<Integer, Coverage.ShardPosition> positions = new TreeMap<>();

        Table(TableRef ref) {
            this.ref = ref;
        }
    }

    /** Adds events as the next log record of shard 0. */
    public synchronized void add(TableRef ref, UUID tableId, EventColumns events) {
        Table table = tables.get(tableId);
        Coverage.ShardPosition last = table == null ? null : table.positions.get(0);
        add(ref, tableId, events, 0, 0, last == null ? 0 : last.offset() + 1, 0);
    }

    /** Adds events as one log record; records of a shard come in the order of their offsets. */
    public synchronized void add(
            TableRef ref,
            UUID tableId,
            EventColumns events,
            int shard,
            int partition,
            long offset,
            long ingestTimeMicros) {
        Table table = tables.computeIfAbsent(tableId, id -> new Table(ref));
        for (ColumnSpec spec : events.specs()) {
            table.columns.merge(
                    List.of(spec.role(), spec.name()),
                    spec,
                    (a, b) -> new ColumnSpec(a.role(), a.name(), ColumnType.widest(a.type(), b.type())));
        }
        for (int row = 0; row < events.rows(); row++) {
            LogPosition position = new LogPosition(partition, offset, row);
            table.rows.add(ReferenceRow.of(events, row, shard, position, ingestTimeMicros));
        }
        table.positions.put(shard, new Coverage.ShardPosition(shard, partition, offset));
    }

    @Override
    public synchronized List<TableInfo> tables(Principal principal) {
        return tables.entrySet().stream()
                .filter(entry -> entry.getValue().ref.tenant().equals(principal.tenant()))
                .map(entry -> info(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing((TableInfo info) -> info.ref().namespace())
                        .thenComparing(info -> info.ref().table()))
                .toList();
    }

    @Override
    public synchronized Optional<TableInfo> table(Principal principal, UUID tableId) {
        return tables(principal).stream()
                .filter(info -> info.tableId().equals(tableId))
                .findFirst();
    }

    /** One sealed segment for each shard. */
    @Override
    public synchronized List<SegmentFigures> segments(Principal principal) {
        List<SegmentFigures> segments = new ArrayList<>();
        tables(principal).forEach(info -> {
            Table table = Objects.requireNonNull(tables.get(info.tableId()));
            table.positions.forEach((shard, position) -> {
                var times = table.rows.stream()
                        .filter(row -> row.shard() == shard)
                        .mapToLong(ReferenceRow::eventTimeMicros)
                        .summaryStatistics();
                segments.add(new SegmentFigures(
                        info.tableId(),
                        table.ref,
                        shard,
                        position.partition(),
                        0,
                        true,
                        times.getCount(),
                        1,
                        times.getCount() * 100,
                        times.getMin(),
                        times.getMax(),
                        false));
            });
        });
        return segments;
    }

    /** Every event is stored; the partition was applied up to its furthest record. */
    @Override
    public synchronized IngestAudit audit(Principal principal) {
        Map<Integer, Long> nextOffsets = new TreeMap<>();
        List<IngestAudit.Shard> shards = new ArrayList<>();
        tables.forEach((id, table) -> table.positions.forEach((shard, position) -> {
            nextOffsets.merge(position.partition(), position.offset() + 1, Math::max);
            if (table.ref.tenant().equals(principal.tenant())) {
                long rows = table.rows.stream().filter(r -> r.shard() == shard).count();
                shards.add(new IngestAudit.Shard(
                        id,
                        table.ref,
                        shard,
                        position.partition(),
                        position.offset(),
                        rows,
                        rows,
                        0,
                        0,
                        rows,
                        Long.MIN_VALUE,
                        Long.MIN_VALUE,
                        ""));
            }
        }));
        return new IngestAudit(nextOffsets, shards);
    }

    @Override
    public synchronized AggregateAnswer aggregate(AggregateRequest request, ScanContext context) {
        Table table = open(request.tableId(), context);
        Map<List<@Nullable Object>, List<ReferenceRow>> groups = new LinkedHashMap<>();
        if (request.keys().isEmpty()) {
            groups.put(List.of(), new ArrayList<>());
        }
        for (ReferenceRow row : matching(table, request.range(), request.filter(), context)) {
            List<@Nullable Object> key = new ArrayList<>();
            request.keys().forEach(part -> key.add(ReferenceAggregations.key(part, row)));
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
        }
        if (groups.size() > context.maxGroups()) {
            throw new TrueNowException(
                    ErrorCode.GROUP_LIMIT, "More groups than the limit [" + context.maxGroups() + "].");
        }
        List<@Nullable Object[]> answer = new ArrayList<>();
        groups.forEach((key, rows) -> {
            List<@Nullable Object> values = new ArrayList<>(key);
            request.aggregations()
                    .forEach(aggregation -> values.add(ReferenceAggregations.accumulate(aggregation, rows)));
            answer.add(values.toArray());
        });
        answer.sort(ReferenceOrder.by(request.order())
                .thenComparing(ReferenceOrder.byKeys(request.keys().size())));
        List<@Nullable Object[]> page = ReferenceOrder.page(answer, request.offset(), request.limit());
        requireRows(page.size(), context);
        context.statistics().add(0, page.size(), 0, 0);
        List<ValueType> types = new ArrayList<>();
        request.keys().forEach(key -> types.add(key.type()));
        request.aggregations().forEach(aggregation -> types.add(aggregation.type()));
        return new AggregateAnswer(ReferenceOrder.block(page, types), coverage(table));
    }

    @Override
    public synchronized RowCursor rows(RowsRequest request, ScanContext context) {
        Table table = open(request.tableId(), context);
        List<@Nullable Object[]> answer = new ArrayList<>();
        List<ReferenceRow> matching = new ArrayList<>(matching(table, request.range(), request.filter(), context));
        matching.sort(Comparator.comparingInt(ReferenceRow::shard).thenComparing(ReferenceRow::position));
        for (ReferenceRow row : matching) {
            answer.add(request.fields().stream().map(row::value).toArray());
        }
        answer.sort(ReferenceOrder.by(request.order()));
        List<@Nullable Object[]> page = ReferenceOrder.page(answer, request.offset(), request.limit());
        List<ValueType> types = request.fields().stream().map(Field::type).toList();
        return new Cursor(page, types, context, coverage(table));
    }

    @Override
    public synchronized ReadPin pin(Principal principal, Set<UUID> wanted) {
        ReferenceReads copy = new ReferenceReads();
        tables.forEach((id, table) -> {
            Table same = new Table(table.ref);
            same.columns.putAll(table.columns);
            same.rows.addAll(table.rows);
            same.positions.putAll(table.positions);
            copy.tables.put(id, same);
        });
        return new ReadPin() {
            @Override
            public HotTierReads reads() {
                return copy;
            }

            @Override
            public void close() {}
        };
    }

    private Table open(UUID tableId, ScanContext context) {
        Table table = tables.get(tableId);
        if (table == null || !table.ref.tenant().equals(context.principal().tenant())) {
            throw new TrueNowException(ErrorCode.UNKNOWN_TABLE, "There is no table [" + tableId + "].");
        }
        return table;
    }

    private static List<ReferenceRow> matching(Table table, TimeRange range, Predicate filter, ScanContext context) {
        if (context.cancelled().getAsBoolean()) {
            throw new TrueNowException(ErrorCode.CANCELLED, "The statement was cancelled.");
        }
        List<ReferenceRow> inRange = table.rows.stream()
                .filter(row -> row.eventTimeMicros() >= range.fromMicros() && row.eventTimeMicros() <= range.toMicros())
                .toList();
        context.statistics().add(inRange.size(), 0, inRange.isEmpty() ? 0 : 1, inRange.isEmpty() ? 1 : 0);
        return inRange.stream()
                .filter(row -> ReferencePredicates.holds(filter, row))
                .toList();
    }

    private static void requireRows(long rows, ScanContext context) {
        if (rows > context.maxRowsOut()) {
            throw new TrueNowException(ErrorCode.ROW_LIMIT, "More rows than the limit [" + context.maxRowsOut() + "].");
        }
    }

    private static Coverage coverage(Table table) {
        return new Coverage(List.copyOf(table.positions.values()));
    }

    private static TableInfo info(UUID tableId, Table table) {
        List<TableInfo.Column> columns =
                table.columns.values().stream().map(spec -> column(table, spec)).toList();
        long rows = table.rows.size();
        return new TableInfo(
                tableId,
                table.ref,
                columns,
                rows,
                rows * 100,
                0,
                rows == 0 ? 0 : 1,
                rows * 100,
                new TableInfo.BuiltIn(rows * 20, rows * 8, rows * 4),
                table.rows.stream()
                        .mapToLong(ReferenceRow::eventTimeMicros)
                        .min()
                        .orElse(Long.MAX_VALUE),
                table.rows.stream()
                        .mapToLong(ReferenceRow::eventTimeMicros)
                        .max()
                        .orElse(Long.MIN_VALUE),
                table.rows.stream()
                        .mapToLong(ReferenceRow::eventTimeMicros)
                        .max()
                        .orElse(Long.MIN_VALUE),
                Long.MIN_VALUE,
                rows,
                rows,
                0,
                0,
                0,
                TableSettings.DEFAULT,
                coverage(table),
                "");
    }

    private static TableInfo.Column column(Table table, ColumnSpec spec) {
        List<Object> values = table.rows.stream()
                .map(row -> row.value(Field.of(spec)))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .toList();
        boolean dimension = spec.role() == ColumnRole.DIMENSION;
        Comparator<Object> order = dimension
                ? (a, b) -> Arrays.compareUnsigned(
                        a.toString().getBytes(StandardCharsets.UTF_8),
                        b.toString().getBytes(StandardCharsets.UTF_8))
                : ReferenceOrder::compareValues;
        return new TableInfo.Column(
                spec,
                values.size(),
                dimension ? values.stream().distinct().count() : -1,
                dimension,
                values.stream().min(order).orElse(null),
                values.stream().max(order).orElse(null),
                true,
                values.size() * 8L);
    }

    private static final class Cursor implements RowCursor {
        private final List<@Nullable Object[]> rows;
        private final List<ValueType> types;
        private final ScanContext context;
        private final Coverage coverage;
        private int given;
        private @Nullable ValueBlock block;

        Cursor(List<@Nullable Object[]> rows, List<ValueType> types, ScanContext context, Coverage coverage) {
            this.rows = rows;
            this.types = types;
            this.context = context;
            this.coverage = coverage;
        }

        @Override
        public boolean next() {
            int from = given;
            if (from >= rows.size()) {
                return false;
            }
            int to = Math.min(from + BLOCK_ROWS, rows.size());
            requireRows(to, context);
            block = ReferenceOrder.block(rows.subList(from, to), types);
            given = to;
            context.statistics().add(0, to - from, 0, 0);
            return true;
        }

        @Override
        public ValueBlock block() {
            return Objects.requireNonNull(block, "block() before next()");
        }

        @Override
        public Coverage coverage() {
            return coverage;
        }

        @Override
        public void close() {}
    }
}
