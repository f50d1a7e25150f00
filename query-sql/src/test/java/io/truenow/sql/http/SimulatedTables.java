package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.MemoryDisk;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.sql.Events;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A real hot tier with three small tables, one of them another tenant's, and the same events in plain maps. Not thread-safe. */
final class SimulatedTables implements AutoCloseable {

    static final long T0 = 1_754_772_362_000_000L;
    static final Principal STRANGER = new Principal("other", "stranger", Role.READER);
    static final List<String> REGIONS = List.of("eu", "us-east", "a:b,c\\d", "null");

    private static final List<TableRef> TABLES = List.of(
            new TableRef("default", "shop", "a"),
            new TableRef("default", "shop", "b"),
            new TableRef("other", "shop", "a"));

    private record Event(long timeMicros, Map<String, Object> values) {}

    private final Random random;
    private final HotTier tier;
    private final ExecutorService scanners = Executors.newFixedThreadPool(1);
    private final HotTierReads reads;
    private final Map<TableRef, Map<String, Event>> events = new LinkedHashMap<>();
    private final Map<TableRef, Set<String>> metrics = new HashMap<>();
    private final Map<Integer, Long> offsets = new HashMap<>();

    SimulatedTables(Random random, long budgetBytes) {
        this.random = random;
        this.tier = new HotTier(
                new HotTierSettings(
                        budgetBytes,
                        new SegmentLimits(100, 1 << 20, 64, 1 << 16, 1 << 20),
                        DedupLimits.DEFAULT,
                        CheckpointSettings.DEFAULT),
                new MemoryDisk(),
                () -> T0,
                FoldEnvironment.sealingBy(Runnable::run));
        this.reads = new ScanEngine(tier, scanners, 2, ScanSettings.DEFAULT);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
        TABLES.forEach(t -> events.put(t, new LinkedHashMap<>()));
    }

    HotTierReads reads() {
        return reads;
    }

    long evictedSegments() {
        return tier.budget().evictedSegments();
    }

    /** One record of the log for one table: new events at any time, repeated ones, and ones that took another's id. */
    void append(int count) {
        TableRef table = TABLES.get(random.nextInt(TABLES.size()));
        Map<String, Event> known = Objects.requireNonNull(events.get(table));
        Events batch = new Events();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(10);
            String id = "e" + (kind < 2 && !known.isEmpty() ? random.nextInt(known.size()) : known.size());
            Event before = known.get(id);
            Event event = kind == 0 && before != null ? before : event();
            if (before != null && event != before) {
                event.values().keySet().removeIf(name -> name.startsWith("rare"));
            }
            known.putIfAbsent(id, event);
            event.values().forEach((name, value) -> {
                if (value instanceof Double) {
                    metrics.computeIfAbsent(table, t -> new TreeSet<>()).add(name);
                }
            });
            batch.add(id, event.timeMicros(), event.values());
        }
        int partition = Placement.partition(Events.id(table), 0);
        long offset = offsets.merge(partition, 1L, Long::sum) - 1;
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                Events.id(table),
                table,
                TableSettings.DEFAULT,
                1,
                0,
                1,
                T0,
                List.of(new RequestSpan(0, "local", "r", 0)));
        tier.projection()
                .on(EventBatchAccepted.of(new EventBatch(header, batch.build())), partition, offset, T0 + offset);
    }

    private Event event() {
        Map<String, Object> values = new TreeMap<>();
        if (random.nextInt(8) > 0) {
            values.put("region", REGIONS.get(random.nextInt(REGIONS.size())));
        }
        if (random.nextInt(8) > 0) {
            values.put("product", "p" + random.nextInt(3));
        }
        if (random.nextInt(6) > 0) {
            values.put("revenue", random.nextInt(400) / 4.0);
        }
        if (random.nextInt(400) == 0) {
            values.put("rare" + random.nextInt(5), 1.5);
        }
        return new Event(T0 + random.nextInt(7_200) * 1_000_000L, values);
    }

    /** The rows that the documents promise, by loops over maps. */
    List<QueryRow> answer(Principal caller, QueryRequest request) {
        TableRef table = new TableRef(caller.tenant(), request.namespace(), request.table());
        Map<List<@Nullable Object>, List<Event>> groups = new LinkedHashMap<>();
        long first = Long.MAX_VALUE;
        for (Event event : events.getOrDefault(table, Map.of()).values()) {
            if (event.timeMicros() >= request.startMicros()
                    && event.timeMicros() <= request.endMicros()
                    && request.filters().entrySet().stream()
                            .allMatch(f -> Objects.equals(event.values().get(f.getKey()), f.getValue()))) {
                first = Math.min(first, event.timeMicros());
                List<@Nullable Object> key = new ArrayList<>();
                key.add(bucket(request, event.timeMicros()));
                request.groupBy().forEach(name -> key.add(event.values().get(name)));
                groups.computeIfAbsent(key, k -> new ArrayList<>()).add(event);
            }
        }
        Set<String> known = metrics.getOrDefault(table, Set.of());
        String metric = request.metric() != null
                ? request.metric()
                : known.size() == 1 ? known.iterator().next() : null;
        fillGaps(request, groups);
        long timestamp = request.startMicros() == 0 ? first / 60_000_000L * 60_000_000L : request.startMicros();
        List<QueryRow> rows = new ArrayList<>();
        groups.forEach((key, members) -> rows.add(new QueryRow(
                request.interval() == null ? timestamp : (Long) Objects.requireNonNull(key.getFirst()),
                key.subList(1, key.size()).stream().map(v -> (String) v).toList(),
                members.size(),
                asked(request, figures(members, metric != null && known.contains(metric) ? metric : null)))));
        rows.sort(Comparator.comparingLong(QueryRow::timestampMicros)
                .thenComparing(r -> r.group(request.groupBy()))
                .thenComparing(r -> r.groups().stream()
                        .map(value -> value == null ? "0" : "1")
                        .collect(Collectors.joining())));
        return rows;
    }

    private static long bucket(QueryRequest request, long micros) {
        return request.interval() == null
                ? 0
                : Math.floorDiv(micros, request.interval().micros())
                        * request.interval().micros();
    }

    private static void fillGaps(QueryRequest request, Map<List<@Nullable Object>, List<Event>> groups) {
        if (request.interval() == null || groups.isEmpty()) {
            return;
        }
        TreeSet<Long> buckets = new TreeSet<>();
        Set<List<@Nullable Object>> names = new LinkedHashSet<>();
        groups.keySet().forEach(key -> {
            buckets.add((Long) Objects.requireNonNull(key.getFirst()));
            names.add(key.subList(1, key.size()));
        });
        for (long at = buckets.first();
                at <= buckets.last();
                at += request.interval().micros()) {
            for (List<@Nullable Object> name : names) {
                List<@Nullable Object> key = new ArrayList<>(name);
                key.addFirst(at);
                groups.putIfAbsent(key, List.of());
            }
        }
    }

    private static QueryRow.Figures figures(List<Event> members, @Nullable String metric) {
        if (metric == null) {
            return new QueryRow.Figures(null, null, null, null, (long) members.size(), null, null, null);
        }
        double[] sorted = members.stream()
                .map(e -> e.values().get(metric))
                .filter(Objects::nonNull)
                .mapToDouble(v -> (Double) v)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            return QueryRow.Figures.NOTHING;
        }
        double sum = Arrays.stream(sorted).sum();
        return new QueryRow.Figures(
                sum,
                sum / sorted.length,
                sorted[0],
                sorted[sorted.length - 1],
                Arrays.stream(sorted).distinct().count(),
                percentile(sorted, 0.5),
                percentile(sorted, 0.95),
                percentile(sorted, 0.99));
    }

    /** Without the dear figures that were not asked for. */
    private static QueryRow.Figures asked(QueryRequest request, QueryRow.Figures all) {
        Set<QueryRequest.Dear> dear = request.dear();
        return new QueryRow.Figures(
                all.sum(),
                all.avg(),
                all.min(),
                all.max(),
                dear.contains(QueryRequest.Dear.UNIQUE_COUNT) ? all.distinct() : null,
                dear.contains(QueryRequest.Dear.P50) ? all.p50() : null,
                dear.contains(QueryRequest.Dear.P95) ? all.p95() : null,
                dear.contains(QueryRequest.Dear.P99) ? all.p99() : null);
    }

    private static double percentile(double[] sorted, double fraction) {
        double rank = fraction * (sorted.length - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (rank - below);
    }

    /** Equal up to the last bits. */
    static int compare(@Nullable Double one, @Nullable Double two) {
        if (one == null || two == null) {
            return Objects.equals(one, two) ? 0 : 1;
        }
        return Math.abs(one - two) <= 1e-9 * Math.max(1, Math.abs(one)) ? 0 : Double.compare(one, two);
    }

    @Override
    public void close() {
        tier.close();
        scanners.shutdownNow();
    }
}
