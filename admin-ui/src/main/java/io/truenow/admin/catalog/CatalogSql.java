package io.truenow.admin.catalog;

import io.truenow.admin.format.SqlNames;

/** Statements of the explorer; a person can copy each. Names and texts are quoted, whatever they hold. Thread-safe. */
public final class CatalogSql {

    private static final String TABLE_FIGURES = """
            SELECT "namespace" AS table_namespace, "table" AS table_name, stored, logged, duplicates, conflicting, late,
                   resident_rows, resident_bytes, segment_bytes, dictionary_bytes, dedup_bytes, segments, shards,
                   min_event_time_us AS min_time_us, max_event_time_us AS max_time_us, watermark_us,
                   incomplete_before_us, dedup_window_us, retention_us, stopped
            FROM sys.tables""";

    /** All tables with their figures. */
    public static final String TABLES = TABLE_FIGURES + "\nORDER BY 1, 2";

    /** Rows of the list of top values. */
    static final int TOP = 20;

    private CatalogSql() {}

    static String table(Place place) {
        return TABLE_FIGURES + where(place);
    }

    static String columns(Place place) {
        return """
                SELECT "column" AS column_name, "role", "type", non_null, nulls, distinct_values, distinct_exact,
                       min_value, max_value, extremes_exact, bytes
                FROM sys.columns""" + where(place) + "\nORDER BY \"position\"";
    }

    static String segments(Place place) {
        return """
                SELECT shard, segment, sealed, checkpointed, "rows" AS row_count, chunks, bytes,
                       min_event_time_us AS min_time_us, max_event_time_us AS max_time_us
                FROM sys.segments""" + where(place) + "\nORDER BY shard, segment";
    }

    /** The newest events of a table. */
    static String newest(Place place) {
        return "SELECT *\nFROM " + name(place) + "\nORDER BY event_time_us DESC\nLIMIT 100";
    }

    /** Exact figures of a column, by reading all rows. */
    static String exact(Place place) {
        String column = SqlNames.identifier(place.column());
        return "SELECT COUNT(*) AS all_rows, COUNT(" + column + ") AS non_null, COUNT(DISTINCT " + column
                + ") AS distinct_values,\n       MIN(" + column + ") AS min_value, MAX(" + column
                + ") AS max_value\nFROM "
                + name(place);
    }

    /** The most frequent values of a column, by reading all rows. */
    static String top(Place place) {
        String column = SqlNames.identifier(place.column());
        return "SELECT " + column + " AS top_value, COUNT(*) AS row_count\nFROM " + name(place) + "\nGROUP BY " + column
                + "\nORDER BY 2 DESC, 1\nLIMIT " + TOP;
    }

    private static String name(Place place) {
        return SqlNames.table(place.namespace(), place.table());
    }

    private static String where(Place place) {
        return "\nWHERE \"namespace\" = " + SqlNames.literal(place.namespace()) + " AND \"table\" = "
                + SqlNames.literal(place.table());
    }
}
