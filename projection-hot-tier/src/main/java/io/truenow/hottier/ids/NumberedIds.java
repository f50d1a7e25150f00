package io.truenow.hottier.ids;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.Bytes;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ids that are a text in common and a decimal number behind it, such as {@code order-4711}, kept as distances from the smallest. */
final class NumberedIds implements IdPage {

    private static final int MOST_DIGITS = 18;

    private final byte[] prefix;
    private final int size;
    private final long smallest;
    private final int width;
    private final BitField distances;

    private NumberedIds(byte[] prefix, int size, long smallest, int width, BitField distances) {
        this.prefix = prefix;
        this.size = size;
        this.smallest = smallest;
        this.width = width;
        this.distances = distances;
    }

    /** The ids in this form; null if they do not have it. */
    static @Nullable NumberedIds of(ByteSlices ids) {
        int size = ids.size();
        if (size == 0) {
            return null;
        }
        int before = ids.length(0);
        while (before > 0 && isDigit(ids.bytes()[ids.start(0) + before - 1])) {
            before--;
        }
        byte[] prefix = Arrays.copyOfRange(ids.bytes(), ids.start(0), ids.start(0) + before);
        long[] numbers = new long[size];
        long least = Long.MAX_VALUE;
        long most = 0;
        for (int i = 0; i < size; i++) {
            long number = number(ids.bytes(), ids.start(i), ids.length(i), prefix);
            if (number < 0) {
                return null;
            }
            numbers[i] = number;
            least = Math.min(least, number);
            most = Math.max(most, number);
        }
        int width = 64 - Long.numberOfLeadingZeros(most - least);
        BitField distances = new BitField((long) size * width);
        for (int i = 0; i < size; i++) {
            distances.set((long) i * width, width, numbers[i] - least);
        }
        return new NumberedIds(prefix, size, least, width, distances);
    }

    /** The number behind the prefix, or -1 if something else stands there, or a number that would come back in another way. */
    private static long number(byte[] utf8, int from, int length, byte[] prefix) {
        int digits = length - prefix.length;
        if (digits < 1 || digits > MOST_DIGITS || !Bytes.equal(utf8, from, prefix, 0, prefix.length)) {
            return -1;
        }
        int at = from + prefix.length;
        if (utf8[at] == '0' && digits > 1) {
            return -1;
        }
        long number = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(utf8[i])) {
                return -1;
            }
            number = number * 10 + utf8[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private long number(int i) {
        return smallest + distances.get((long) i * width, width);
    }

    private static int digits(long number) {
        int digits = 1;
        for (long bound = 10; digits < MOST_DIGITS && number >= bound; bound *= 10) {
            digits++;
        }
        return digits;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public int length(int i) {
        return prefix.length + digits(number(i));
    }

    @Override
    public int copy(int i, byte[] target, int at) {
        System.arraycopy(prefix, 0, target, at, prefix.length);
        long number = number(i);
        int length = prefix.length + digits(number);
        for (int place = at + length - 1; place >= at + prefix.length; place--) {
            target[place] = (byte) ('0' + number % 10);
            number /= 10;
        }
        return length;
    }

    @Override
    public boolean matches(int i, byte[] utf8, int from, int length) {
        return number(utf8, from, length, prefix) == number(i);
    }

    @Override
    public int kind() {
        return NUMBERED;
    }

    @Override
    public void writeContent(FrameWriter out) throws IOException {
        out.int32(size);
        out.int32(prefix.length);
        out.bytes(prefix, 0, prefix.length);
        out.int64(smallest);
        out.int8(width);
        distances.writeTo(out);
    }

    static NumberedIds readContent(FrameReader in) throws IOException {
        int size = in.int32();
        byte[] prefix = in.bytes(in.int32());
        return new NumberedIds(prefix, size, in.int64(), in.int8(), BitField.readFrom(in));
    }

    @Override
    public long heapBytes() {
        return distances.heapBytes() + prefix.length + 64;
    }
}
