package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.time.TimeText;
import org.jspecify.annotations.Nullable;

/**
 * Which event times are believed (ruling 10). A number is plausible from the year 2000 up to a bound ahead of the server's clock;
 * one that is not, but would be in seconds, milliseconds or nanoseconds, was sent in that unit and is refused with that hint,
 * or scaled for clients of the header dialect. Anything else that is positive and not ahead is history and passes. Thread-safe.
 */
public record EventTimeRule(long nowMicros, long maxAheadMicros, boolean scales) {

    private static final long YEAR_2000 = 946_684_800_000_000L;

    /** A unit that a client may have meant. Nearest to microseconds first. */
    private enum Unit {
        MILLISECONDS("milliseconds"),
        NANOSECONDS("nanoseconds"),
        SECONDS("seconds");

        private final String text;

        Unit(String text) {
            this.text = text;
        }

        /** The time in microseconds, or 0 if it does not fit. */
        long toMicros(long time) {
            return switch (this) {
                case MILLISECONDS -> time < Long.MAX_VALUE / 1000 ? time * 1000 : 0;
                case NANOSECONDS -> time / 1000;
                case SECONDS -> time < Long.MAX_VALUE / 1_000_000 ? time * 1_000_000 : 0;
            };
        }
    }

    /** The time of a number in microseconds, scaled if the dialect scales; what {@link #fault} says holds for it. */
    long scaled(long time) {
        Unit unit = scales ? otherUnit(time) : null;
        return unit == null ? time : unit.toMicros(time);
    }

    /** What is wrong with a time that came as a number; null if it may pass. */
    @Nullable
    public Fault fault(long time) {
        Unit unit = otherUnit(time);
        if (unit != null) {
            return new Fault(
                    ErrorCode.INVALID_TIME,
                    "The event time [" + time + "] looks like " + unit.text + ".",
                    "event_time",
                    "Send microseconds since 1970: " + unit.toMicros(time) + " for "
                            + TimeText.toIso(unit.toMicros(time)) + ".");
        }
        return faultOfInstant(time);
    }

    /** What is wrong with a time whose unit is certain; null if it may pass. */
    @Nullable
    public Fault faultOfInstant(long micros) {
        if (micros <= 0) {
            return new Fault(
                    ErrorCode.INVALID_TIME,
                    "The event time [" + micros + "] is not after 1970.",
                    "event_time",
                    "Send microseconds since 1970.");
        }
        if (micros > nowMicros + maxAheadMicros) {
            return new Fault(
                    ErrorCode.INVALID_TIME,
                    "The event time [" + micros + "] is more than " + maxAheadMicros / 1_000_000
                            + " seconds ahead of the server's clock.",
                    "event_time",
                    "The server's clock says " + nowMicros + ".");
        }
        return null;
    }

    /** Whether a time in microseconds lies between the year 2000 and the bound ahead of the clock. */
    public boolean plausible(long micros) {
        return micros >= YEAR_2000 && micros <= nowMicros + maxAheadMicros;
    }

    private @Nullable Unit otherUnit(long time) {
        if (time <= 0 || plausible(time)) {
            return null;
        }
        for (Unit unit : Unit.values()) {
            if (plausible(unit.toMicros(time))) {
                return unit;
            }
        }
        return null;
    }
}
