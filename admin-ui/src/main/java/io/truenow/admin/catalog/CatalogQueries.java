package io.truenow.admin.catalog;

import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the explorer asks the system tables. Thread-safe. */
public final class CatalogQueries {

    /** Most lines of one list. */
    public static final int MAX_LINES = 10_000;

    private final SqlRunner runner;

    /** Questions over a door to SQL. */
    public CatalogQueries(SqlRunner runner) {
        this.runner = runner;
    }

    /**
     * Lines, or why there are none.
     *
     * @param lines empty for a failure
     * @param cut whether there are more
     * @param failure null for lines
     */
    public record Answer<T>(
            List<T> lines, boolean cut, @Nullable SqlFailure failure) {}

    /** All tables that the caller may see. */
    public Answer<TableLine> tables() {
        return ask(CatalogSql.TABLES, CatalogQueries::table);
    }

    /** One table: one line, or none if there is no such table. */
    Answer<TableLine> table(Place place) {
        return ask(CatalogSql.table(place), CatalogQueries::table);
    }

    /** Columns of a table, in their order. */
    Answer<ColumnLine> columns(Place place) {
        return ask(CatalogSql.columns(place), CatalogQueries::column);
    }

    /** Segments of a table, in the order of shards and of the log. */
    Answer<SegmentLine> segments(Place place) {
        return ask(CatalogSql.segments(place), CatalogQueries::segment);
    }

    private <T> Answer<T> ask(String sql, Function<NamedCells, T> line) {
        ResultRows rows = runner.run(sql, MAX_LINES);
        return new Answer<>(NamedCells.of(rows).stream().map(line).toList(), rows.truncated(), rows.failure());
    }

    private static TableLine table(NamedCells cells) {
        return new TableLine(
                cells.text("table_namespace"),
                cells.text("table_name"),
                new TableLine.Bytes(
                        cells.number("resident_bytes"),
                        cells.number("segment_bytes"),
                        cells.number("dictionary_bytes"),
                        cells.number("dedup_bytes")),
                new TableLine.Times(
                        cells.number("min_time_us"),
                        cells.number("max_time_us"),
                        cells.number("watermark_us"),
                        cells.number("incomplete_before_us")),
                new TableLine.Counts(
                        cells.number("stored"),
                        cells.number("logged"),
                        cells.number("duplicates"),
                        cells.number("conflicting"),
                        cells.number("late"),
                        cells.number("resident_rows"),
                        cells.number("segments")),
                new TableLine.Settings(
                        cells.number("shards"), cells.number("dedup_window_us"), cells.number("retention_us")),
                cells.text("stopped"));
    }

    private static ColumnLine column(NamedCells cells) {
        return new ColumnLine(
                cells.text("column_name"),
                cells.text("role"),
                cells.text("type"),
                cells.number("non_null"),
                cells.number("nulls"),
                cells.number("distinct_values"),
                cells.flag("distinct_exact"),
                cells.known("min_value"),
                cells.known("max_value"),
                cells.flag("extremes_exact"),
                cells.number("bytes"));
    }

    private static SegmentLine segment(NamedCells cells) {
        return new SegmentLine(
                cells.number("shard"),
                cells.number("segment"),
                cells.flag("sealed"),
                cells.flag("checkpointed"),
                cells.number("row_count"),
                cells.number("chunks"),
                cells.number("bytes"),
                cells.number("min_time_us"),
                cells.number("max_time_us"));
    }
}
