package io.truenow.events.catalog;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A column of a table. A dimension and a metric may share a name, so the key of a column is (role, name). */
public record ColumnSpec(ColumnRole role, String name, ColumnType type) {

    /** What tells a column from the others of its table. */
    public record Key(ColumnRole role, String name) {}

    /** The column's key. */
    public Key key() {
        return new Key(role, name);
    }

    /** Columns with others behind them; one that is among both has the type that holds the values of both. */
    public static List<ColumnSpec> widened(List<ColumnSpec> present, List<ColumnSpec> added) {
        Map<Key, ColumnSpec> columns = new LinkedHashMap<>();
        present.forEach(column -> columns.put(column.key(), column));
        for (ColumnSpec column : added) {
            columns.merge(
                    column.key(),
                    column,
                    (a, b) -> new ColumnSpec(a.role(), a.name(), ColumnType.widest(a.type(), b.type())));
        }
        return List.copyOf(columns.values());
    }

    /** A dimension of text. */
    public static ColumnSpec dimension(String name) {
        return new ColumnSpec(ColumnRole.DIMENSION, name, ColumnType.STRING);
    }

    /** A metric of doubles. */
    public static ColumnSpec metric(String name) {
        return new ColumnSpec(ColumnRole.METRIC, name, ColumnType.DOUBLE);
    }
}
