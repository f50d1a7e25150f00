package io.truenow.truth.verify;

import org.jspecify.annotations.Nullable;

/** An event that counts, by where it stands and by hashes; the event itself can be read from the log again. */
final class Kept {

    final long offset;
    final int index;
    final long appendTimeMicros;
    final long eventTimeMicros;
    final long contentHigh;
    final long contentLow;
    final long rowHigh;
    final long rowLow;

    /** An event of the same id whose window had passed when this one came; it counts too. */
    final @Nullable Kept before;

    /** Number of the last look at the served rows that met it. */
    int seen;

    Kept(
            long offset,
            int index,
            long appendTimeMicros,
            long eventTimeMicros,
            RowHash content,
            RowHash row,
            @Nullable Kept before) {
        this.offset = offset;
        this.index = index;
        this.appendTimeMicros = appendTimeMicros;
        this.eventTimeMicros = eventTimeMicros;
        this.contentHigh = content.high();
        this.contentLow = content.low();
        this.rowHigh = row.high();
        this.rowLow = row.low();
        this.before = before;
    }

    boolean hasContent(RowHash content) {
        return contentHigh == content.high() && contentLow == content.low();
    }

    boolean hasRow(RowHash row) {
        return rowHigh == row.high() && rowLow == row.low();
    }
}
