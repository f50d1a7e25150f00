package io.truenow.sql.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random statements over {@link ProofTables}. The same seed makes the same statement. Not thread-safe. */
final class Statements {

    private static final List<Kind> KINDS =
            List.of(Kind.NUMBER, Kind.NUMBER, Kind.WILD, Kind.WHOLE, Kind.TEXT, Kind.TEXT, Kind.TIME);

    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final Random random;
    private final Random literals;
    private int aliases;

    Statements(long seed) {
        this(seed, seed);
    }

    /** Statements of a form, with literals of their own. */
    Statements(long form, long literals) {
        this.random = new Random(form * SPREAD);
        this.literals = new Random(~literals * SPREAD);
    }

    /** A piece of a FROM clause and what it offers. */
    record Source(Sql sql, List<Column> columns) {}

    /** A selection: its text without ORDER BY, and the kinds of its columns {@code c0}, {@code c1}, …. */
    private record Selection(Sql sql, List<Kind> kinds) {}

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> list) {
        return list.get(pick(list.size()));
    }

    /** A whole statement. */
    Statement statement() {
        Selection selection =
                switch (pick(12)) {
                    case 0, 1, 2 -> plain(source(2), 2);
                    case 3, 4, 5 -> grouped(source(1));
                    case 6 -> windows();
                    case 7, 8 -> setOperation();
                    case 9 -> common();
                    case 10 -> folded();
                    default -> plain(table(), 1);
                };
        if (pick(3) != 0) {
            return new Statement(selection.sql(), false);
        }
        return ordered(selection);
    }

    /** By all columns, so that the order leaves only equal rows equal. */
    private Statement ordered(Selection selection) {
        List<Sql> keys = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        for (int i = 1; i <= selection.kinds().size(); i++) {
            left.add(i);
        }
        while (!left.isEmpty()) {
            int column = left.remove(pick(left.size()));
            keys.add(
                    switch (pick(4)) {
                        case 0 -> Sql.each(column + " DESC", column + " DESC NULLS FIRST");
                        case 1 -> Sql.text(column + one(List.of("", " DESC")) + " NULLS FIRST");
                        case 2 -> Sql.text(column + one(List.of("", " DESC")) + " NULLS LAST");
                        default -> Sql.each(String.valueOf(column), column + " NULLS LAST");
                    });
        }
        Sql cut = Sql.text(
                switch (pick(4)) {
                    case 0 -> " LIMIT " + pick(12);
                    case 1 -> " LIMIT " + pick(12) + " OFFSET " + pick(8);
                    case 2 -> " OFFSET " + pick(8);
                    default -> "";
                });
        // Which of two numbers is the larger that differ by their rounding decides who is first and who is cut off.
        boolean exact = !selection.kinds().contains(Kind.WILD);
        return new Statement(
                Sql.of("# ORDER BY ##", selection.sql(), Sql.join(", ", keys), exact ? cut : Sql.text("")), exact);
    }

    /** What a FROM clause with at most a number of joins offers. */
    Source source(int joins) {
        if (joins == 0 || pick(2) == 0) {
            return pick(5) == 0 ? derived() : table();
        }
        Source left = source(joins - 1);
        Source right = pick(6) == 0 ? derived() : table();
        List<Column> both = new ArrayList<>(left.columns());
        both.addAll(right.columns());
        String kind = one(List.of("JOIN", "LEFT JOIN", "RIGHT JOIN", "FULL JOIN"));
        Sql on = condition(left, right, both);
        return new Source(Sql.of("# " + kind + " # ON #", left.sql(), right.sql(), on), both);
    }

    private Sql condition(Source left, Source right, List<Column> both) {
        Kind key = one(List.of(Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.TIME, Kind.WHOLE));
        List<Column> lefts = of(left, key);
        List<Column> rights = of(right, key);
        Sql equal = lefts.isEmpty() || rights.isEmpty()
                ? Sql.text("1 = 1")
                : Sql.of("# = #", one(lefts).sql(), one(rights).sql());
        if (pick(3) != 0) {
            return equal;
        }
        return Sql.of("# AND #", equal, expressions(both).truth(1));
    }

    private static List<Column> of(Source source, Kind kind) {
        return source.columns().stream().filter(c -> c.kind() == kind).toList();
    }

    Source table() {
        String alias = "t" + aliases++;
        String table = pick(12) == 0 ? "e" : one(List.of("a", "a", "b", "b", "c"));
        return new Source(
                Sql.text(table + " " + alias),
                ProofTables.COLUMNS.stream()
                        .map(column -> new Column(alias + "." + column.name(), column.kind()))
                        .toList());
    }

    private Source derived() {
        Selection selection =
                switch (pick(3)) {
                    case 0 -> grouped(table());
                    case 1 -> windows();
                    default -> plain(table(), 1);
                };
        String alias = "q" + aliases++;
        return new Source(Sql.of("(#) " + alias, selection.sql()), columns(alias, selection));
    }

    private static List<Column> columns(String alias, Selection selection) {
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < selection.kinds().size(); i++) {
            columns.add(new Column(alias + ".c" + i, selection.kinds().get(i)));
        }
        return columns;
    }

    private Expressions expressions(List<Column> columns) {
        return new Expressions(random, literals, columns, Expressions.SubQueries.NONE);
    }

    private Expressions withSubQueries(List<Column> columns) {
        return new Expressions(random, literals, columns, this::subQueries);
    }

    private List<Sql> subQueries(Kind kind, Expressions outer) {
        Source inner = table();
        Expressions inside = expressions(inner.columns());
        Sql correlated = equalKeys(outer.columns(), inner.columns());
        Sql where = pick(2) == 0 ? inside.truth(1) : Sql.of("# AND #", correlated, inside.truth(1));
        return List.of(
                switch (pick(5)) {
                    case 0 ->
                        Sql.of(
                                "(# IN (SELECT # FROM # WHERE #))",
                                outer.of(kind, 0),
                                inside.of(kind, 0),
                                inner.sql(),
                                where);
                    case 1 ->
                        Sql.of(
                                "(# NOT IN (SELECT # FROM # WHERE #))",
                                outer.of(kind, 0),
                                inside.of(kind, 0),
                                inner.sql(),
                                where);
                    case 2 -> Sql.of("(EXISTS (SELECT 1 FROM # WHERE #))", inner.sql(), where);
                    case 3 -> Sql.of("(NOT EXISTS (SELECT 1 FROM # WHERE #))", inner.sql(), where);
                    default ->
                        Sql.of(
                                "(# <= (SELECT MAX(#) FROM # WHERE #))",
                                outer.of(kind, 0),
                                inside.of(kind, 0),
                                inner.sql(),
                                where);
                });
    }

    private Sql equalKeys(List<Column> outer, List<Column> inner) {
        Kind kind = one(List.of(Kind.TEXT, Kind.NUMBER));
        List<Column> lefts = outer.stream().filter(c -> c.kind() == kind).toList();
        List<Column> rights = inner.stream().filter(c -> c.kind() == kind).toList();
        return lefts.isEmpty() || rights.isEmpty()
                ? Sql.text("1 = 1")
                : Sql.of("# = #", one(lefts).sql(), one(rights).sql());
    }

    private Selection plain(Source source, int depth) {
        Expressions expressions = withSubQueries(source.columns());
        List<Kind> kinds = new ArrayList<>();
        List<Sql> items = new ArrayList<>();
        for (int i = 0; i <= pick(4); i++) {
            Kind kind = one(KINDS);
            kinds.add(kind);
            items.add(Sql.of("# AS c" + i, expressions.of(kind, pick(2) == 0 ? 0 : depth)));
        }
        Sql where = pick(5) == 0 ? Sql.text("") : Sql.of(" WHERE #", expressions.truth(depth));
        return new Selection(
                Sql.of(
                        pick(6) == 0 ? "SELECT DISTINCT # FROM ##" : "SELECT # FROM ##",
                        Sql.join(", ", items),
                        source.sql(),
                        where),
                kinds);
    }

    /** What our rules fold into one scan: bare columns, simple conditions, plain accumulations. */
    private Selection folded() {
        return grouped(table(), 0);
    }

    private Selection grouped(Source source) {
        return grouped(source, pick(3));
    }

    private Selection grouped(Source source, int depth) {
        Expressions expressions = expressions(source.columns());
        Expressions filters = withSubQueries(source.columns());
        List<Kind> kinds = new ArrayList<>();
        List<Sql> items = new ArrayList<>();
        List<Sql> keys = new ArrayList<>();
        int keyCount = pick(4) == 0 ? 0 : 1 + pick(2);
        for (int i = 0; i < keyCount; i++) {
            Kind kind = one(List.of(Kind.TEXT, Kind.TEXT, Kind.NUMBER, Kind.WILD, Kind.TIME, Kind.WHOLE, Kind.TRUTH));
            List<Column> fitting = of(source, kind);
            if (fitting.isEmpty()) {
                continue;
            }
            Sql key = pick(3) == 0
                    ? keyExpression(expressions, kind, fitting)
                    : one(fitting).sql();
            if (keys.contains(key)) {
                continue;
            }
            items.add(Sql.of("# AS c" + items.size(), key));
            kinds.add(kind);
            keys.add(key);
        }
        for (int i = 0; i <= pick(4); i++) {
            Kind[] kind = new Kind[1];
            Sql call = accumulation(expressions, depth, kind);
            if (pick(4) == 0) {
                call = Sql.of("# FILTER (WHERE #)", call, expressions.truth(depth));
            }
            items.add(Sql.of("# AS c" + items.size(), call));
            kinds.add(kind[0]);
        }
        Sql where = pick(2) == 0 ? Sql.text("") : Sql.of(" WHERE #", filters.truth(depth));
        Sql by = keys.isEmpty() ? Sql.text("") : Sql.of(" GROUP BY #", grouping(keys));
        Sql having = pick(4) != 0
                ? Sql.text("")
                : Sql.of(
                        " HAVING (" + one(List.of("COUNT(#)", "SUM(#)", "MAX(#)")) + one(List.of(" > ", " <= ", " <> "))
                                + pick(6) + ")",
                        expressions.of(Kind.NUMBER, 0));
        return new Selection(
                Sql.of("SELECT # FROM ####", Sql.join(", ", items), source.sql(), where, by, having), kinds);
    }

    private Sql keyExpression(Expressions expressions, Kind kind, List<Column> columns) {
        Sql key = expressions.of(kind, 1);
        // A constant key is something else in the two dialects: a column's number.
        return key.in(Sql.Dialect.TRUENOW).matches(".*\\b[tq]\\d+\\..*")
                ? key
                : one(columns).sql();
    }

    private Sql grouping(List<Sql> keys) {
        return switch (keys.size() < 2 ? 3 : pick(8)) {
            case 0 -> Sql.of("ROLLUP (#)", Sql.join(", ", keys));
            case 1 -> Sql.of("CUBE (#)", Sql.join(", ", keys));
            case 2 -> Sql.of("GROUPING SETS ((#), (#), ())", keys.get(0), keys.get(1));
            default -> Sql.join(", ", keys);
        };
    }

    private Sql accumulation(Expressions expressions, int depth, Kind[] kind) {
        Kind any = one(KINDS);
        return switch (pick(11)) {
            case 0, 1 -> {
                kind[0] = Kind.WHOLE;
                yield Sql.text("COUNT(*)");
            }
            case 2 -> {
                kind[0] = Kind.WHOLE;
                yield Sql.of("COUNT(#)", expressions.of(any, depth));
            }
            case 3 -> {
                kind[0] = Kind.WHOLE;
                yield Sql.of("COUNT(DISTINCT #)", expressions.of(any, depth));
            }
            case 4, 5 -> {
                kind[0] = Kind.NUMBER;
                yield Sql.of("SUM(#)", expressions.of(Kind.NUMBER, depth));
            }
            case 6 -> {
                kind[0] = Kind.WILD;
                yield Sql.of("AVG(#)", expressions.of(one(List.of(Kind.NUMBER, Kind.WHOLE)), depth));
            }
            case 7 -> {
                kind[0] = Kind.WHOLE;
                yield Sql.of("SUM(#)", expressions.of(Kind.WHOLE, depth));
            }
            case 8 -> {
                kind[0] = Kind.WILD;
                yield Sql.of(
                        one(List.of("STDDEV_SAMP", "STDDEV_POP", "VAR_SAMP", "VAR_POP")) + "(#)",
                        expressions.of(one(List.of(Kind.NUMBER, Kind.WHOLE)), depth));
            }
            default -> {
                kind[0] = any;
                yield Sql.of(one(List.of("MIN", "MAX")) + "(#)", expressions.of(any, depth));
            }
        };
    }

    private Selection windows() {
        Source source = table();
        Expressions expressions = expressions(source.columns());
        String id = source.columns().getFirst().name();
        List<Kind> kinds = new ArrayList<>(List.of(Kind.TEXT));
        List<Sql> items = new ArrayList<>(List.of(Sql.text(id + " AS c0")));
        for (int i = 0; i <= pick(3); i++) {
            Sql partition = pick(2) == 0
                    ? Sql.text("")
                    : Sql.of("PARTITION BY # ", expressions.of(one(List.of(Kind.TEXT, Kind.NUMBER, Kind.WHOLE)), 0));
            Sql key = windowKey(expressions);
            Kind kind = one(KINDS);
            Kind[] of = {Kind.WHOLE};
            Sql window =
                    switch (pick(8)) {
                        case 0 -> Sql.of("ROW_NUMBER() OVER (#ORDER BY #, " + id + ")", partition, key);
                        case 1 -> Sql.of(one(List.of("RANK", "DENSE_RANK")) + "() OVER (#ORDER BY #)", partition, key);
                        case 2 -> {
                            of[0] = kind;
                            yield Sql.of(
                                    one(List.of("LAG", "LEAD")) + "(#" + one(List.of("", ", 1", ", 2"))
                                            + ") OVER (#ORDER BY #, " + id + ")",
                                    expressions.of(kind, 1),
                                    partition,
                                    key);
                        }
                        case 3 -> {
                            of[0] = kind;
                            yield Sql.of(
                                    one(List.of("FIRST_VALUE", "LAST_VALUE")) + "(#) OVER (#ORDER BY #, " + id + frame()
                                            + ")",
                                    expressions.of(kind, 1),
                                    partition,
                                    key);
                        }
                        case 4 -> Sql.of("NTILE(" + (1 + pick(4)) + ") OVER (#ORDER BY #, " + id + ")", partition, key);
                        case 5 -> Sql.of("# OVER (#)", windowed(expressions, of), partition);
                        case 6 -> Sql.of("# OVER (#ORDER BY #)", windowed(expressions, of), partition, key);
                        default ->
                            Sql.of(
                                    "# OVER (#ORDER BY #, " + id + frame() + ")",
                                    windowed(expressions, of),
                                    partition,
                                    key);
                    };
            items.add(Sql.of("# AS c" + items.size(), window));
            kinds.add(of[0]);
        }
        Sql where = pick(2) == 0 ? Sql.text("") : Sql.of(" WHERE #", expressions.truth(1));
        return new Selection(Sql.of("SELECT # FROM ##", Sql.join(", ", items), source.sql(), where), kinds);
    }

    private Sql windowKey(Expressions expressions) {
        Kind kind = one(List.of(Kind.TEXT, Kind.NUMBER, Kind.WILD, Kind.TIME, Kind.WHOLE));
        List<Column> fitting = expressions.columns().stream()
                .filter(column -> column.kind() == kind)
                .toList();
        Sql column = one(fitting).sql();
        return switch (pick(4)) {
            case 0 -> Sql.each("# DESC", "# DESC NULLS FIRST", column);
            case 1 -> Sql.of("# NULLS FIRST", column);
            case 2 -> Sql.of("# DESC NULLS LAST", column);
            default -> Sql.each("#", "# NULLS LAST", column);
        };
    }

    private String frame() {
        return one(List.of(
                "",
                " ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW",
                " ROWS BETWEEN 2 PRECEDING AND 1 FOLLOWING",
                " ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING",
                " ROWS BETWEEN 1 FOLLOWING AND 3 FOLLOWING",
                " ROWS BETWEEN 3 PRECEDING AND 1 PRECEDING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"));
    }

    private Sql windowed(Expressions expressions, Kind[] kind) {
        Kind any = one(KINDS);
        return switch (pick(6)) {
            case 0 -> Sql.text("COUNT(*)");
            case 1 -> Sql.of("COUNT(#)", expressions.of(any, 1));
            case 2 -> {
                kind[0] = Kind.NUMBER;
                yield Sql.of("SUM(#)", expressions.of(Kind.NUMBER, 1));
            }
            case 3 -> {
                kind[0] = Kind.WILD;
                yield Sql.of("AVG(#)", expressions.of(Kind.NUMBER, 1));
            }
            default -> {
                kind[0] = any;
                yield Sql.of(one(List.of("MIN", "MAX")) + "(#)", expressions.of(any, 1));
            }
        };
    }

    /** Two selections of the same kinds of columns. */
    private Selection setOperation() {
        List<Kind> kinds = new ArrayList<>();
        for (int i = 0; i <= pick(3); i++) {
            kinds.add(one(KINDS));
        }
        Sql all = branch(kinds);
        for (int i = 0; i <= pick(2); i++) {
            String operation = one(List.of("UNION", "UNION ALL", "INTERSECT", "INTERSECT ALL", "EXCEPT", "EXCEPT ALL"));
            all = Sql.of("(#) " + operation + " (#)", all, branch(kinds));
        }
        String alias = "q" + aliases++;
        List<Sql> items = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            items.add(Sql.text(alias + ".c" + i + " AS c" + i));
        }
        return new Selection(Sql.of("SELECT # FROM (#) " + alias, Sql.join(", ", items), all), kinds);
    }

    private Sql branch(List<Kind> kinds) {
        Source source = table();
        Expressions expressions = expressions(source.columns());
        List<Sql> items = new ArrayList<>();
        for (int i = 0; i < kinds.size(); i++) {
            items.add(Sql.of("# AS c" + i, expressions.of(kinds.get(i), pick(2))));
        }
        Sql where = pick(2) == 0 ? Sql.text("") : Sql.of(" WHERE #", expressions.truth(1));
        return Sql.of("SELECT # FROM ##", Sql.join(", ", items), source.sql(), where);
    }

    /** A common table expression that is read twice. */
    private Selection common() {
        Selection shared = pick(2) == 0 ? plain(table(), 1) : grouped(table());
        String name = "w" + aliases++;
        List<Column> left = columns("l", shared);
        List<Column> right = columns("r", shared);
        List<Column> both = new ArrayList<>(left);
        both.addAll(right);
        Sql on = equalKeys(left, right);
        Sql from = pick(2) == 0
                ? Sql.text(name + " l")
                : Sql.of(name + " l " + one(List.of("JOIN", "LEFT JOIN")) + " " + name + " r ON #", on);
        List<Column> offered = from instanceof Sql.Leaf ? left : both;
        Selection outer = pick(2) == 0 ? plain(new Source(from, offered), 1) : grouped(new Source(from, offered));
        return new Selection(Sql.of("WITH " + name + " AS (#) #", shared.sql(), outer.sql()), outer.kinds());
    }

    /** A source and a predicate over it, for taking an answer apart. */
    record Partition(Source source, Sql predicate) {}

    /** Something to be taken apart. */
    Partition partition() {
        Source source = source(2);
        return new Partition(source, withSubQueries(source.columns()).truth(3));
    }
}
