package io.truenow.sql.proof;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whose a value is, by its looks. Texts are of a script of their own, so that any one character left of them is recognised; names of tables
 * and people begin with a mark; numbers are of a size, and times of a year, that nothing else has.
 */
enum Canary {
    /** The other tenant's. Ethiopic, 10²⁵⁰, the year 2222. */
    VICTIM('\u1200', '\u137f', "zqb_cn", 200, 2222),
    /** The caller's own tenant's, in tables that not every caller reaches. Tifinagh, 10⁴⁰, the year 2111. */
    LOCKED('\u2d30', '\u2d67', "zqa_cn", 30, 2111),
    /** The whole server's. Runic. */
    SERVER('\u16a0', '\u16f0', "zqs_cn", 900, 2333);

    private static final Pattern ESCAPED = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final Pattern POWER = Pattern.compile("\\d\\.\\d+[eE]\\+?(\\d{2,3})(?![0-9a-zA-Z-])");
    private static final Pattern YEAR = Pattern.compile("(2222|2111|2333)-(?:0[1-9]|1[0-2])-[0-3]\\d");

    private final char first;
    private final char last;

    /** What names begin with. */
    final String mark;

    private final int power;
    private final int year;
    private final long fromMicros;
    private final long toMicros;

    Canary(char first, char last, String mark, int power, int year) {
        this.first = first;
        this.last = last;
        this.mark = mark;
        this.power = power;
        this.year = year;
        this.fromMicros = micros(year);
        this.toMicros = micros(year + 1);
    }

    private static long micros(int year) {
        return Instant.parse(year + "-01-01T00:00:00Z").getEpochSecond() * 1_000_000L;
    }

    /** A text of the script. */
    String text(int number) {
        int letters = last - first + 1;
        return new String(new char[] {
            (char) (first + number % letters), (char) (first + number / letters % letters), (char) (first + 7)
        });
    }

    /** A number of the size. */
    double number(int number) {
        return (number % 2 == 0 ? 1 : -1) * Double.parseDouble((7 + number % 3) + ".7712E" + (power + 20));
    }

    /** A time of the year. */
    long timeMicros(int number) {
        return fromMicros + number * 7_200_000_000L;
    }

    /** Whose canaries are in what was answered: a text, a number, or null. */
    static Set<Canary> in(@Nullable Object value) {
        Set<Canary> found = EnumSet.noneOf(Canary.class);
        switch (value) {
            case null -> {}
            case Double number -> sized(found, number);
            case Number number -> timed(found, number.longValue());
            default -> written(found, String.valueOf(value));
        }
        return found;
    }

    private static void sized(Set<Canary> found, double number) {
        double size = Math.abs(number);
        if (!(size < 1e200)) {
            found.add(VICTIM);
        } else if (size > 1e30) {
            found.add(LOCKED);
        }
    }

    private static void timed(Set<Canary> found, long number) {
        for (Canary canary : values()) {
            if (number >= canary.fromMicros && number < canary.toMicros
                    || number >= canary.fromMicros / 1_000 && number < canary.toMicros / 1_000) {
                found.add(canary);
            }
        }
    }

    private static void written(Set<Canary> found, String raw) {
        String text = raw.contains("\\u")
                ? ESCAPED.matcher(raw)
                        .replaceAll(hex ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))))
                : raw;
        String lower = text.toLowerCase(Locale.ROOT);
        for (Canary canary : values()) {
            if (text.chars().anyMatch(c -> c >= canary.first && c <= canary.last) || lower.contains(canary.mark)) {
                found.add(canary);
            }
        }
        Matcher power = POWER.matcher(text);
        while (power.find()) {
            int of = Integer.parseInt(power.group(1));
            if (of >= VICTIM.power) {
                found.add(VICTIM);
            } else if (of >= LOCKED.power) {
                found.add(LOCKED);
            }
        }
        Matcher year = YEAR.matcher(text);
        while (year.find()) {
            for (Canary canary : values()) {
                if (canary.year == Integer.parseInt(year.group(1))) {
                    found.add(canary);
                }
            }
        }
    }
}
