package io.truenow.command.ingest.line;

import io.truenow.command.ingest.EventTimeRule;
import io.truenow.command.ingest.Fault;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.time.TimeText;
import org.jspecify.annotations.Nullable;

/** Unit of the times in a request. {@code n} and {@code u} are spellings of the first version of the interface. Thread-safe. */
enum Precision {
    NANOSECONDS("ns", "nanoseconds", 0),
    MICROSECONDS("us", "microseconds", 1),
    MILLISECONDS("ms", "milliseconds", 1_000),
    SECONDS("s", "seconds", 1_000_000),
    MINUTES("m", "minutes", 60_000_000),
    HOURS("h", "hours", 3_600_000_000L);

    /** Units that a client may have meant instead; minutes and hours are too small to be told from early times. */
    private static final Precision[] MISTAKEN = {MICROSECONDS, MILLISECONDS, NANOSECONDS, SECONDS};

    private final String text;
    private final String noun;
    private final long micros;

    Precision(String text, String noun, long micros) {
        this.text = text;
        this.noun = noun;
        this.micros = micros;
    }

    /** The unit of a parameter's text, nanoseconds for none; null if there is no such unit. */
    static @Nullable Precision named(@Nullable String text) {
        if (text == null || text.isEmpty() || text.equals("n")) {
            return NANOSECONDS;
        }
        if (text.equals("u") || text.equals("µ")) {
            return MICROSECONDS;
        }
        for (Precision precision : values()) {
            if (precision.text.equals(text)) {
                return precision;
            }
        }
        return null;
    }

    /** The time in microseconds, rounded down; the nearest {@code long} if it does not fit. */
    long toMicros(long time) {
        if (this == NANOSECONDS) {
            return Math.floorDiv(time, 1_000L);
        }
        long high = Math.multiplyHigh(time, micros);
        long low = time * micros;
        boolean fits = high == 0 && low >= 0 || high == -1 && low < 0;
        return fits ? low : time < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Nanoseconds that {@link #toMicros} leaves out. */
    int nanosBelowMicros(long time) {
        return this == NANOSECONDS ? (int) Math.floorMod(time, 1_000L) : 0;
    }

    /** What is wrong with a time of this unit (ruling 10); null if it may pass. */
    @Nullable
    Fault fault(long time, EventTimeRule rule) {
        long own = toMicros(time);
        if (time > 0 && !rule.plausible(own)) {
            for (Precision other : MISTAKEN) {
                if (other != this && rule.plausible(other.toMicros(time))) {
                    return new Fault(
                            ErrorCode.INVALID_TIME,
                            "The time [" + time + "] looks like " + other.noun + ", not " + noun + ".",
                            "",
                            "Send precision=" + other.text + ": then it is " + TimeText.toIso(other.toMicros(time))
                                    + ".");
                }
            }
        }
        return rule.faultOfInstant(own);
    }
}
