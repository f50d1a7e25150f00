package io.truenow.launcher.sql;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/**
 * Offers words of SQL, tables and columns. The catalogue is asked for when it is first wanted, and again when it is older than some
 * seconds. Used by the shell's thread.
 */
final class ShellCompleter implements Completer {

    private static final long MAX_AGE_NANOS = 10_000_000_000L;
    private static final List<String> WORDS = List.of(
            "SELECT",
            "FROM",
            "WHERE",
            "GROUP BY",
            "ORDER BY",
            "HAVING",
            "LIMIT",
            "OFFSET",
            "DISTINCT",
            "AS",
            "AND",
            "OR",
            "NOT",
            "IN",
            "LIKE",
            "BETWEEN",
            "IS NULL",
            "IS NOT NULL",
            "CASE WHEN",
            "THEN",
            "ELSE",
            "END",
            "JOIN",
            "ON",
            "UNION ALL",
            "EXPLAIN",
            "EXPLAIN ANALYZE",
            "ASC",
            "DESC",
            "COUNT(*)",
            "SUM(",
            "AVG(",
            "MIN(",
            "MAX(",
            "COUNT(DISTINCT",
            "APPROX_COUNT_DISTINCT(",
            "APPROX_PERCENTILE(",
            "TIME_BUCKET(",
            "TIMESTAMP",
            "INTERVAL",
            "CURRENT_TIMESTAMP",
            "EXTRACT(",
            "CAST(",
            "COALESCE(",
            "UPPER(",
            "LOWER(");

    private final Supplier<List<TableColumn>> catalog;
    private List<TableColumn> columns = List.of();
    private long asked;
    private boolean ever;

    /** A column of a table, as {@code sys.columns} names them. */
    record TableColumn(String namespace, String table, String column, String type) {}

    /** @param catalog the columns of all tables; empty if they cannot be had */
    ShellCompleter(Supplier<List<TableColumn>> catalog) {
        this.catalog = catalog;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        String text = line.line();
        if (text.startsWith("\\")) {
            ShellCommand.all().forEach(command -> candidates.add(candidate(command.word(), command.what(), "command")));
            return;
        }
        refresh();
        Set<String> seen = new LinkedHashSet<>();
        String before = text.toLowerCase(Locale.ROOT);
        for (TableColumn column : columns) {
            String table = quoted(column.namespace()) + "." + quoted(column.table());
            if (seen.add(table)) {
                candidates.add(candidate(table, "table", "tables"));
            }
            // Columns of a table that the statement names come first.
            boolean near = before.contains(table.toLowerCase(Locale.ROOT));
            if (seen.add(quoted(column.column()))) {
                candidates.add(candidate(
                        quoted(column.column()), column.type(), near ? "columns" : "columns of other tables"));
            }
        }
        WORDS.forEach(word -> candidates.add(candidate(word, "", "words")));
    }

    private void refresh() {
        if (!ever || System.nanoTime() - asked > MAX_AGE_NANOS) {
            ever = true;
            asked = System.nanoTime();
            List<TableColumn> fresh = catalog.get();
            columns = fresh.isEmpty() ? columns : fresh;
        }
    }

    private static Candidate candidate(String word, String what, String group) {
        return new Candidate(word, word, group, what.isEmpty() ? null : what, null, null, !word.endsWith("("));
    }

    private static String quoted(String name) {
        return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
    }
}
