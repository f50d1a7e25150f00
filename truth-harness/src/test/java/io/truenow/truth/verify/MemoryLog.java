package io.truenow.truth.verify;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchCodec;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.RequestSpan;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/** A log of two partitions in memory, whose records can be taken away or damaged. */
final class MemoryLog implements ReadableLog {

    /** Name of the tables' namespace. */
    static final String NAMESPACE = "shop";

    private final List<TreeMap<Long, Stored>> partitions = List.of(new TreeMap<>(), new TreeMap<>());
    private final long[] ends = new long[2];

    private record Stored(long appendTimeMicros, byte[] value) {}

    /** Id of a table by its name. */
    static UUID id(String table) {
        return UUID.nameUUIDFromBytes(table.getBytes(StandardCharsets.UTF_8));
    }

    /** Appends a batch of a table's shard. */
    long append(int partition, String table, int shard, long windowMicros, long appendTimeMicros, List<EventRow> rows) {
        BatchHeader header = header(
                BatchKind.INSERT,
                table,
                shard,
                windowMicros,
                rows.getFirst().ingestMillis() * 1_000L + 7,
                List.of(new RequestSpan(0, "local", "r", 0)));
        EventColumnsBuilder builder = new EventColumnsBuilder(rows.size());
        for (EventRow row : rows) {
            byte[] id = bytes(row.eventId());
            builder.beginRow();
            builder.id(id, 0, id.length);
            builder.eventTimeMicros(row.eventTimeMicros());
            row.dimensions().forEach((name, value) -> {
                byte[] n = bytes(name);
                byte[] v = bytes(value);
                builder.setDimension(builder.dimension(n, 0, n.length), v, 0, v.length);
            });
            row.metrics().forEach((name, value) -> {
                byte[] n = bytes(name);
                builder.setMetric(builder.metric(n, 0, n.length), value);
            });
            builder.endRow();
        }
        return append(partition, appendTimeMicros, new EventBatch(header, builder.build()));
    }

    /** Appends that a table was dropped, with a shard of it. */
    long drop(int partition, String table, int shard) {
        return append(
                partition,
                1,
                new EventBatch(
                        header(BatchKind.TABLE_DROPPED, table, shard, TableSettings.UNBOUNDED, 1, List.of()),
                        new EventColumnsBuilder(0).build()));
    }

    private static BatchHeader header(
            BatchKind kind, String table, int shard, long windowMicros, long ingestMicros, List<RequestSpan> requests) {
        return new BatchHeader(
                kind,
                id(table),
                new TableRef("default", NAMESPACE, table),
                new TableSettings(2, windowMicros, TableSettings.UNBOUNDED),
                1,
                shard,
                1,
                ingestMicros,
                requests);
    }

    private long append(int partition, long appendTimeMicros, EventBatch batch) {
        long offset = ends[partition]++;
        partitions.get(partition).put(offset, new Stored(appendTimeMicros, EventBatchCodec.encode(batch)));
        return offset;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Flips a byte of a record. */
    void flip(int partition, long offset) {
        byte[] value =
                Objects.requireNonNull(partitions.get(partition).get(offset)).value();
        value[value.length - 3] ^= 0x40;
    }

    /** Takes a record out of the middle. */
    void remove(int partition, long offset) {
        partitions.get(partition).remove(offset);
    }

    /** Cuts the log off. */
    void truncate(int partition, long end) {
        partitions.get(partition).tailMap(end).clear();
        ends[partition] = end;
    }

    @Override
    public int partitions() {
        return partitions.size();
    }

    @Override
    public long endOffset(int partition) {
        return ends[partition];
    }

    @Override
    public void read(int partition, long from, long to, Sink sink) {
        for (long offset = from; offset < Math.min(to, ends[partition]); offset++) {
            Stored stored = partitions.get(partition).get(offset);
            if (stored == null) {
                sink.damaged(new Damage(partition, offset, offset, "The log has no such record, but has later ones."));
            } else {
                sink.record(offset, stored.appendTimeMicros(), stored.value());
            }
        }
        if (to > ends[partition]) {
            sink.damaged(
                    new Damage(partition, Math.max(from, ends[partition]), to - 1, "The log ends in front of it."));
        }
    }

    @Override
    public void close() {}
}
