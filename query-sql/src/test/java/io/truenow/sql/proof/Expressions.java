package io.truenow.sql.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random expressions over columns. Not thread-safe. */
final class Expressions {

    private static final List<String> PATTERNS =
            List.of("a%", "%b", "%a%", "_", "__", "a_b", "%", "", "\u65e5%", "%\ud83d\ude00", "_a_", "k_", "%'%", "A%");

    private final Random random;
    private final Random literals;
    private final List<Column> columns;
    private final SubQueries subQueries;

    /** Where predicates get sub-queries from. */
    interface SubQueries {

        /** No sub-queries. */
        SubQueries NONE = (kind, outer) -> List.of();

        /** Predicates with a sub-query over something of a kind; empty if there shall be none. */
        List<Sql> over(Kind kind, Expressions outer);
    }

    /**
     * Expressions whose literals are drawn for themselves.
     *
     * @param random draws all but the literals
     * @param literals draws the literals
     */
    Expressions(Random random, Random literals, List<Column> columns, SubQueries subQueries) {
        this.random = random;
        this.literals = literals;
        this.columns = columns;
        this.subQueries = subQueries;
    }

    List<Column> columns() {
        return columns;
    }

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> list) {
        return list.get(pick(list.size()));
    }

    private int draw(int bound) {
        return literals.nextInt(bound);
    }

    private <T> T drawn(List<T> list) {
        return list.get(draw(list.size()));
    }

    private Sql drawnWhole(int from, int count) {
        return Sql.text(String.valueOf(from + draw(count)));
    }

    /** An expression of a kind. */
    Sql of(Kind kind, int depth) {
        return switch (kind) {
            case NUMBER -> number(depth);
            case WILD -> wild(depth);
            case WHOLE -> whole(depth);
            case TEXT -> textual(depth);
            case TIME -> time();
            case TRUTH -> truth(depth);
        };
    }

    private Sql columnOr(Kind kind, Sql otherwise) {
        List<Column> fitting =
                columns.stream().filter(column -> column.kind() == kind).toList();
        return fitting.isEmpty() || pick(5) == 0 ? otherwise : one(fitting).sql();
    }

    private Sql number(int depth) {
        if (depth <= 0) {
            return columnOr(Kind.NUMBER, numberLiteral());
        }
        int less = depth - 1;
        return switch (pick(14)) {
            case 0 -> Sql.of("(# + #)", number(less), number(less));
            case 1 -> Sql.of("(# - #)", number(less), number(less));
            case 2 -> Sql.of("(# * #)", number(0), Sql.text(draw(5) + "e0"));
            case 3 -> Sql.of("(- #)", number(less));
            case 4 -> Sql.of("ABS(#)", number(less));
            case 5 -> cases(Kind.NUMBER, less);
            case 6 -> Sql.of("COALESCE(#, #)", number(less), number(less));
            case 7 -> Sql.of("NULLIF(#, #)", number(less), number(less));
            case 8 -> Sql.of("CAST(# AS DOUBLE)", whole(less));
            case 9 -> Sql.of(pick(2) == 0 ? "FLOOR(#)" : "CEIL(#)", number(less));
            case 10 -> Sql.of("(# + #)", number(less), whole(0));
            default -> columnOr(Kind.NUMBER, numberLiteral());
        };
    }

    private Sql numberLiteral() {
        return Sql.text(draw(9) - 3 + one(List.of(".25e0", "e0", ".5e0", ".0", ".75")));
    }

    private Sql wild(int depth) {
        if (depth <= 0) {
            return columnOr(Kind.WILD, wildLiteral());
        }
        int less = depth - 1;
        return switch (pick(10)) {
            case 0 -> Sql.of("(# * #)", wild(less), number(0));
            case 1 -> Sql.of("(# / NULLIF(#, 0e0))", wild(less), number(less));
            case 2 -> Sql.of("(# + #)", wild(less), wild(less));
            case 3 -> Sql.of("(# / NULLIF(#, 0e0))", number(less), wild(0));
            case 4 -> cases(Kind.WILD, less);
            case 5 -> Sql.of("SQRT(ABS(#))", number(less));
            case 6 -> Sql.of("COALESCE(#, #)", wild(less), number(less));
            default -> columnOr(Kind.WILD, wildLiteral());
        };
    }

    private Sql wildLiteral() {
        double value = drawn(ProofTables.DOUBLES);
        String text = String.valueOf(value);
        return Sql.text(text.contains("E") ? text : text + "e0");
    }

    private Sql whole(int depth) {
        if (depth <= 0) {
            return drawnWhole(-3, 12);
        }
        int less = depth - 1;
        return switch (pick(12)) {
            case 0 -> Sql.of("(# + #)", whole(less), whole(less));
            case 1 -> Sql.of("(# - #)", whole(less), whole(less));
            case 2 -> Sql.of("(# * #)", whole(less), whole(0));
            case 3 -> Sql.each("(# / NULLIF(#, 0))", "(# // NULLIF(#, 0))", whole(less), whole(less));
            case 4 -> Sql.of("MOD(#, NULLIF(#, 0))", whole(less), whole(less));
            case 5, 6 -> Sql.each("CHAR_LENGTH(#)", "LENGTH(#)", textual(less));
            case 7 -> Sql.of("POSITION(# IN #)", textual(0), textual(less));
            case 8 -> Sql.of("EXTRACT(" + one(List.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE")) + " FROM #)", time());
            case 9 -> cases(Kind.WHOLE, less);
            case 10 -> Sql.of("COALESCE(#, #)", whole(less), whole(less));
            default -> columnOr(Kind.WHOLE, drawnWhole(-3, 12));
        };
    }

    private Sql textual(int depth) {
        if (depth <= 0) {
            return columnOr(Kind.TEXT, textLiteral());
        }
        int less = depth - 1;
        return switch (pick(18)) {
            case 0 -> Sql.of("UPPER(#)", textual(less));
            case 1 -> Sql.of("LOWER(#)", textual(less));
            case 2 ->
                Sql.each(
                        "SUBSTRING(# FROM # FOR #)",
                        "SUBSTRING(#, #, #)",
                        textual(less),
                        drawnWhole(1, 4),
                        drawnWhole(0, 4));
            case 3 -> Sql.each("SUBSTRING(# FROM #)", "SUBSTRING(#, #)", textual(less), drawnWhole(1, 4));
            case 4 -> {
                String side = one(List.of("BOTH", "LEADING", "TRAILING"));
                String function = side.equals("BOTH") ? "TRIM" : side.equals("LEADING") ? "LTRIM" : "RTRIM";
                yield Sql.each("TRIM(" + side + " ' ' FROM #)", function + "(#, ' ')", textual(less));
            }
            case 5, 6 -> Sql.of("(# || #)", textual(less), textual(less));
            case 7 -> Sql.of("REPLACE(#, #, #)", textual(less), textLiteralNotEmpty(), textLiteral());
            case 8 -> cases(Kind.TEXT, less);
            case 9 -> Sql.of("COALESCE(#, #)", textual(less), textual(less));
            case 10 -> Sql.of("NULLIF(#, #)", textual(less), textual(less));
            case 11 -> Sql.of("CAST(# AS VARCHAR)", whole(less));
            case 12 -> Sql.of((pick(2) == 0 ? "LEFT" : "RIGHT") + "(#, " + draw(4) + ")", textual(less));
            case 13 ->
                Sql.of(
                        (pick(2) == 0 ? "LPAD" : "RPAD") + "(#, " + draw(6) + ", #)",
                        textual(less),
                        textLiteralNotEmpty());
            default -> columnOr(Kind.TEXT, textLiteral());
        };
    }

    private Sql textLiteral() {
        return Sql.literal(draw(3) == 0 ? drawn(ProofTables.KEYS) : drawn(ProofTables.TEXTS));
    }

    private Sql textLiteralNotEmpty() {
        return Sql.literal(drawn(List.of("a", "b", "\ud83d\ude00", "\u672c", "x", "ab")));
    }

    private Sql time() {
        return columnOr(Kind.TIME, timeLiteral());
    }

    private Sql timeLiteral() {
        return Sql.text("TIMESTAMP '" + drawn(List.of("2025-12-30", "2025-12-31", "2026-01-01", "2026-01-02"))
                + " 00:00:" + (10 + draw(40)) + one(List.of("", ".5", ".997")) + "'");
    }

    private Sql cases(Kind kind, int depth) {
        return switch (pick(4)) {
            case 0 -> Sql.of("CASE WHEN # THEN # END", truth(depth), of(kind, depth));
            case 1 ->
                Sql.of(
                        "CASE WHEN # THEN # WHEN # THEN # ELSE # END",
                        truth(depth),
                        of(kind, depth),
                        truth(depth),
                        of(kind, depth),
                        of(kind, depth));
            case 2 ->
                Sql.of("CASE # WHEN # THEN # ELSE # END", textual(0), textLiteral(), of(kind, depth), of(kind, depth));
            default -> Sql.of("CASE WHEN # THEN # ELSE # END", truth(depth), of(kind, depth), of(kind, depth));
        };
    }

    /** A predicate. */
    Sql truth(int depth) {
        if (depth > 0 && pick(2) == 0) {
            int less = depth - 1;
            return switch (pick(6)) {
                case 0, 1 -> Sql.of("(# AND #)", truth(less), truth(less));
                case 2, 3 -> Sql.of("(# OR #)", truth(less), truth(less));
                case 4 -> Sql.of("(NOT #)", truth(less));
                default ->
                    Sql.of(
                            "(# IS " + one(List.of("TRUE", "NOT TRUE", "FALSE", "NOT FALSE", "NULL", "NOT NULL")) + ")",
                            truth(less));
            };
        }
        if (pick(8) == 0) {
            return columnOr(Kind.TRUTH, Sql.of("(# IS NOT NULL)", of(Kind.TEXT, 0)));
        }
        Kind kind = one(
                List.of(Kind.NUMBER, Kind.NUMBER, Kind.WILD, Kind.WHOLE, Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.TIME));
        if (pick(10) == 0) {
            List<Sql> over = subQueries.over(kind, this);
            if (!over.isEmpty()) {
                return one(over);
            }
        }
        int deep = pick(3) == 0 ? depth : 0;
        return switch (pick(12)) {
            case 0, 1, 2, 3 ->
                Sql.of("(# " + one(List.of("=", "<>", "<", "<=", ">", ">=")) + " #)", of(kind, deep), of(kind, 0));
            case 4 -> Sql.of("(# BETWEEN # AND #)", of(kind, deep), of(kind, 0), of(kind, 0));
            case 5 -> Sql.of("(# NOT BETWEEN # AND #)", of(kind, deep), of(kind, 0), of(kind, 0));
            case 6 -> in(kind, deep);
            case 7 ->
                Sql.of("(# " + one(List.of("LIKE", "NOT LIKE")) + " #)", textual(deep), Sql.literal(drawn(PATTERNS)));
            case 8 -> Sql.of("(# IS NULL)", of(kind, deep));
            case 9 -> Sql.of("(# IS NOT NULL)", of(kind, deep));
            case 10 ->
                Sql.of(
                        "(# " + one(List.of("IS DISTINCT FROM", "IS NOT DISTINCT FROM")) + " #)",
                        of(kind, deep),
                        of(kind, 0));
            default -> Sql.of("(# = #)", of(kind, 0), of(kind, deep));
        };
    }

    private Sql in(Kind kind, int depth) {
        List<Sql> members = new ArrayList<>();
        for (int i = 0; i <= pick(4); i++) {
            members.add(literal(kind));
        }
        if (pick(6) == 0) {
            members.add(Sql.text("NULL"));
        }
        return Sql.of("(# " + one(List.of("IN", "NOT IN")) + " (#))", of(kind, depth), Sql.join(", ", members));
    }

    private Sql literal(Kind kind) {
        return switch (kind) {
            case NUMBER -> numberLiteral();
            case WILD -> wildLiteral();
            case WHOLE -> drawnWhole(-3, 12);
            case TEXT -> textLiteral();
            case TIME -> timeLiteral();
            case TRUTH -> Sql.text(drawn(List.of("TRUE", "FALSE")));
        };
    }
}
