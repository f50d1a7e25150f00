package io.truenow.sql.type;

import org.apache.calcite.linq4j.function.Strict;

/** Bodies of functions on time, called by generated code. Times are {@code long} milliseconds since 1970 there. Thread-safe. */
public final class TimeFunctions {

    private TimeFunctions() {}

    /** Microseconds of a time. */
    @Strict
    public static long micros(long millis) {
        return Math.multiplyExact(millis, 1_000L);
    }

    /** Start of the bucket of a width that holds a time. */
    @Strict
    public static long bucket(long widthMillis, long millis, long originMillis) {
        return originMillis + Math.floorDiv(millis - originMillis, widthMillis) * widthMillis;
    }
}
