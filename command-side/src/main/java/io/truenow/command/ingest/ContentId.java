package io.truenow.command.ingest;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hasher128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Makes the ids of events that bring none: XXH3 (128 bits, seed 0) over a canonical form of the event, as 22 characters of
 * URL-safe base 64. Equal content has the same id for ever, so that a retry counts once: never change hash or form. Of n different
 * events any two share an id with a chance of about n² / 2^129. Not thread-safe.
 */
public final class ContentId {

    /** Characters of an id. */
    public static final int LENGTH = 22;

    private static final Hasher128 HASHER = Hashing.xxh3_128();
    private static final VarHandle INT64 = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final char[] DIGITS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();

    private final byte[] id = new byte[LENGTH];
    private byte[] form = new byte[512];
    private int end;

    /** An event begins. */
    public void begin() {
        end = 0;
    }

    /** Appends a mark that tells what follows. */
    public void mark(char ascii) {
        room(1);
        form[end++] = (byte) ascii;
    }

    /** Appends a number of 64 bits. */
    public void number(long value) {
        room(8);
        INT64.set(form, end, value);
        end += 8;
    }

    /** Appends a text with its length, so that neighbours cannot be mistaken. */
    public void text(byte[] utf8, int from, int length) {
        number(length);
        room(length);
        System.arraycopy(utf8, from, form, end, length);
        end += length;
    }

    /** The id of what was appended; the array is overwritten by the next. */
    public byte[] end() {
        HashValue128 hash = HASHER.hashBytesTo128Bits(form, 0, end);
        long high = hash.getMostSignificantBits();
        long low = hash.getLeastSignificantBits();
        for (int i = LENGTH - 1; i >= 0; i--) {
            id[i] = (byte) DIGITS[(int) low & 63];
            low = low >>> 6 | high << 58;
            high >>>= 6;
        }
        return id;
    }

    private void room(int bytes) {
        if (form.length < end + bytes) {
            form = Arrays.copyOf(form, Math.max(end + bytes, form.length * 2));
        }
    }
}
