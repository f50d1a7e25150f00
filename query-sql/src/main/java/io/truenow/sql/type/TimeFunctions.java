package io.truenow.sql.type;

import java.util.EnumSet;
import java.util.Set;
import org.apache.calcite.avatica.util.DateTimeUtils;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.linq4j.function.Strict;

/** Bodies of functions on time, called by generated code. Times are {@code long} milliseconds since 1970 there. Thread-safe. */
public final class TimeFunctions {

    private static final TimeUnitRange[] PARTS = TimeUnitRange.values();
    private static final Set<TimeUnitRange> DATE_PARTS = EnumSet.of(
            TimeUnitRange.YEAR,
            TimeUnitRange.QUARTER,
            TimeUnitRange.MONTH,
            TimeUnitRange.WEEK,
            TimeUnitRange.DAY,
            TimeUnitRange.DOW,
            TimeUnitRange.ISODOW,
            TimeUnitRange.DOY,
            TimeUnitRange.ISOYEAR,
            TimeUnitRange.DECADE,
            TimeUnitRange.CENTURY,
            TimeUnitRange.MILLENNIUM);

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

    /** Whether {@link #part} knows a part. */
    public static boolean hasPart(TimeUnitRange part) {
        return DATE_PARTS.contains(part)
                || part == TimeUnitRange.HOUR
                || part == TimeUnitRange.MINUTE
                || part == TimeUnitRange.SECOND;
    }

    /**
     * A part of a time, of UTC.
     *
     * @param part ordinal of a {@link TimeUnitRange}
     * @param millis milliseconds since 1970
     */
    @Strict
    public static long part(int part, long millis) {
        TimeUnitRange range = PARTS[part];
        return switch (range) {
            case HOUR -> Math.floorMod(Math.floorDiv(millis, 3_600_000L), 24L);
            case MINUTE -> Math.floorMod(Math.floorDiv(millis, 60_000L), 60L);
            case SECOND -> Math.floorMod(Math.floorDiv(millis, 1_000L), 60L);
            default -> DateTimeUtils.unixDateExtract(range, Math.floorDiv(millis, DateTimeUtils.MILLIS_PER_DAY));
        };
    }
}
