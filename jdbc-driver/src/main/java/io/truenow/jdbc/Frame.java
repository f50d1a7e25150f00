package io.truenow.jdbc;

import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireException;
import io.truenow.jdbc.wire.WireReader;
import java.util.List;

/** Some rows of an answer, in the bytes in which they came; one of them is the current one. Not thread-safe. */
final class Frame {

    private final WireReader in;
    private final List<WireColumn> columns;
    private final int[] places;
    private final boolean done;
    private final long first;
    private final long incompleteBeforeMicros;
    private int left;

    private Frame(
            WireReader in, List<WireColumn> columns, boolean done, long first, int rows, long incompleteBeforeMicros) {
        this.in = in;
        this.columns = columns;
        this.places = new int[columns.size()];
        this.done = done;
        this.first = first;
        this.left = rows;
        this.incompleteBeforeMicros = incompleteBeforeMicros;
    }

    /** Reads the head of a frame whose flags have been read. */
    static Frame read(WireReader in, int flags, List<WireColumn> columns) {
        long first = in.number();
        int rows = in.fixed32();
        long incomplete = in.fixed64();
        return new Frame(in, columns, (flags & Wire.DONE) != 0, first, rows, incomplete);
    }

    /** Whether no frame follows. */
    boolean done() {
        return done;
    }

    /** Number of the answer's row that this frame begins with, from 0. */
    long first() {
        return first;
    }

    /** Event time before which rows are gone; {@link Long#MIN_VALUE} if none are. */
    long incompleteBeforeMicros() {
        return incompleteBeforeMicros;
    }

    /** Whether there is a row after the current one in this frame. */
    boolean hasMore() {
        return left > 0;
    }

    /** Moves to the next row; false at the end of the frame. */
    boolean next() {
        if (left == 0) {
            return false;
        }
        left--;
        int nulls = in.position();
        in.skip((places.length + 7) >> 3);
        int values = in.position();
        for (int i = 0; i < places.length; i++) {
            in.at(nulls + (i >> 3));
            boolean isNull = (in.u8() & (1 << (i & 7))) != 0;
            in.at(values);
            if (isNull) {
                places[i] = -1;
            } else {
                places[i] = values;
                columns.get(i).type().skip(in);
                values = in.position();
            }
        }
        in.at(values);
        return true;
    }

    boolean isNull(int column) {
        return places[column] < 0;
    }

    private int place(int column) {
        int place = places[column];
        if (place < 0) {
            throw new WireException("A value is null.");
        }
        return place;
    }

    /** Value of an integer, a date, a time or a timestamp. */
    long number(int column) {
        int end = in.position();
        long value = in.at(place(column)).signed();
        in.at(end);
        return value;
    }

    boolean truth(int column) {
        int end = in.position();
        boolean value = in.at(place(column)).u8() != 0;
        in.at(end);
        return value;
    }

    double real(int column) {
        int end = in.position();
        double value = Double.longBitsToDouble(in.at(place(column)).fixed64());
        in.at(end);
        return value;
    }

    float shortReal(int column) {
        int end = in.position();
        float value = Float.intBitsToFloat(in.at(place(column)).fixed32());
        in.at(end);
        return value;
    }

    String text(int column) {
        int end = in.position();
        String value = in.at(place(column)).requiredText();
        in.at(end);
        return value;
    }

    byte[] blob(int column) {
        int end = in.position();
        byte[] value = in.at(place(column)).blob();
        in.at(end);
        return value == null ? new byte[0] : value;
    }
}
