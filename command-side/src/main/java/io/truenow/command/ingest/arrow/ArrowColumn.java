package io.truenow.command.ingest.arrow;

import java.nio.charset.StandardCharsets;

/**
 * A column of a stream and what becomes of it.
 *
 * @param name as in the schema
 * @param utf8 the name in UTF-8
 * @param kind of its values, or of those of its dictionary
 * @param scale of decimals: digits behind the point; of timestamps 1 if they are in UTC, 0 if they name no zone
 * @param indexes kind of the indexes into its dictionary; the column's own kind if it has none
 * @param dictionary number of its dictionary, or {@link #NONE}
 */
record ArrowColumn(String name, byte[] utf8, Use use, ColumnKind kind, int scale, ColumnKind indexes, long dictionary) {

    /** No dictionary: no writer numbers one so. */
    static final long NONE = Long.MIN_VALUE;

    /** What becomes of a column. */
    enum Use {
        EVENT_ID,
        EVENT_TIME,
        REVISION,
        DIMENSION,
        METRIC,
        NOTHING
    }

    static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }

    boolean hasDictionary() {
        return dictionary != NONE;
    }

    /** Reads its values, or indexes, from a batch. */
    static Values read(ColumnKind kind, BatchBuffers buffers) {
        return switch (kind) {
            case UTF8, LARGE_UTF8 -> TextValues.next(kind, buffers);
            case UTF8_VIEW -> ViewValues.next(buffers);
            default -> FixedValues.next(kind, buffers);
        };
    }
}
