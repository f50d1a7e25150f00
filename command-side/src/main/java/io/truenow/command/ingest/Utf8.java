package io.truenow.command.ingest;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Strict UTF-8: the parser in use lets overlong forms and encoded surrogates pass, so the bytes are looked at before it sees them.
 * ASCII goes by eight bytes a step. Thread-safe.
 */
public final class Utf8 {

    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080808080808080L;

    /** The text holds U+0000. */
    static final int NUL = -1;
    /** Half of a surrogate pair stands alone. */
    static final int LONE_SURROGATE = -2;

    private Utf8() {}

    /** Position of the first byte that is no UTF-8, or -1. */
    public static int firstInvalid(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (to - at >= 8 && ((long) INT64.get(bytes, at) & HIGH_BITS) == 0) {
                at += 8;
            } else if (bytes[at] >= 0) {
                at++;
            } else {
                int length = sequence(bytes, at, to);
                if (length == 0) {
                    return at;
                }
                at += length;
            }
        }
        return -1;
    }

    private static int sequence(byte[] bytes, int at, int to) {
        int first = bytes[at] & 0xFF;
        int length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > to) {
            return 0;
        }
        int second = bytes[at + 1] & 0xFF;
        int lowest = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
        int highest = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        return length;
    }

    /**
     * Encodes characters.
     *
     * @param target at least three bytes per character
     * @return number of bytes, or {@link #NUL} or {@link #LONE_SURROGATE} for text that is refused
     */
    static int encode(char[] source, int from, int length, byte[] target) {
        int out = 0;
        int end = from + length;
        for (int i = from; i < end; i++) {
            char c = source[i];
            if (c == 0) {
                return NUL;
            } else if (c < 0x80) {
                target[out++] = (byte) c;
            } else if (c < 0x800) {
                target[out++] = (byte) (0xC0 | c >> 6);
                target[out++] = (byte) (0x80 | c & 0x3F);
            } else if (c < 0xD800 || c > 0xDFFF) {
                target[out++] = (byte) (0xE0 | c >> 12);
                target[out++] = (byte) (0x80 | c >> 6 & 0x3F);
                target[out++] = (byte) (0x80 | c & 0x3F);
            } else if (c < 0xDC00 && i + 1 < end && Character.isLowSurrogate(source[i + 1])) {
                int point = Character.toCodePoint(c, source[++i]);
                target[out++] = (byte) (0xF0 | point >> 18);
                target[out++] = (byte) (0x80 | point >> 12 & 0x3F);
                target[out++] = (byte) (0x80 | point >> 6 & 0x3F);
                target[out++] = (byte) (0x80 | point & 0x3F);
            } else {
                return LONE_SURROGATE;
            }
        }
        return out;
    }
}
