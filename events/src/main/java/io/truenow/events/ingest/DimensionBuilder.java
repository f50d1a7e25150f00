package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A dimension under construction; rows from {@code filled} on are null. */
final class DimensionBuilder {
    private final byte[] name;
    private final ColumnType type;
    private int[] codes;
    private byte @Nullable [] kinds;
    private int filled;
    private final ByteSlicesBuilder values = new ByteSlicesBuilder(64, 8);
    private long[] valueHashes = new long[8];
    private int[] placeHashes = new int[8];
    private int[] table = new int[16];

    DimensionBuilder(byte[] name, ColumnType type, int capacity) {
        this.name = name;
        this.type = type;
        this.codes = new int[capacity];
    }

    boolean isNamed(byte[] utf8, int from, int length) {
        return name.length == length && Bytes.equal(name, 0, utf8, from, length);
    }

    boolean has(int row) {
        return filled > row && codes[row] >= 0;
    }

    /** Rough size of the stored form. */
    long approximateBytes(int rows) {
        int size = values.size();
        return values.end() + rows * (size < 256 ? 1L : size < 65_536 ? 2L : 4L);
    }

    /** Forgets the rows from {@code rows} on; what only they used stays in the dictionary until {@link #build}. */
    void truncate(int rows) {
        filled = Math.min(filled, rows);
    }

    /** Sets the value of a row, if it has one, in the row that was begun elsewhere. */
    void copyTo(int row, EventColumnsBuilder target) {
        if (has(row)) {
            values.copyTo(codes[row], target, target.dimension(name, 0, name.length), kind(row));
        }
    }

    private byte kind(int row) {
        return kinds == null || row >= kinds.length ? SentAs.TEXT : kinds[row];
    }

    /** Rows {@code [from, from + count)} of a column become the rows from {@code base} on. */
    void append(EventColumn.StringColumn column, int from, int base, int count) {
        ByteSlices added = column.dictionary();
        int[] mapped = new int[added.size()];
        Arrays.fill(mapped, -1);
        for (int i = 0; i < count; i++) {
            int code = column.codes()[from + i];
            if (code >= 0) {
                if (mapped[code] < 0) {
                    mapped[code] = code(added.bytes(), added.start(code), added.length(code));
                }
                set(base + i, mapped[code]);
            }
        }
    }

    /** Sets the value of a row by its code; the last call wins. */
    void set(int row, int code) {
        if (row >= codes.length) {
            codes = Arrays.copyOf(codes, Math.max(row + 1, codes.length * 2));
        }
        while (filled < row) {
            codes[filled++] = -1;
        }
        codes[row] = code;
        filled = Math.max(filled, row + 1);
        if (kinds != null && row < kinds.length) {
            kinds[row] = SentAs.TEXT;
        }
    }

    /** Sets the value of a row that was not sent as a text. */
    void set(int row, int code, byte kind) {
        set(row, code);
        if (kind != SentAs.TEXT) {
            kinds = kinds == null
                    ? new byte[codes.length]
                    : kinds.length <= row ? Arrays.copyOf(kinds, codes.length) : kinds;
            kinds[row] = kind;
        }
    }

    /** The code of a value, which becomes part of the dictionary if it is new. */
    int code(byte[] utf8, int from, int length) {
        int hash = Bytes.placeHash(utf8, from, length);
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            int code = table[slot] - 1;
            if (placeHashes[code] == hash && values.equal(code, utf8, from, length)) {
                return code;
            }
            slot = slot + 1 & mask;
        }
        int code = values.size();
        values.put(code, utf8, from, length);
        if (code == valueHashes.length) {
            valueHashes = Arrays.copyOf(valueHashes, code * 2);
            placeHashes = Arrays.copyOf(placeHashes, code * 2);
        }
        valueHashes[code] = ContentHash.ofBytes(utf8, from, length);
        placeHashes[code] = hash;
        table[slot] = code + 1;
        if (values.size() * 2 > table.length) {
            rehash();
        }
        return code;
    }

    private void rehash() {
        table = new int[table.length * 4];
        int mask = table.length - 1;
        for (int code = 0; code < values.size(); code++) {
            int slot = placeHashes[code] & mask;
            while (table[slot] != 0) {
                slot = slot + 1 & mask;
            }
            table[slot] = code + 1;
        }
    }

    /** The column of the ended rows, with its part added to their content hashes; null if no row has a value. */
    EventColumn.@Nullable StringColumn build(int rows, long[] hashes) {
        if (rows > codes.length) {
            codes = Arrays.copyOf(codes, rows);
        }
        while (filled < rows) {
            codes[filled++] = -1;
        }
        int[] used = new int[values.size()];
        long seed = ContentHash.dimensionSeed(name);
        int distinct = 0;
        for (int row = 0; row < rows; row++) {
            int code = codes[row];
            if (code >= 0) {
                hashes[row] += ContentHash.term(seed, valueHashes[code]);
                if (used[code]++ == 0) {
                    distinct++;
                }
            }
        }
        if (distinct == 0) {
            return null;
        }
        ByteSlices dictionary = values.slices();
        if (distinct < values.size()) {
            dictionary = compact(rows, used);
        }
        return new EventColumn.StringColumn(new String(name, StandardCharsets.UTF_8), type, codes, dictionary, kinds);
    }

    private ByteSlices compact(int rows, int[] used) {
        ByteSlicesBuilder kept = new ByteSlicesBuilder(values.end(), values.size());
        int[] mapped = new int[values.size()];
        for (int code = 0; code < values.size(); code++) {
            if (used[code] > 0) {
                mapped[code] = kept.size();
                values.copyTo(code, kept);
            }
        }
        for (int row = 0; row < rows; row++) {
            if (codes[row] >= 0) {
                codes[row] = mapped[codes[row]];
            }
        }
        return kept.slices();
    }
}
