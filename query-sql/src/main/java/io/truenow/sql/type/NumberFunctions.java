package io.truenow.sql.type;

import org.apache.calcite.linq4j.function.Strict;

/** Bodies of functions on numbers, called by generated code. Thread-safe. */
public final class NumberFunctions {

    private NumberFunctions() {}

    /** The value, with 0 in the place of −0: both are one value to SQL, and two to a Java hash table. */
    @Strict
    public static double oneZero(double value) {
        return value + 0.0;
    }

    /**
     * Number of the tile that holds a row; the first tiles are larger by one where rows do not divide.
     *
     * @param row from 1
     * @param rows in the partition
     * @param tiles positive
     */
    @Strict
    public static long tile(long row, long rows, long tiles) {
        long small = rows / tiles;
        long inLarge = rows % tiles * (small + 1);
        return row <= inLarge ? (row - 1) / (small + 1) + 1 : rows % tiles + (row - inLarge - 1) / small + 1;
    }
}
