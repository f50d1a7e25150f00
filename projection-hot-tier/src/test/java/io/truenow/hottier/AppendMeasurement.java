package io.truenow.hottier;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.hottier.read.TableInfo;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * Rough measure of appending decoded batches of 1,000 events of the shape of workload W1, one thread, duplicates removed: run
 * {@code main} with the number of events. Not a test; {@code benchmarks} has the comparisons with peers.
 */
public final class AppendMeasurement {

    private AppendMeasurement() {}

    /** Measures; the first argument is the number of events, 5,000,000 unless said; the second may be {@code uuid}. */
    public static void main(String[] args) {
        int events = args.length > 0 ? Integer.parseInt(args[0]) : 5_000_000;
        boolean uuid = args.length > 1 && args[1].equals("uuid");
        UUID table = new UUID(1, 2);
        List<EventBatchAccepted> batches = new ArrayList<>();
        for (int from = 0; from < events; from += 1000) {
            batches.add(batch(table, from, 1000, uuid));
        }
        for (int round = 0; round < 3; round++) {
            measure(table, batches, events);
        }
    }

    private static void measure(UUID table, List<EventBatchAccepted> batches, int events) {
        int partition = Placement.partition(table, 0);
        MemoryDisk disk = new MemoryDisk();
        try (HotTier tier = new HotTier(HotTierSettings.withBudget(8L << 30), disk, () -> 1)) {
            tier.projection().assigned(partition);
            long cpuStart = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            long start = System.nanoTime();
            long slowest = 0;
            long before = start;
            for (int i = 0; i < batches.size(); i++) {
                tier.projection().on(batches.get(i), partition, (long) i, 1_000_000L + i);
                long now = System.nanoTime();
                slowest = Math.max(slowest, now - before);
                before = now;
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            double cpu = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuStart) / 1e9;
            TableInfo info = tier.table(Principal.LOCAL, table).orElseThrow();
            LoggerFactory.getLogger(AppendMeasurement.class)
                    .info(
                            "{} events, {} M/s ({} M per second of thread time), slowest batch {} ms, {} bytes/event resident, {} duplicate store, {} segments",
                            info.stored(),
                            Math.round(events / seconds / 1e4) / 100.0,
                            Math.round(events / cpu / 1e4) / 100.0,
                            Math.round(slowest / 1e5) / 10.0,
                            Math.round(info.residentBytes() * 10.0 / events) / 10.0,
                            Math.round(info.dedupBytes() * 10.0 / events) / 10.0,
                            info.segments());
        }
        restart(disk, partition);
    }

    private static void restart(MemoryDisk disk, int partition) {
        try (HotTier tier = new HotTier(HotTierSettings.withBudget(8L << 30), disk, () -> 1)) {
            long start = System.nanoTime();
            tier.projection().assigned(partition);
            LoggerFactory.getLogger(AppendMeasurement.class)
                    .info(
                            "{} events from the checkpoint in {} ms",
                            tier.stored(),
                            Math.round((System.nanoTime() - start) / 1e6));
        }
    }

    private static EventBatchAccepted batch(UUID table, int from, int rows, boolean uuid) {
        EventColumnsBuilder builder = new EventColumnsBuilder(rows);
        for (long i = from; i < from + rows; i++) {
            String id = uuid ? new UUID(mix(i, 20), mix(i, 21)).toString() : "e" + i;
            byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
            builder.beginRow();
            builder.id(utf8, 0, utf8.length);
            builder.eventTimeMicros(1_754_772_362_000_000L + i * 720 + pick(i, 9, 700));
            dimension(builder, "region", "region-" + pick(i, 1, 4));
            dimension(builder, "product", "product-" + pick(i, 2, 100));
            dimension(builder, "customer_type", "type-" + pick(i, 3, 5));
            dimension(builder, "user_id", "user-" + pick(i, 4, 200_000));
            metric(builder, "revenue", pick(i, 5, 100_000) / 100.0);
            metric(builder, "quantity", pick(i, 6, 10));
            metric(builder, "processing_time", pick(i, 7, 50_000) / 100.0);
            builder.endRow();
        }
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                table,
                new TableRef("default", "production", "events"),
                TableSettings.DEFAULT,
                1,
                0,
                1,
                5L,
                List.of(new RequestSpan(0, "local", "r", 0)));
        return EventBatchAccepted.decode(
                EventBatchAccepted.of(new EventBatch(header, builder.build())).encoded());
    }

    private static long pick(long event, int column, int bound) {
        return (mix(event, column) >>> 1) % bound;
    }

    private static long mix(long event, int column) {
        long z = event * 0x9E3779B97F4A7C15L + column * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    private static void dimension(EventColumnsBuilder builder, String name, String value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        builder.setDimension(builder.dimension(utf8, 0, utf8.length), text, 0, text.length);
    }

    private static void metric(EventColumnsBuilder builder, String name, double value) {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        builder.setMetric(builder.metric(utf8, 0, utf8.length), value);
    }
}
