package io.truenow.events.catalog;

/** A column of a table. A dimension and a metric may share a name, so the key of a column is (role, name). */
public record ColumnSpec(ColumnRole role, String name, ColumnType type) {

    /** A dimension of text. */
    public static ColumnSpec dimension(String name) {
        return new ColumnSpec(ColumnRole.DIMENSION, name, ColumnType.STRING);
    }

    /** A metric of doubles. */
    public static ColumnSpec metric(String name) {
        return new ColumnSpec(ColumnRole.METRIC, name, ColumnType.DOUBLE);
    }
}
