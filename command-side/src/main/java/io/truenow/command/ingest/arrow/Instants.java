package io.truenow.command.ingest.arrow;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** Dates and times of the format. A timestamp with a zone is an instant; one without is taken for UTC. Thread-safe. */
final class Instants {

    private Instants() {}

    /** Microseconds of a timestamp, or of a number of microseconds; rounded down, the nearest {@code long} if it does not fit. */
    static long toMicros(ColumnKind kind, long time) {
        return switch (kind) {
            case TIMESTAMP_NANOS -> Math.floorDiv(time, 1000L);
            case TIMESTAMP_MILLIS -> times(time, 1000L);
            case TIMESTAMP_SECONDS -> times(time, 1_000_000L);
            default -> time;
        };
    }

    private static long times(long time, long factor) {
        if (time > Long.MAX_VALUE / factor) {
            return Long.MAX_VALUE;
        }
        return time < Long.MIN_VALUE / factor ? Long.MIN_VALUE : time * factor;
    }

    /** Nanoseconds that {@link #toMicros} leaves out. */
    static int nanosBelowMicros(ColumnKind kind, long time) {
        return kind == ColumnKind.TIMESTAMP_NANOS ? (int) Math.floorMod(time, 1000L) : 0;
    }

    /**
     * A date or timestamp as ISO-8601 text, with as many digits as it has; {@code Z} behind timestamps with a zone.
     *
     * @throws java.time.DateTimeException beyond the calendar
     */
    static String iso(ColumnKind kind, long time, boolean zoned) {
        if (kind == ColumnKind.DATE_DAYS) {
            return LocalDate.ofEpochDay(time).toString();
        }
        if (kind == ColumnKind.DATE_MILLIS) {
            return LocalDate.ofEpochDay(Math.floorDiv(time, 86_400_000L)).toString();
        }
        ChronoUnit unit =
                switch (kind) {
                    case TIMESTAMP_NANOS -> ChronoUnit.NANOS;
                    case TIMESTAMP_MICROS -> ChronoUnit.MICROS;
                    case TIMESTAMP_MILLIS -> ChronoUnit.MILLIS;
                    default -> ChronoUnit.SECONDS;
                };
        String text = Instant.EPOCH.plus(time, unit).toString();
        return zoned ? text : text.substring(0, text.length() - 1);
    }
}
