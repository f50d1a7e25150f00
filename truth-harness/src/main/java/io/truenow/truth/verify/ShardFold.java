package io.truenow.truth.verify;

import io.truenow.events.ingest.EventBatch;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rule of what counts, for one shard of a table, with a plain map: identity is the event id; the first one counts, as long as its
 * window has not passed; a later one is a duplicate if its content is the same, else conflicting. Time is append time, and the clock is
 * the highest that was applied. Records come in the order of their offsets.
 */
final class ShardFold {

    /** A window without end, as batches write it. */
    private static final long FOR_EVER = -1;

    private final int shard;
    private final int partition;
    private final long windowMicros;
    private final Map<String, Kept> lastById = new HashMap<>();
    private long clockMicros = Long.MIN_VALUE;
    private long foldedTo;
    private long lastOffset = -1;
    private long logged;
    private long stored;
    private long duplicates;
    private long conflicting;
    private long unapplied;
    private RowHash hash = RowHash.NONE;

    ShardFold(int shard, int partition, long windowMicros) {
        this.shard = shard;
        this.partition = partition;
        this.windowMicros = windowMicros;
    }

    /** Applies a record; events that count go to the sink too. */
    void apply(long offset, long appendTimeMicros, EventBatch batch, Consumer<EventRow> sink) {
        clockMicros = Math.max(clockMicros, appendTimeMicros);
        for (int index = 0; index < batch.events().rows(); index++) {
            EventRow row = BatchRows.row(batch, index);
            RowHash content = RowHash.of(row.content());
            Kept first = lastById.get(row.eventId());
            logged++;
            if (first != null && isInsideWindow(first)) {
                if (first.hasContent(content)) {
                    duplicates++;
                } else {
                    conflicting++;
                }
            } else {
                keep(
                        new Kept(
                                offset,
                                index,
                                appendTimeMicros,
                                row.eventTimeMicros(),
                                content,
                                RowHash.of(row.canonical()),
                                first),
                        row);
                sink.accept(row);
            }
        }
        lastOffset = offset;
        foldedTo = offset + 1;
    }

    private boolean isInsideWindow(Kept first) {
        return windowMicros == FOR_EVER || clockMicros - first.appendTimeMicros < windowMicros;
    }

    private void keep(Kept kept, EventRow row) {
        lastById.put(row.eventId(), kept);
        stored++;
        hash = hash.plus(kept.rowHigh, kept.rowLow);
    }

    /** Everything in front of the offset was looked at. */
    void reached(long offset) {
        foldedTo = Math.max(foldedTo, offset);
    }

    /** Counts events behind the point at which the server's shard stopped. */
    void leftOut(long events) {
        unapplied += events;
    }

    /** The last event of an id that counts, from which {@link Kept#before} leads to earlier ones. */
    @Nullable
    Kept kept(String eventId) {
        return lastById.get(eventId);
    }

    Map<String, Kept> all() {
        return lastById;
    }

    int shard() {
        return shard;
    }

    int partition() {
        return partition;
    }

    long foldedTo() {
        return foldedTo;
    }

    /** Offset of the last record applied; -1 before the first. */
    long lastOffset() {
        return lastOffset;
    }

    long logged() {
        return logged;
    }

    long stored() {
        return stored;
    }

    long duplicates() {
        return duplicates;
    }

    long conflicting() {
        return conflicting;
    }

    long unapplied() {
        return unapplied;
    }

    RowHash hash() {
        return hash;
    }
}
