package io.truenow.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Request bodies of W1, written once and replayed into one table after another: the table's number is set in place. Not thread-safe
 * while {@link #nameTable} runs.
 */
public final class Bodies {

    /** Largest number of a table. */
    public static final int MAX_TABLE = 999;

    /** Name of a table in a body that is not addressed yet: a prefix and three digits. */
    static final String TABLE = "w1_000";

    private static final int DIGITS = 3;

    private final Dialect dialect;
    private final int eventsEach;
    private final List<byte[]> bodies;
    private final List<int[]> digits;
    private final long bytes;

    private Bodies(Dialect dialect, int eventsEach, List<byte[]> bodies, List<int[]> digits) {
        this.dialect = dialect;
        this.eventsEach = eventsEach;
        this.bodies = bodies;
        this.digits = digits;
        this.bytes = bodies.stream().mapToLong(body -> body.length).sum();
    }

    /** Bodies of {@code eventsEach} events; {@code events} is a multiple of it. */
    public static Bodies of(Dialect dialect, long events, int eventsEach) {
        if (events % eventsEach != 0) {
            throw new IllegalArgumentException("[" + events + "] events do not fill bodies of [" + eventsEach + "].");
        }
        List<byte[]> bodies = new ArrayList<>();
        List<int[]> digits = new ArrayList<>();
        for (long from = 0; from < events; from += eventsEach) {
            String text = dialect.text(from, eventsEach);
            bodies.add(text.getBytes(StandardCharsets.US_ASCII));
            digits.add(digits(text));
        }
        return new Bodies(dialect, eventsEach, bodies, digits);
    }

    /** Events in a dialect that names no table, as they are sent or stored. */
    public static byte[] text(Dialect dialect, long from, int count) {
        return dialect.text(from, count).getBytes(StandardCharsets.US_ASCII);
    }

    /** Name of a table by its number. */
    public static String table(int number) {
        if (number < 0 || number > MAX_TABLE) {
            throw new IllegalArgumentException(
                    "Tables are numbered from 0 to " + MAX_TABLE + ", not [" + number + "].");
        }
        return TABLE.substring(0, TABLE.length() - DIGITS) + String.format(Locale.ROOT, "%03d", number);
    }

    /** Addresses every body to a table. */
    public void nameTable(int number) {
        String name = table(number);
        byte[] numbered = name.substring(name.length() - DIGITS).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bodies.size(); i++) {
            byte[] body = bodies.get(i);
            for (int at : digits.get(i)) {
                System.arraycopy(numbered, 0, body, at, DIGITS);
            }
        }
    }

    private static int[] digits(String text) {
        List<Integer> found = new ArrayList<>();
        for (int at = text.indexOf(TABLE); at >= 0; at = text.indexOf(TABLE, at + TABLE.length())) {
            found.add(at + TABLE.length() - DIGITS);
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    /** How they are written. */
    public Dialect dialect() {
        return dialect;
    }

    /** Number of bodies. */
    public int size() {
        return bodies.size();
    }

    /** Events in each. */
    public int eventsEach() {
        return eventsEach;
    }

    /** Events in all. */
    public long events() {
        return (long) bodies.size() * eventsEach;
    }

    /** Bytes in all. */
    public long bytes() {
        return bytes;
    }

    /** A body; not to be changed. */
    public byte[] body(int index) {
        return bodies.get(index);
    }
}
