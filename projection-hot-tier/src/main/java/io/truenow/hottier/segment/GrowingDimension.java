package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import java.util.Arrays;

/** A dimension of a chunk that still grows. Rows from {@code filled} on are null. One writer. */
final class GrowingDimension {

    private static final int UNSEEN = -2;

    private final String name;
    private final Dictionary dictionary;
    private int[] codes;
    private int filled;
    private int nonNull;

    GrowingDimension(String name, Dictionary dictionary, int capacity) {
        this.name = name;
        this.dictionary = dictionary;
        this.codes = new int[capacity];
    }

    /**
     * Appends picked rows of a batch at row {@code at}; each text of the batch is looked up at most once.
     *
     * @param whole whether all rows of the batch are, so that each of its texts has a row
     */
    void append(EventColumn.StringColumn column, int[] rows, int from, int count, int at, int capacity, boolean whole) {
        makeRoom(at, at + count, capacity);
        ByteSlices texts = column.dictionary();
        int[] mapped = new int[texts.size()];
        if (whole) {
            dictionary.internAll(texts, mapped);
        } else {
            Arrays.fill(mapped, UNSEEN);
        }
        int[] source = column.codes();
        int[] target = codes;
        int present = 0;
        for (int i = 0; i < count; i++) {
            int code = source[rows[from + i]];
            if (code >= 0) {
                int own = mapped[code];
                if (own == UNSEEN) {
                    own = dictionary.intern(texts.bytes(), texts.start(code), texts.length(code));
                    mapped[code] = own;
                }
                code = own;
                present++;
            }
            target[at + i] = code;
        }
        nonNull += present;
        filled = at + count;
    }

    private void makeRoom(int at, int end, int capacity) {
        if (codes.length < end) {
            codes = Arrays.copyOf(codes, capacity);
        }
        if (filled < at) {
            Arrays.fill(codes, filled, at, -1);
        }
    }

    /** Takes all rows of a chunk that was read from a checkpoint. */
    void restore(Dimension source, int rows) {
        source.codes(0, rows, codes);
        filled = rows;
        nonNull = source.nonNull();
    }

    String name() {
        return name;
    }

    Dictionary dictionary() {
        return dictionary;
    }

    int code(int row) {
        return row < filled ? codes[row] : -1;
    }

    boolean hasValues() {
        return nonNull > 0;
    }

    Dimension view(int rows) {
        return new Dimension(name, dictionary.view(), new Codes.Ints(codes, filled), rows, nonNull);
    }
}
