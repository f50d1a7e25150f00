package io.truenow.sql.scan;

import org.jspecify.annotations.Nullable;

/** Estimates what rows take on the heap. Without state. */
final class RowBytes {

    private static final int REFERENCE = 8;
    private static final int HEADER = 16;
    private static final int NUMBER = 24;
    private static final int TEXT = 56;

    private RowBytes() {}

    /** Bytes of a row: an array of values or one value. */
    static long of(@Nullable Object row) {
        if (!(row instanceof Object[] values)) {
            return REFERENCE + value(row);
        }
        long bytes = HEADER + REFERENCE;
        for (Object value : values) {
            bytes += REFERENCE + value(value);
        }
        return bytes;
    }

    private static long value(@Nullable Object value) {
        return switch (value) {
            case null -> 0;
            case String text -> TEXT + text.length();
            case byte[] bytes -> HEADER + bytes.length;
            case java.util.Collection<?> many -> HEADER + (long) many.size() * (REFERENCE + NUMBER);
            default -> NUMBER;
        };
    }
}
