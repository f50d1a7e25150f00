package io.truenow.truth.verify;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the log and the server do not say alike.
 *
 * @param shard null where it concerns the whole table
 * @param eventId null where it concerns no single event
 * @param column what differs: a column, a count, a sum
 * @param inLog what the log says; null for nothing
 * @param served what the server says; null for nothing
 * @param position where the log has the event; null if it has none
 */
public record Difference(
        Kind kind,
        TableName table,
        @Nullable Integer shard,
        @Nullable String eventId,
        @Nullable String column,
        @Nullable String inLog,
        @Nullable String served,
        @Nullable Position position) {

    /** Kinds of differences. */
    public enum Kind {
        /** In the log, not served. */
        LOST,
        /** Served more often than it counts. */
        DUPLICATED,
        /** Served, not in the log. */
        PHANTOM,
        /** Served with another value. */
        CORRUPTED,
        /** Another number of events or rows. */
        COUNT,
        /** Another sum. */
        SUM,
        /** Another smallest or largest value. */
        EXTREME,
        /** Other rows, by the sum of their hashes. */
        HASH
    }

    static Difference ofTable(Kind kind, TableName table, String column, String inLog, String served) {
        return new Difference(kind, table, null, null, column, inLog, served, null);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(kind.name().toLowerCase(java.util.Locale.ROOT));
        text.append(": table [").append(table).append(']');
        append(text, "shard", shard);
        append(text, "event", eventId);
        append(text, "column", column);
        text.append(", log ").append(inLog == null ? "nothing" : "[" + inLog + "]");
        text.append(", served ").append(served == null ? "nothing" : "[" + served + "]");
        append(text, "log position", position);
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(", ").append(name).append(" [").append(value).append(']');
        }
    }
}
