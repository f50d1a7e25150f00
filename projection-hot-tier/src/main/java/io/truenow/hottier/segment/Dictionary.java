package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.Bytes;
import io.truenow.events.ingest.ContentHash;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Distinct texts of a dimension, as UTF-8 end to end in one array, found by an open-addressing table of codes. One writer interns;
 * any number of readers look through {@link #view() views}.
 *
 * <p>Why readers need no lock: arrays only grow at their end or are replaced, codes are never taken back, and a view holds the
 * arrays of its moment and looks at no code at or beyond its size. A reader that meets such a code in the table goes on, because
 * every slot that stood before a text when the view was made still does.
 */
public final class Dictionary {

    private byte[] bytes = new byte[64];
    private int[] offsets = new int[9];
    private int[] hashes = new int[8];
    private int[] slots = new int[16];
    private int size;
    private int least;
    private int greatest;
    private @Nullable View view;

    /** Code of a text, given if it is new. */
    public int intern(byte[] utf8, int from, int length) {
        return intern(utf8, from, length, hash(utf8, from, length));
    }

    /**
     * Codes of all texts of a batch. In steps over all of them, so that memory is asked for many places at a time instead of one after
     * the other.
     */
    void internAll(ByteSlices texts, int[] codes) {
        int count = texts.size();
        byte[] utf8 = texts.bytes();
        int[] batchHashes = new int[count];
        for (int i = 0; i < count; i++) {
            batchHashes[i] = hash(utf8, texts.start(i), texts.length(i));
        }
        int mask = slots.length - 1;
        for (int i = 0; i < count; i++) {
            codes[i] = slots[batchHashes[i] & mask] - 1;
        }
        for (int i = 0; i < count; i++) {
            int code = codes[i];
            boolean isFirst = code >= 0
                    && hashes[code] == batchHashes[i]
                    && matches(bytes, offsets, code, utf8, texts.start(i), texts.length(i));
            if (!isFirst) {
                codes[i] = -1;
            }
        }
        for (int i = 0; i < count; i++) {
            if (codes[i] < 0) {
                codes[i] = intern(utf8, texts.start(i), texts.length(i), batchHashes[i]);
            }
        }
    }

    private int intern(byte[] utf8, int from, int length, int hash) {
        int mask = slots.length - 1;
        int slot = hash & mask;
        int code;
        while ((code = slots[slot] - 1) >= 0) {
            if (hashes[code] == hash && matches(bytes, offsets, code, utf8, from, length)) {
                return code;
            }
            slot = slot + 1 & mask;
        }
        return add(utf8, from, length, hash, slot);
    }

    private int add(byte[] utf8, int from, int length, int hash, int slot) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
            offsets = Arrays.copyOf(offsets, size * 2 + 1);
        }
        int start = offsets[size];
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, bytes.length * 2));
        }
        System.arraycopy(utf8, from, bytes, start, length);
        offsets[size + 1] = start + length;
        hashes[size] = hash;
        if (size > 0) {
            least = compare(utf8, from, length, least) < 0 ? size : least;
            greatest = compare(utf8, from, length, greatest) > 0 ? size : greatest;
        }
        slots[slot] = ++size;
        if (size > slots.length / 4 * 3) {
            slots = table(hashes, size, slots.length * 2);
        }
        return size - 1;
    }

    /** Order of a text and the text of a code: that of UTF-8's bytes, which is that of code points. */
    private int compare(byte[] utf8, int from, int length, int code) {
        return Arrays.compareUnsigned(utf8, from, from + length, bytes, offsets[code], offsets[code + 1]);
    }

    private static int[] table(int[] hashes, int size, int capacity) {
        int[] table = new int[capacity];
        int mask = capacity - 1;
        for (int code = 0; code < size; code++) {
            int slot = hashes[code] & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = code + 1;
        }
        return table;
    }

    private static int hash(byte[] utf8, int from, int length) {
        return (int) ContentHash.ofBytes(utf8, from, length);
    }

    private static boolean matches(byte[] bytes, int[] offsets, int code, byte[] utf8, int from, int length) {
        int start = offsets[code];
        return offsets[code + 1] - start == length && Bytes.equal(bytes, start, utf8, from, length);
    }

    /** Number of texts. */
    public int size() {
        return size;
    }

    /** Bytes of all texts. */
    public long textBytes() {
        return offsets[size];
    }

    /** Bytes in memory. */
    public long heapBytes() {
        return bytes.length + 4L * (offsets.length + hashes.length + slots.length) + 120;
    }

    /** The texts as of now; the caller publishes it safely. */
    public View view() {
        View current = view;
        if (current == null || current.size != size) {
            current = new View(this, bytes, offsets, hashes, slots);
            view = current;
        }
        return current;
    }

    /** Reads what {@link View#writeTo} wrote. */
    public static Dictionary readFrom(FrameReader in) throws IOException {
        Dictionary read = new Dictionary();
        int size = in.int32();
        int[] lengths = in.int32s(size);
        for (int i = 0; i < size; i++) {
            byte[] text = in.bytes(lengths[i]);
            read.intern(text, 0, text.length);
        }
        return read;
    }

    /** The texts of a dictionary at one moment. Immutable. */
    public static final class View implements DictionaryView {

        private final Dictionary identity;
        private final int size;
        private final int least;
        private final int greatest;
        private final byte[] bytes;
        private final int[] offsets;
        private final int[] hashes;
        private final int[] slots;

        private View(Dictionary identity, byte[] bytes, int[] offsets, int[] hashes, int[] slots) {
            this.identity = identity;
            this.size = identity.size;
            this.least = identity.least;
            this.greatest = identity.greatest;
            this.bytes = bytes;
            this.offsets = offsets;
            this.hashes = hashes;
            this.slots = slots;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public String text(int code) {
            if (code >= size) {
                throw new IndexOutOfBoundsException(code);
            }
            return new String(bytes, offsets[code], offsets[code + 1] - offsets[code], StandardCharsets.UTF_8);
        }

        @Override
        public int find(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int hash = hash(utf8, 0, utf8.length);
            int mask = slots.length - 1;
            int slot = hash & mask;
            int code;
            while ((code = slots[slot] - 1) >= 0) {
                if (code < size && hashes[code] == hash && matches(bytes, offsets, code, utf8, 0, utf8.length)) {
                    return code;
                }
                slot = slot + 1 & mask;
            }
            return -1;
        }

        /** The text that comes first by code points; there is one. */
        public String least() {
            return text(least);
        }

        /** The text that comes last by code points; there is one. */
        public String greatest() {
            return text(greatest);
        }

        /** Bytes in memory of what the view holds. */
        public long heapBytes() {
            return bytes.length + 4L * (offsets.length + hashes.length + slots.length) + 120;
        }

        @Override
        public Dictionary identity() {
            return identity;
        }

        /** Writes the texts. */
        public void writeTo(FrameWriter out) throws IOException {
            out.int32(size);
            for (int i = 0; i < size; i++) {
                out.int32(offsets[i + 1] - offsets[i]);
            }
            out.bytes(bytes, 0, offsets[size]);
        }
    }
}
