package io.truenow.command.ingest.arrow;

/** Texts one after the other, with offsets of 32 or 64 bits. */
final class TextValues extends Values {

    private final int rows;
    private final Validity validity;
    private final int width;
    private final Slice offsets;
    private final Slice data;

    private TextValues(int rows, Validity validity, int width, Slice offsets, Slice data) {
        this.rows = rows;
        this.validity = validity;
        this.width = width;
        this.offsets = offsets;
        this.data = data;
    }

    /** Reads the next column. */
    static TextValues next(ColumnKind kind, BatchBuffers buffers) {
        int rows = buffers.rows();
        Validity validity = Validity.next(buffers);
        // Without rows the offsets may be left away.
        Slice offsets = buffers.next(rows == 0 ? 0 : (rows + 1L) * kind.width());
        return new TextValues(rows, validity, kind.width(), offsets, buffers.next(0));
    }

    @Override
    int size() {
        return rows;
    }

    @Override
    boolean isNull(int row) {
        return validity.isNull(row);
    }

    @Override
    void text(int row) {
        long start = offset(row);
        long end = offset(row + 1);
        if (start < 0 || end < start || end > data.length()) {
            throw ArrowFaults.corrupt("A text lies outside of its buffer.");
        }
        at(data.bytes(), data.from() + (int) start, (int) (end - start));
    }

    private long offset(int row) {
        return width == 4 ? offsets.int32(4 * row) : offsets.int64(8 * row);
    }
}
