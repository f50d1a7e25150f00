package io.truenow.admin.catalog;

import io.truenow.events.time.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sys.tables}; null where the server does not know.
 *
 * @param bytes what its rows take
 * @param times moments of its events
 * @param counts what became of its events
 * @param settings set when the table was created
 * @param stopped why the table applies no more batches; empty while it does
 */
public record TableLine(
        String namespace, String table, Bytes bytes, Times times, Counts counts, Settings settings, String stopped) {

    /** Bytes in memory. {@code resident} are {@code segments} and {@code dictionaries}. */
    public record Bytes(
            @Nullable Long resident,
            @Nullable Long segments,
            @Nullable Long dictionaries,
            @Nullable Long duplicateStore) {}

    /** Microseconds since 1970. */
    public record Times(
            @Nullable Long first,
            @Nullable Long last,
            @Nullable Long watermark,
            @Nullable Long incompleteBefore) {}

    /** Events, and where they are. */
    public record Counts(
            @Nullable Long stored,
            @Nullable Long logged,
            @Nullable Long duplicates,
            @Nullable Long conflicting,
            @Nullable Long late,
            @Nullable Long residentRows,
            @Nullable Long segments) {}

    /** Microseconds; without a window or retention, there is no end. */
    public record Settings(
            @Nullable Long shards,
            @Nullable Long dedupWindow,
            @Nullable Long retention) {}

    /** {@code namespace.table}, as shown. */
    public String path() {
        return namespace + "." + table;
    }

    /** Its place in the explorer. */
    Place place() {
        return Place.table(namespace, table);
    }

    /** One word about it. */
    String state() {
        return !stopped.isEmpty() ? "Stopped" : times.incompleteBefore() != null ? "Incomplete" : "OK";
    }

    /** Why it is not OK, or null. */
    @Nullable
    String reason() {
        Long incomplete = times.incompleteBefore();
        return !stopped.isEmpty()
                ? stopped
                : incomplete == null ? null : "Events before " + TimeText.toIso(incomplete) + " may have left memory.";
    }
}
