package io.truenow.hottier.ids;

import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;

/** Numbers of up to 63 bits, without a gap between them. Filled by one thread, then immutable. */
final class BitField {

    private final long[] words;

    BitField(long bits) {
        this(new long[Math.toIntExact(bits + 63 >>> 6) + 1]);
    }

    private BitField(long[] words) {
        this.words = words;
    }

    /** Sets a number, once. */
    void set(long at, int width, long value) {
        int word = (int) (at >>> 6);
        int shift = (int) at & 63;
        words[word] |= value << shift;
        if (shift + width > 64) {
            words[word + 1] |= value >>> 64 - shift;
        }
    }

    /** The number of so many bits at a place. */
    long get(long at, int width) {
        int word = (int) (at >>> 6);
        int shift = (int) at & 63;
        long value = words[word] >>> shift;
        if (shift + width > 64) {
            value |= words[word + 1] << 64 - shift;
        }
        return value & (1L << width) - 1;
    }

    void writeTo(FrameWriter out) throws IOException {
        out.int32(words.length);
        out.int64s(words, words.length);
    }

    static BitField readFrom(FrameReader in) throws IOException {
        return new BitField(in.int64s(in.int32()));
    }

    long heapBytes() {
        return words.length * 8L + 32;
    }
}
