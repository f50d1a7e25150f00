package io.truenow.sql.proof;

import io.truenow.sql.catalog.SystemTable;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Statements of somebody who wants to see what is another's: those of {@link Statements}, and what can be made of them by other names, by
 * {@code sys}, by EXPLAIN, by breaking them. The same seed makes the same statement. No statement has a canary in its own text: names of
 * {@link #GUESSED} are beta's, too, and no canaries. Not thread-safe.
 */
final class CanaryStatements {

    /** Names that only beta has and that alpha says, each with one of its length that nobody has. */
    private static final List<List<String>> GUESSED = List.of(
            List.of("vault", "vabbt"),
            List.of("ledger", "lexxer"),
            List.of("amount_due", "amount_dxx"),
            List.of("planned", "plaxxed"));

    private static final Pattern TABLE = Pattern.compile("\\b([abce]) (t\\d+)\\b");
    private static final Pattern LITERAL = Pattern.compile("'[^']*'");
    private static final List<String> TWINS =
            List.of("p.%s", "\"p\".\"%s\"", "P.%S", "\"P\".\"%S\"", "\"P\".\"%s\"", "\"p\".\"%S\"", "%S", "\"%S\"");
    private static final List<String> THEIRS = List.of(
            "beta.p.%s",
            "\"beta\".\"p\".\"%s\"",
            "BETA.P.%S",
            "\"beta\".\"P\".\"%S\"",
            "\"beta.p\".\"%s\"",
            "\"beta/p\".\"%s\"",
            "\"beta/p/%s\"",
            "\"../beta/p\".\"%s\"",
            "\"\".\"beta\".\"p\".\"%s\"",
            "alpha.p.%s",
            "vault.ledger",
            "\"vault\".\"ledger\"",
            "VAULT.LEDGER",
            "\"Vault\".\"Ledger\"",
            "beta.vault.ledger",
            "\"beta\".\"vault\".\"ledger\"",
            "vault.planned",
            "ledger");
    private static final List<List<String>> NAMESPACES = List.of(
            List.of("p"),
            List.of("p"),
            List.of("p"),
            List.of("P"),
            List.of("vault"),
            List.of("VAULT"),
            List.of("beta"),
            List.of("beta", "p"),
            List.of("beta", "vault"),
            List.of("sys"),
            List.of("*"),
            List.of("%"),
            List.of(""),
            List.of());
    private static final List<String> EXPLAINS = List.of(
            "EXPLAIN ",
            "EXPLAIN PLAN FOR ",
            "EXPLAIN PLAN WITHOUT IMPLEMENTATION FOR ",
            "EXPLAIN ANALYZE ",
            "explain plan with type for ",
            "DESCRIBE ",
            "EXPLAIN PLAN INCLUDING ALL ATTRIBUTES FOR ");
    private static final List<String> ELSEWHERE = List.of(
            "information_schema.tables",
            "information_schema.columns",
            "\"INFORMATION_SCHEMA\".\"SCHEMATA\"",
            "metadata.tables",
            "\"metadata\".\"COLUMNS\"",
            "pg_catalog.pg_tables",
            "sys.principals",
            "sys.api_keys",
            "sys.tenants",
            "sys.\"TABLES\"",
            "SYS.QUERIES",
            "\"sys\".\"Queries\"",
            "beta.sys.queries",
            "\"beta\".\"sys\".\"tables\"");
    private static final List<String> PIECES = List.of(
            "'", "\"", "(", ")", ",", " UNION ", " FROM ", "?", ";", "--", "/*", "\u0000", " * ", " vault.", " beta.",
            "::", "[1]", "{d", " AS ");

    private static final JavaTypeFactoryImpl TYPES = new JavaTypeFactoryImpl();

    private final long seed;
    private final Random random;
    private final List<SystemTable> systemTables;

    CanaryStatements(long seed, List<SystemTable> systemTables) {
        this.seed = seed;
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.systemTables = systemTables;
    }

    /**
     * A statement.
     *
     * @param plain whether its answer depends on the caller's tables alone, and on nothing that changes
     * @param ordered whether the order of its rows is part of its answer
     */
    record Asked(String sql, List<String> namespace, boolean plain, boolean ordered) {

        /** The same with names that nobody has for those that only beta has. */
        Asked withNobodysNames() {
            return new Asked(
                    swapped(sql, 0), namespace.stream().map(n -> swapped(n, 0)).toList(), plain, ordered);
        }

        /** A text with beta's names for those that nobody has. */
        static String named(String text) {
            return swapped(text, 1);
        }

        private static String swapped(String text, int from) {
            String all = text;
            for (List<String> pair : GUESSED) {
                all = Pattern.compile(pair.get(from), Pattern.CASE_INSENSITIVE)
                        .matcher(all)
                        .replaceAll(found -> inCaseOf(found.group(), pair.get(1 - from)));
            }
            return all;
        }

        private static String inCaseOf(String model, String text) {
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                out.append(Character.isUpperCase(model.charAt(i)) ? Character.toUpperCase(c) : c);
            }
            return out.toString();
        }
    }

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private <T> T one(List<T> list) {
        return list.get(pick(list.size()));
    }

    /** A statement. */
    Asked next() {
        Statement statement = new Statements(seed / 3, seed).statement();
        String sql = statement.in(Sql.Dialect.TRUENOW);
        return switch (pick(16)) {
            case 0, 1, 2, 3 -> new Asked(sql, List.of("p"), true, statement.ordered());
            case 4 -> asked(renamed(sql, TWINS), List.of("p"));
            case 5 -> asked(renamed(sql, THEIRS), one(NAMESPACES));
            case 6 -> asked(sql, one(NAMESPACES));
            case 7 ->
                asked(one(EXPLAINS) + (pick(2) == 0 ? sql : renamed(sql, pick(2) == 0 ? THEIRS : TWINS)), List.of("p"));
            case 8, 9 -> asked(system(), List.of("sys"));
            case 10 -> asked(one(EXPLAINS) + system(), List.of());
            case 11 ->
                asked(
                        "SELECT * FROM " + one(ELSEWHERE) + one(List.of("", " LIMIT 5", " x JOIN p.a y ON 1 = 1")),
                        List.of());
            case 12 -> asked(broken(sql), List.of("p"));
            case 13 -> asked(broken(renamed(sql, THEIRS)), one(NAMESPACES));
            default -> asked(composed(), one(NAMESPACES));
        };
    }

    private static Asked asked(String sql, List<String> namespace) {
        return new Asked(sql, namespace, false, false);
    }

    private String renamed(String sql, List<String> names) {
        boolean each = pick(2) == 0;
        String same = one(names);
        return TABLE.matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(
                        String.format(each ? one(names) : same, found.group(1)) + " " + found.group(2)));
    }

    /** The statement with canaries for its literals. */
    static String withLiterals(String sql, Canary canary) {
        int[] number = {0};
        return LITERAL.matcher(sql)
                .replaceAll(found -> found.group().matches("'(\\d[-\\d :.]+|[%_].*|.*[%_])'")
                        ? Matcher.quoteReplacement(found.group())
                        : "'" + canary.text(40 + number[0]++) + "'");
    }

    private String system() {
        SystemTable table = one(systemTables);
        SystemTable other = one(systemTables);
        String column = column(table, null);
        String text = column(table, SqlTypeName.VARCHAR);
        String from = "sys." + name(table);
        return switch (pick(11)) {
            case 0, 1 -> "SELECT * FROM " + from;
            case 2 ->
                "SELECT x.*, y.* FROM " + from + " x JOIN " + from + " y ON x." + column + " = y." + column
                        + " LIMIT 40";
            case 3 ->
                "SELECT x." + text + ", y." + column(other, SqlTypeName.VARCHAR) + " FROM " + from + " x FULL JOIN sys."
                        + name(other) + " y ON x." + text + " = y." + column(other, SqlTypeName.VARCHAR) + " LIMIT 300";
            case 4 -> "SELECT " + column + ", COUNT(*) FROM " + from + " GROUP BY " + column;
            case 5 -> "SELECT MIN(" + column + "), MAX(" + column + "), MAX(" + text + ") FROM " + from;
            case 6 ->
                "SELECT " + text + " FROM " + from + " UNION ALL SELECT " + column(other, SqlTypeName.VARCHAR)
                        + " FROM sys." + name(other);
            case 7 -> "SELECT * FROM " + from + " WHERE " + text + " LIKE '%' OR " + text + " IS NULL OR 1 = 1";
            case 8 -> "SELECT (SELECT MAX(" + text + ") FROM " + from + "), k FROM p.a";
            case 9 ->
                "WITH w AS (SELECT " + text + " AS v FROM " + from
                        + ") SELECT w.v, a.s FROM w LEFT JOIN p.a a ON a.s = w.v" + " WHERE w.v IN (SELECT " + text
                        + " FROM " + from + ")";
            default ->
                "SELECT * FROM " + from + " WHERE " + text + " = '" + one(List.of("vault", "ledger", "p", "a", "beta"))
                        + "'";
        };
    }

    private static String name(SystemTable table) {
        return '"' + table.name() + '"';
    }

    private String column(SystemTable table, @Nullable SqlTypeName type) {
        List<RelDataTypeField> all = table.getRowType(TYPES).getFieldList();
        List<RelDataTypeField> fitting = all.stream()
                .filter(c -> type == null || c.getType().getSqlTypeName() == type)
                .toList();
        return '"' + one(fitting.isEmpty() ? all : fitting).getName() + '"';
    }

    private String broken(String sql) {
        int at = pick(sql.length());
        return switch (pick(6)) {
            case 0 -> sql.substring(0, at);
            case 1 -> sql.substring(at);
            case 2 -> sql.substring(0, at) + one(PIECES) + sql.substring(at);
            case 3 ->
                sql.replaceFirst(
                        "t\\d+\\.[knsdx]\\b",
                        one(List.of(
                                "t0.amount_due",
                                "vault.ledger.k",
                                "ledger.k",
                                "\"K\"",
                                "nothing",
                                "CAST(t0.s AS DOUBLE)",
                                "CAST(t0.k AS BIGINT)",
                                "CAST(t0.s AS TIMESTAMP)")));
            case 4 ->
                sql.replaceFirst(
                        "SELECT",
                        one(List.of(
                                "SELECT 1 / 0,",
                                "SELECT CAST(k AS BIGINT),",
                                "SELECT amount_due,",
                                "SELECT t0.*, k,",
                                "SELECT NO_FUNCTION(k),",
                                "INSERT INTO vault.ledger SELECT",
                                "SELECT CAST(d AS INTEGER),")));
            default -> sql.substring(0, at) + one(PIECES) + sql.substring(Math.min(sql.length(), at + pick(9)));
        };
    }

    private String composed() {
        String theirs = String.format(one(THEIRS), one(List.of("a", "b", "e")));
        String ours = String.format(one(TWINS), one(List.of("a", "b", "c", "e")));
        String own = one(List.of("p.a", "p.a", "p.b", "p.c"));
        return switch (pick(14)) {
            case 0 -> "SELECT * FROM " + theirs;
            case 1 -> "SELECT * FROM " + ours;
            case 2 -> "SELECT k, s FROM " + own + " UNION " + one(List.of("", "ALL ")) + "SELECT k, s FROM " + theirs;
            case 3 -> "SELECT * FROM " + own + " x WHERE EXISTS (SELECT 1 FROM " + theirs + " y WHERE y.k = x.k)";
            case 4 -> "SELECT x.k, (SELECT MAX(s) FROM " + ours + ") FROM " + own + " x";
            case 5 -> "WITH p AS (SELECT * FROM " + ours + ") SELECT * FROM p";
            case 6 ->
                "WITH ledger AS (SELECT * FROM " + own + ") SELECT l.*, m.s FROM ledger l JOIN ledger m ON l.k = m.k";
            case 7 ->
                "SELECT amount_due FROM " + own + one(List.of("", " ORDER BY amount_due", " GROUP BY amount_due"));
            case 8 -> "SELECT x.*, y.* FROM " + ours + " x, LATERAL (SELECT * FROM " + own + " z WHERE z.k = x.k) y";
            case 9 ->
                "SELECT SUM(n), MIN(d), MAX(x), AVG(d), MIN(event_time), MAX(event_id) FROM " + ours + " GROUP BY k";
            case 10 -> "TABLE " + theirs;
            case 11 -> "SELECT CURRENT_USER, USER, SESSION_USER, CURRENT_CATALOG, CURRENT_SCHEMA FROM " + own;
            case 12 -> "SELECT *, event_time_us, ingest_time FROM " + ours + " NATURAL JOIN " + own;
            default -> "(SELECT event_id, k FROM " + ours + ") EXCEPT (SELECT event_id, k FROM " + theirs + ")";
        };
    }
}
