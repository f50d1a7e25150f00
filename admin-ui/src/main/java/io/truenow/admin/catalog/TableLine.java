package io.truenow.admin.catalog;

import org.jspecify.annotations.Nullable;

/**
 * One row of {@code sys.tables}; null where the server does not know.
 *
 * @param stopped why the table applies no more batches; empty while it does
 */
public record TableLine(
        String namespace,
        String table,
        @Nullable Long stored,
        @Nullable Long logged,
        @Nullable Long duplicates,
        @Nullable Long conflicting,
        @Nullable Long late,
        @Nullable Long residentRows,
        @Nullable Long residentBytes,
        @Nullable Long segments,
        @Nullable Long minTimeMicros,
        @Nullable Long maxTimeMicros,
        @Nullable Long watermarkMicros,
        @Nullable Long incompleteBeforeMicros,
        String stopped) {

    /** {@code namespace.table}, as shown and as in links. */
    public String path() {
        return namespace + "." + table;
    }
}
