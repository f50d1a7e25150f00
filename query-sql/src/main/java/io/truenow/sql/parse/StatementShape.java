package io.truenow.sql.parse;

import java.math.BigDecimal;
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
            case DOUBLE -> negated ? 0.0 - Double.parseDouble(written) : Double.parseDouble(written);
            case TEXT, TIMESTAMP -> throw new IllegalArgumentException("This is no number: [" + written + "].");
        };
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
