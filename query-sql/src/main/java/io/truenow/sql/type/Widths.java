package io.truenow.sql.type;

import java.time.Duration;
import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads widths of time buckets written as {@code 5m}, {@code 1 hour}, {@code PT5M} or {@code P1M}. */
public final class Widths {

    /**
     * A positive width: either microseconds or months, the other is 0.
     *
     * @param months calendar months
     */
    public record Width(long micros, long months) {}

    private static final long SECOND = 1_000_000L;

    private Widths() {}

    /** The width, or null if the text is none. */
    public static @Nullable Width parse(String text) {
        String trimmed = text.strip();
        try {
            return trimmed.isEmpty()
                    ? null
                    : Character.toUpperCase(trimmed.charAt(0)) == 'P' ? iso(trimmed) : shorthand(trimmed);
        } catch (DateTimeParseException | ArithmeticException | NumberFormatException notAWidth) {
            return null;
        }
    }

    private static @Nullable Width iso(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        if (!upper.contains("T") && (upper.endsWith("M") || upper.endsWith("Y"))) {
            long months = Period.parse(upper).toTotalMonths();
            return months > 0 ? new Width(0, months) : null;
        }
        if (upper.endsWith("W")) {
            long days = Period.parse(upper).getDays();
            return days > 0 ? new Width(Math.multiplyExact(days, 86_400 * SECOND), 0) : null;
        }
        Duration duration = Duration.parse(upper);
        long micros = Math.addExact(Math.multiplyExact(duration.getSeconds(), SECOND), duration.getNano() / 1_000L);
        return micros > 0 ? new Width(micros, 0) : null;
    }

    private static @Nullable Width shorthand(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        long amount = digits == 0 ? 1 : Long.parseLong(text.substring(0, digits));
        String unit = text.substring(digits).strip().toLowerCase(Locale.ROOT);
        if (amount <= 0) {
            return null;
        }
        return switch (unit) {
            case "ms", "millisecond", "milliseconds" -> new Width(Math.multiplyExact(amount, 1_000L), 0);
            case "s", "sec", "second", "seconds" -> new Width(Math.multiplyExact(amount, SECOND), 0);
            case "m", "min", "minute", "minutes" -> new Width(Math.multiplyExact(amount, 60 * SECOND), 0);
            case "h", "hour", "hours" -> new Width(Math.multiplyExact(amount, 3_600 * SECOND), 0);
            case "d", "day", "days" -> new Width(Math.multiplyExact(amount, 86_400 * SECOND), 0);
            case "w", "week", "weeks" -> new Width(Math.multiplyExact(amount, 7 * 86_400 * SECOND), 0);
            case "mo", "month", "months" -> new Width(0, amount);
            case "q", "quarter", "quarters" -> new Width(0, Math.multiplyExact(amount, 3));
            case "y", "year", "years" -> new Width(0, Math.multiplyExact(amount, 12));
            default -> null;
        };
    }
}
