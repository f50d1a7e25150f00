package io.truenow.sql.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A piece of a statement that can be written in both dialects. Immutable. */
sealed interface Sql {

    /** Whose SQL. */
    enum Dialect {
        TRUENOW,
        DUCKDB
    }

    /** The text in a dialect. */
    String in(Dialect dialect);

    /** The same text in both dialects, with nothing to fill in. */
    static Sql text(String text) {
        return new Leaf(text, text);
    }

    /** A text in each dialect, with nothing to fill in. */
    static Sql each(String trueNow, String duckDb) {
        return new Leaf(trueNow, duckDb);
    }

    /** The same template in both dialects: each {@code #} is filled with the next part. */
    static Sql of(String template, Sql... parts) {
        return new Filled(template, template, List.of(parts));
    }

    /** A template in each dialect. */
    static Sql each(String trueNow, String duckDb, Sql... parts) {
        return new Filled(trueNow, duckDb, List.of(parts));
    }

    /** Parts with a separator between them. */
    static Sql join(String separator, List<Sql> parts) {
        return new Joined(separator, List.copyOf(parts));
    }

    /** A literal of text. */
    static Sql literal(String text) {
        return text("'" + text.replace("'", "''") + "'");
    }

    /** A text in each dialect. */
    record Leaf(String trueNow, String duckDb) implements Sql {
        @Override
        public String in(Dialect dialect) {
            return dialect == Dialect.TRUENOW ? trueNow : duckDb;
        }
    }

    /** A template with its parts. */
    record Filled(String trueNow, String duckDb, List<Sql> parts) implements Sql {
        @Override
        public String in(Dialect dialect) {
            List<Sql> left = new ArrayList<>(parts);
            StringBuilder out = new StringBuilder();
            for (char c : (dialect == Dialect.TRUENOW ? trueNow : duckDb).toCharArray()) {
                if (c == '#') {
                    out.append(left.removeFirst().in(dialect));
                } else {
                    out.append(c);
                }
            }
            if (!left.isEmpty()) {
                throw new IllegalStateException("Not every part has a place in [" + trueNow + "].");
            }
            return out.toString();
        }
    }

    /** Parts in a row. */
    record Joined(String separator, List<Sql> parts) implements Sql {
        @Override
        public String in(Dialect dialect) {
            return parts.stream().map(part -> part.in(dialect)).collect(Collectors.joining(separator));
        }
    }
}
