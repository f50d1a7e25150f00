package io.truenow.admin.catalog;

import io.truenow.admin.format.SqlNames;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import java.util.List;

/** What the tables screen asks the system tables. Thread-safe. */
public final class CatalogQueries {

    /** All tables with their figures. */
    public static final String TABLES_SQL = """
            SELECT "namespace" AS table_namespace, "table" AS table_name, stored, logged, duplicates, conflicting, late,
                   resident_rows, resident_bytes, segments, min_event_time_us AS min_time_us,
                   max_event_time_us AS max_time_us, watermark_us, incomplete_before_us, stopped
            FROM sys.tables
            ORDER BY 1, 2""";

    private static final int MAX_TABLES = 10_000;
    private static final int MAX_COLUMNS = 10_000;

    private final SqlRunner runner;

    /** Questions over a door to SQL. */
    public CatalogQueries(SqlRunner runner) {
        this.runner = runner;
    }

    /**
     * Lines, or why there are none.
     *
     * @param lines empty for a failure
     * @param failure null for lines
     */
    public record Answer<T>(
            List<T> lines,
            @org.jspecify.annotations.Nullable SqlFailure failure) {}

    /** All tables that the caller may see. */
    public Answer<TableLine> tables() {
        ResultRows rows = runner.run(TABLES_SQL, MAX_TABLES);
        return new Answer<>(
                NamedCells.of(rows).stream().map(CatalogQueries::table).toList(), rows.failure());
    }

    /** Columns of a table, in their order. */
    public Answer<ColumnLine> columns(String namespace, String table) {
        ResultRows rows = runner.run(columnsSql(namespace, table), MAX_COLUMNS);
        return new Answer<>(
                NamedCells.of(rows).stream().map(CatalogQueries::column).toList(), rows.failure());
    }

    /** Statement that gives the columns of a table. */
    public static String columnsSql(String namespace, String table) {
        return "SELECT \"column\" AS column_name, \"role\", \"type\", non_null, distinct_values\nFROM sys.columns\nWHERE \"namespace\" = "
                + SqlNames.literal(namespace) + " AND \"table\" = " + SqlNames.literal(table)
                + "\nORDER BY \"position\"";
    }

    /** Statement that gives the newest events of a table. */
    public static String newestSql(String namespace, String table) {
        return "SELECT *\nFROM " + SqlNames.table(namespace, table) + "\nORDER BY event_time_us DESC\nLIMIT 100";
    }

    private static TableLine table(NamedCells cells) {
        return new TableLine(
                cells.text("table_namespace"),
                cells.text("table_name"),
                cells.number("stored"),
                cells.number("logged"),
                cells.number("duplicates"),
                cells.number("conflicting"),
                cells.number("late"),
                cells.number("resident_rows"),
                cells.number("resident_bytes"),
                cells.number("segments"),
                cells.number("min_time_us"),
                cells.number("max_time_us"),
                cells.number("watermark_us"),
                cells.number("incomplete_before_us"),
                stopped(cells.text("stopped")));
    }

    /** The system table may hold a truth value or a reason. */
    static String stopped(String cell) {
        return cell.equalsIgnoreCase("false")
                ? ""
                : cell.equalsIgnoreCase("true") ? "The server gives no reason." : cell;
    }

    private static ColumnLine column(NamedCells cells) {
        return new ColumnLine(
                cells.text("column_name"),
                cells.text("role"),
                cells.text("type"),
                cells.number("non_null"),
                cells.number("distinct_values"));
    }
}
