package io.truenow.command.ingest.arrow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Bytes {@code [from, from + length)} of an array; numbers in them are little-endian. Offsets that lie outside are refused. */
record Slice(byte[] bytes, int from, int length) {

    static final Slice EMPTY = new Slice(new byte[0], 0, 0);

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT32 = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT16 = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    byte int8(int at) {
        return bytes[from + at];
    }

    short int16(int at) {
        return (short) INT16.get(bytes, from + at);
    }

    int int32(int at) {
        return (int) INT32.get(bytes, from + at);
    }

    long int64(int at) {
        return (long) INT64.get(bytes, from + at);
    }

    /** The bit of a row, least significant first. */
    boolean bit(int row) {
        return (bytes[from + (row >> 3)] >> (row & 7) & 1) != 0;
    }

    /** The part {@code [at, at + size)}; refused if it is not inside. */
    Slice part(long at, long size) {
        if (at < 0 || size < 0 || at > length - size) {
            throw ArrowFaults.corrupt("A buffer lies outside of its message.");
        }
        return new Slice(bytes, from + (int) at, (int) size);
    }
}
