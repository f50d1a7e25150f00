package io.truenow.events.ingest;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.charset.StandardCharsets;

/**
 * The 64-bit hash that tells a repeated event from a conflicting one. It is the mixed sum over the event time and each
 * non-null column of a value derived from role, name and value, so it does not depend on the order of columns; numbers count by
 * their bits as {@code double}, so 1 equals 1.0. Names and texts are hashed by XXH3 (64 bits, seed 0). Stored in event batches:
 * never change it. Thread-safe.
 */
public final class ContentHash {

    private static final Hasher64 TEXT = Hashing.xxh3_64();
    private static final long DIMENSION = 0x9E3779B97F4A7C15L;
    private static final long METRIC = 0xC2B2AE3D27D4EB4FL;

    private static final long MAX_EXACT = 1L << 53;

    private ContentHash() {}

    /** Hash of bytes; also the product's hash of event ids. */
    public static long ofBytes(byte[] bytes, int from, int length) {
        return TEXT.hashBytesToLong(bytes, from, length);
    }

    /** What a dimension's name contributes. */
    public static long dimensionSeed(byte[] name) {
        return mix(ofBytes(name, 0, name.length) + DIMENSION);
    }

    /** What a metric's name contributes. */
    public static long metricSeed(byte[] name) {
        return mix(ofBytes(name, 0, name.length) + METRIC);
    }

    /** Term of a value, given its column's seed and the hash of the text or the bits of the number. */
    public static long term(long seed, long value) {
        return mix(seed ^ mix(value));
    }

    /** What a whole number counts as: the bits of the double that equals it, or its own if none does. */
    public static long bits(long whole) {
        boolean exact = whole >= -MAX_EXACT && whole <= MAX_EXACT;
        return exact ? Double.doubleToRawLongBits((double) whole) : whole;
    }

    /** Term of the event time. */
    public static long time(long eventTimeMicros) {
        return mix(eventTimeMicros);
    }

    /** Adds a column's part to the hashes of its rows. */
    static void add(EventColumn column, int rows, long[] hashes) {
        byte[] name = column.spec().name().getBytes(StandardCharsets.UTF_8);
        switch (column) {
            case EventColumn.StringColumn texts -> {
                ByteSlices dictionary = texts.dictionary();
                long seed = dimensionSeed(name);
                long[] terms = new long[dictionary.size()];
                for (int code = 0; code < terms.length; code++) {
                    terms[code] =
                            term(seed, ofBytes(dictionary.bytes(), dictionary.start(code), dictionary.length(code)));
                }
                for (int row = 0; row < rows; row++) {
                    int code = texts.codes()[row];
                    hashes[row] += code < 0 ? 0 : terms[code];
                }
            }
            case EventColumn.DoubleColumn numbers -> {
                long seed = metricSeed(name);
                for (int row = 0; row < rows; row++) {
                    long whole = numbers.whole(row);
                    long bits = whole == 0 ? Double.doubleToRawLongBits(numbers.values()[row]) : whole;
                    hashes[row] += numbers.isNull(row) ? 0 : term(seed, bits);
                }
            }
            case EventColumn.LongColumn wholes -> {
                long seed = metricSeed(name);
                for (int row = 0; row < rows; row++) {
                    hashes[row] += wholes.isNull(row) ? 0 : term(seed, bits(wholes.values()[row]));
                }
            }
        }
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        y = (y ^ (y >>> 27)) * 0x94d049bb133111ebL;
        return y ^ (y >>> 31);
    }
}
