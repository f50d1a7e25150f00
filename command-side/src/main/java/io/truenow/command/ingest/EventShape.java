package io.truenow.command.ingest;

import io.truenow.events.ingest.Bytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What events of one form have in common: the bytes between their values, and where each value goes. Learned from an event that was
 * read; one that follows and has the same bytes in between is read by comparing them, without a look at its names. Not thread-safe.
 */
final class EventShape {

    /** Where a value goes. */
    enum Place {
        /** Event id. */
        ID,
        /** Event time. */
        TIME,
        /** A dimension, by its column number. */
        DIMENSION,
        /** A metric, by its column number. */
        METRIC
    }

    private static final int MOST_VALUES = 256;

    private Place[] places = new Place[16];
    private int[] columns = new int[16];
    /** Where the bytes in front of each value, and those behind the last, end among {@link #literals}. */
    private int[] ends = new int[17];

    private byte[] literals = new byte[256];
    private int values;
    private int literalFrom;
    private boolean known;
    private @Nullable Portion portion;

    /** Begins to learn an event that begins at a position; what was known is forgotten. */
    void begin(Portion of, int at) {
        portion = of;
        known = false;
        values = 0;
        literalFrom = at;
    }

    /** A value was read from a range of the source. */
    void value(byte[] source, Place place, int column, int from, int to) {
        if (values == MOST_VALUES) {
            portion = null;
            return;
        }
        if (values == places.length) {
            places = Arrays.copyOf(places, values * 2);
            columns = Arrays.copyOf(columns, values * 2);
            ends = Arrays.copyOf(ends, values * 2 + 1);
        }
        literal(source, from);
        places[values] = place;
        columns[values++] = column;
        literalFrom = to;
    }

    private void literal(byte[] source, int to) {
        int start = values == 0 ? 0 : ends[values - 1];
        int length = to - literalFrom;
        if (literals.length < start + length) {
            literals = Arrays.copyOf(literals, (start + length) * 2);
        }
        System.arraycopy(source, literalFrom, literals, start, length);
        ends[values] = start + length;
    }

    /** The event ended in front of a position, and was good. */
    void end(byte[] source, int at) {
        literal(source, at);
        known = portion != null;
    }

    /** Whether events of a portion can be read by it. */
    boolean isOf(Portion of) {
        return known && portion == of;
    }

    int values() {
        return values;
    }

    Place place(int value) {
        return places[value];
    }

    int column(int value) {
        return columns[value];
    }

    /** Goes past the bytes in front of a value, or behind the last; false if others stand there. */
    boolean take(JsonScan in, int value) {
        int start = value == 0 ? 0 : ends[value - 1];
        int length = ends[value] - start;
        if (in.left() < length || !Bytes.equal(in.bytes(), in.at(), literals, start, length)) {
            return false;
        }
        in.at(in.at() + length);
        return true;
    }
}
