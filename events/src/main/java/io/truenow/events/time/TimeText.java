package io.truenow.events.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;

/**
 * The one place where microseconds since 1970 become text and text becomes microseconds. Text is ISO-8601 in UTC. Times beyond
 * what a {@code long} of microseconds holds are refused. Thread-safe.
 */
public final class TimeText {

    private static final DateTimeFormatter OUT = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 6, 6, true)
            .appendLiteral('Z')
            .toFormatter();

    private TimeText() {}

    /** ISO-8601 with six digits of fraction, in UTC. */
    public static String toIso(long micros) {
        return OUT.format(toInstant(micros).atOffset(ZoneOffset.UTC));
    }

    /** The instant of a time in microseconds. */
    public static Instant toInstant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000L);
    }

    /**
     * Reads ISO-8601, with an offset, with {@code Z}, or without either (then UTC); {@code T} or a blank between date and time.
     *
     * @throws DateTimeParseException if the text is no such time
     * @throws ArithmeticException if the time does not fit a {@code long} of microseconds
     */
    public static long parseIso(String text) {
        String iso =
                text.length() > 10 && text.charAt(10) == ' ' ? text.substring(0, 10) + 'T' + text.substring(11) : text;
        Instant instant;
        try {
            instant = OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException noOffset) {
            instant = LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
        }
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000L);
    }
}
