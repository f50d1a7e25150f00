package io.truenow.command.ingest.arrow;

/**
 * The values of one column of a batch, or of a dictionary, by row. Texts are handed out as a place in an array, numbers as
 * primitives: no object per value. What a kind does not have must not be asked for. Not thread-safe.
 */
abstract sealed class Values permits FixedValues, TextValues, ViewValues, DictionaryValues, JoinedValues {

    private byte[] bytes = new byte[0];
    private int from;
    private int length;

    /** Number of values. */
    abstract int size();

    abstract boolean isNull(int row);

    /** Points {@link #bytes()} at a text. */
    void text(int row) {
        throw new IllegalStateException("No text.");
    }

    /** A whole number; of decimals the unscaled value where it fits, see {@link #fitsWhole}. */
    long whole(int row) {
        throw new IllegalStateException("No whole number.");
    }

    /** Whether {@link #whole} is exact. */
    boolean fitsWhole(int row) {
        throw new IllegalStateException("No whole number.");
    }

    /** A binary floating-point number. */
    double floating(int row) {
        throw new IllegalStateException("No floating-point number.");
    }

    boolean bool(int row) {
        throw new IllegalStateException("No boolean.");
    }

    /** Says where the text of {@link #text} is. */
    final void at(byte[] text, int textFrom, int textLength) {
        bytes = text;
        from = textFrom;
        length = textLength;
    }

    /** Takes the place of the text from other values. */
    final void at(Values other) {
        at(other.bytes, other.from, other.length);
    }

    final byte[] bytes() {
        return bytes;
    }

    final int from() {
        return from;
    }

    final int length() {
        return length;
    }
}
