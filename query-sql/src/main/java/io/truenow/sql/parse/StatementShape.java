package io.truenow.sql.parse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * A query's text with its literals taken out: what queries have in common that differ only in what they look for. Numbers, texts and
 * {@code TIMESTAMP '…'} are taken out, each leaving a mark of its {@link Kind}; the literals of an {@code INTERVAL}, {@code DATE} or
 * {@code TIME} and all unusual forms stay. Comments and runs of blanks become one blank.
 *
 * <p>Two queries with an equal {@link #text()} are the same but for the values of their literals, which are of the same kinds in the
 * same places. Immutable.
 */
public final class StatementShape {

    /** What a literal is. Two literals of one kind differ in value and, as far as SQL's types go, in width only. */
    public enum Kind {
        /** Whole number within 32 bits: INTEGER. */
        INT,
        /** Whole number within 64 bits: BIGINT. */
        LONG,
        /** Number with a point, or whole and longer: DECIMAL. */
        DECIMAL,
        /** Number with an exponent: DOUBLE. */
        DOUBLE,
        /** Text: CHAR. */
        TEXT,
        /** {@code TIMESTAMP '…'} of a time that there is, up to six digits of fraction. */
        TIMESTAMP
    }

    /** Most literals that are taken out of one query; one with more has no shape. */
    public static final int MAX_LITERALS = 200;

    private static final long SECOND_MICROS = 1_000_000;
    private static final long MINUTE_SECONDS = 60;
    private static final long HOUR_SECONDS = 3_600;
    private static final long DAY_SECONDS = 86_400;
    private static final Kind[] KINDS = Kind.values();

    private final String sql;
    private final String text;
    private final int[] literals;
    private final int count;

    /** @param literals start, end and kind of each literal */
    StatementShape(String sql, String text, int[] literals, int count) {
        this.sql = sql;
        this.text = text;
        this.literals = literals;
        this.count = count;
    }

    /** The shape of a query; null for what is none, is to be explained, or is written in a way that is not understood here. */
    public static @Nullable StatementShape of(String sql) {
        return new ShapeScan(sql).run();
    }

    /** The query without its literals. */
    public String text() {
        return text;
    }

    /** How many literals were taken out. */
    public int literals() {
        return count;
    }

    /** Where a literal begins in the query. */
    public int start(int literal) {
        return literals[3 * literal];
    }

    /** What a literal is. */
    public Kind kind(int literal) {
        return KINDS[literals[3 * literal + 2]];
    }

    /** The value of a number; there is no negative zero. */
    public Number number(int literal, boolean negated) {
        String written = written(literal);
        return switch (kind(literal)) {
            case INT -> negated ? -Integer.parseInt(written) : Integer.parseInt(written);
            case LONG -> negated ? -Long.parseLong(written) : Long.parseLong(written);
            case DECIMAL -> negated ? new BigDecimal(written).negate() : new BigDecimal(written);
            case DOUBLE -> doubleNumber(literal, negated);
            case TEXT, TIMESTAMP -> throw new IllegalArgumentException("This is no number: [" + written + "].");
        };
    }

    /** The value of a number as DOUBLE; there is no negative zero. */
    public double doubleNumber(int literal, boolean negated) {
        double value = Double.parseDouble(written(literal));
        return negated ? 0.0 - value : value;
    }

    /** The value of a {@link Kind#TIMESTAMP} in microseconds since 1970. */
    public long timestampMicros(int literal) {
        String written = quoted(literal);
        long days = LocalDate.of(digits(written, 0, 4), digits(written, 5, 7), digits(written, 8, 10))
                .toEpochDay();
        long seconds = days * DAY_SECONDS
                + digits(written, 11, 13) * HOUR_SECONDS
                + digits(written, 14, 16) * MINUTE_SECONDS
                + digits(written, 17, 19);
        long fraction = 0;
        for (int i = 20; i < 26; i++) {
            fraction = 10 * fraction + (i < written.length() ? written.charAt(i) - '0' : 0);
        }
        return seconds * SECOND_MICROS + fraction;
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }

    /** What stands between the quotes of a text or of a time. */
    public String quoted(int literal) {
        int close = literals[3 * literal + 1] - 1;
        if (kind(literal) == Kind.TIMESTAMP) {
            return sql.substring(sql.lastIndexOf('\'', close - 1) + 1, close);
        }
        String inside = sql.substring(start(literal) + 1, close);
        return inside.indexOf('\'') < 0 ? inside : inside.replace("''", "'");
    }

    /** The literals that are not in a set, as they are written; two queries of one shape with equal ones differ only in that set. */
    public String written(BitSet but) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            if (!but.get(i)) {
                all.append(sql, start(i), literals[3 * i + 1]).append(ShapeScan.MARK);
            }
        }
        return all.toString();
    }

    private String written(int literal) {
        return sql.substring(start(literal), literals[3 * literal + 1]);
    }
}
