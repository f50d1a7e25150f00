package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Ids of one length, such as UUIDs, hashes and numbers with leading zeros: each byte by its number among those that stand at its place
 * in any of the ids, in as many bits as that number needs; where all have the same byte, in none. A UUID takes 122 bits.
 */
final class PackedIds implements IdPage {

    private static final int LONGEST = 128;

    private final int size;
    /** By place: the bytes that stand there, ascending. */
    private final byte[][] alphabets;

    private final byte[] widths;
    private final int bitsEach;
    private final BitField field;

    private PackedIds(int size, byte[][] alphabets, byte[] widths, int bitsEach, BitField field) {
        this.size = size;
        this.alphabets = alphabets;
        this.widths = widths;
        this.bitsEach = bitsEach;
        this.field = field;
    }

    /** The ids in this form; null if they do not have it. */
    static @Nullable PackedIds of(ByteSlices ids) {
        int size = ids.size();
        int length = size == 0 ? 0 : ids.length(0);
        if (length == 0 || length > LONGEST) {
            return null;
        }
        for (int i = 1; i < size; i++) {
            if (ids.length(i) != length) {
                return null;
            }
        }
        byte[][] alphabets = alphabets(ids, length);
        byte[] widths = widths(alphabets);
        int bitsEach = sum(widths);
        if (bitsEach >= length * 8) {
            return null;
        }
        return new PackedIds(size, alphabets, widths, bitsEach, pack(ids, alphabets, widths, bitsEach));
    }

    /** Bits of a number among so many bytes, by place. */
    private static byte[] widths(byte[][] alphabets) {
        byte[] widths = new byte[alphabets.length];
        for (int place = 0; place < widths.length; place++) {
            widths[place] = (byte) (32 - Integer.numberOfLeadingZeros(alphabets[place].length - 1));
        }
        return widths;
    }

    private static int sum(byte[] widths) {
        int sum = 0;
        for (byte width : widths) {
            sum += width;
        }
        return sum;
    }

    private static byte[][] alphabets(ByteSlices ids, int length) {
        boolean[][] seen = new boolean[length][256];
        byte[] bytes = ids.bytes();
        for (int i = 0; i < ids.size(); i++) {
            int start = ids.start(i);
            for (int place = 0; place < length; place++) {
                seen[place][bytes[start + place] & 0xFF] = true;
            }
        }
        byte[][] alphabets = new byte[length][];
        byte[] found = new byte[256];
        for (int place = 0; place < length; place++) {
            int count = 0;
            for (int value = 0; value < 256; value++) {
                if (seen[place][value]) {
                    found[count++] = (byte) value;
                }
            }
            alphabets[place] = Arrays.copyOf(found, count);
        }
        return alphabets;
    }

    private static BitField pack(ByteSlices ids, byte[][] alphabets, byte[] widths, int bitsEach) {
        int length = widths.length;
        byte[][] numbers = new byte[length][256];
        for (int place = 0; place < length; place++) {
            for (int number = 0; number < alphabets[place].length; number++) {
                numbers[place][alphabets[place][number] & 0xFF] = (byte) number;
            }
        }
        BitField field = new BitField((long) ids.size() * bitsEach);
        byte[] bytes = ids.bytes();
        for (int i = 0; i < ids.size(); i++) {
            long at = (long) i * bitsEach;
            int start = ids.start(i);
            for (int place = 0; place < length; place++) {
                field.set(at, widths[place], numbers[place][bytes[start + place] & 0xFF] & 0xFF);
                at += widths[place];
            }
        }
        return field;
    }

    private byte at(int place, long bit) {
        return alphabets[place][(int) field.get(bit, widths[place])];
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int length(int i) {
        return widths.length;
    }

    @Override
    public int copy(int i, byte[] target, int at) {
        long bit = (long) i * bitsEach;
        for (int place = 0; place < widths.length; place++) {
            target[at + place] = at(place, bit);
            bit += widths[place];
        }
        return widths.length;
    }

    @Override
    public boolean matches(int i, byte[] utf8, int from, int length) {
        if (length != widths.length) {
            return false;
        }
        long bit = (long) i * bitsEach;
        for (int place = 0; place < length; place++) {
            if (utf8[from + place] != at(place, bit)) {
                return false;
            }
            bit += widths[place];
        }
        return true;
    }

    @Override
    public int kind() {
        return PACKED;
    }

    @Override
    public void writeContent(FrameWriter out) throws IOException {
        out.int32(size);
        out.int32(alphabets.length);
        for (byte[] alphabet : alphabets) {
            out.int32(alphabet.length);
            out.bytes(alphabet, 0, alphabet.length);
        }
        field.writeTo(out);
    }

    static PackedIds readContent(FrameReader in) throws IOException {
        int size = in.int32();
        byte[][] alphabets = new byte[in.int32()][];
        for (int place = 0; place < alphabets.length; place++) {
            alphabets[place] = in.bytes(in.int32());
        }
        byte[] widths = widths(alphabets);
        return new PackedIds(size, alphabets, widths, sum(widths), BitField.readFrom(in));
    }

    @Override
    public long heapBytes() {
        long bytes = field.heapBytes() + widths.length + 96;
        for (byte[] alphabet : alphabets) {
            bytes += alphabet.length + 24;
        }
        return bytes;
    }
}
