package io.truenow.admin.format;

import java.util.Locale;

/** Figures for people: grouped, with their unit, never more digits than mean something. Thread-safe. */
public final class FigureText {

    /** What stands for an unknown figure. */
    public static final String UNKNOWN = "–";

    private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

    private FigureText() {}

    /** Amount with the unit that suits it. */
    public record Amount(String number, String unit) {

        /** Number and unit in one line. */
        @Override
        public String toString() {
            return unit.isEmpty() ? number : number + " " + unit;
        }
    }

    /** Whole number, grouped by thousands. */
    public static String grouped(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** Rate: one decimal below 10, whole and grouped above. */
    public static String rate(double value) {
        return String.format(Locale.ROOT, value != 0 && Math.abs(value) < 9.95 ? "%,.1f" : "%,.0f", value);
    }

    /** Bytes in binary units with three meaningful digits. */
    public static Amount bytes(double bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1023.5 && unit < BINARY.length - 1) {
            value /= 1024;
            unit++;
        }
        return new Amount(unit == 0 ? String.format(Locale.ROOT, "%.0f", value) : digits(value), BINARY[unit]);
    }

    /** Length of time in the largest unit that keeps it above one: µs, ms, s, min, h, d. */
    public static Amount duration(double micros) {
        double size = Math.abs(micros);
        if (size < 999.5) {
            return new Amount(String.format(Locale.ROOT, "%.0f", micros), "µs");
        }
        if (size < 999_500) {
            return new Amount(digits(micros / 1e3), "ms");
        }
        if (size < 60e6) {
            return new Amount(digits(micros / 1e6), "s");
        }
        if (size < 3_600e6) {
            return new Amount(digits(micros / 60e6), "min");
        }
        if (size < 86_400e6) {
            return new Amount(digits(micros / 3_600e6), "h");
        }
        return new Amount(digits(micros / 86_400e6), "d");
    }

    /** Part of a whole in percent: never 0 % or 100 % where it is not. The whole is positive. */
    public static String share(long part, long whole) {
        double percent = 100.0 * part / whole;
        if (part == 0 || part == whole) {
            return (part == 0 ? "0" : "100") + " %";
        }
        return percent < 0.1 ? "< 0.1 %" : percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 9.995 ? "%,.2f" : size < 99.95 ? "%,.1f" : "%,.0f", value);
    }
}
