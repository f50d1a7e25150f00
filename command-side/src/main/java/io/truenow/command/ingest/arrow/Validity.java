package io.truenow.command.ingest.arrow;

/** Which values of a column are null: a bit a row, or none are. */
record Validity(Slice bits) {

    /** Reads a column's node and bitmap. */
    static Validity next(BatchBuffers buffers) {
        long nulls = buffers.nextNode();
        Slice bits = buffers.next(0);
        if (bits.length() == 0 ? nulls > 0 : bits.length() < (buffers.rows() + 7L) / 8) {
            throw ArrowFaults.corrupt("A bitmap of nulls is shorter than its column.");
        }
        return new Validity(bits);
    }

    boolean isNull(int row) {
        return bits.length() > 0 && !bits.bit(row);
    }
}
