package io.truenow.admin.catalog;

import io.truenow.admin.port.ResultRows;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row whose cells are found by the name of their column, whatever its case. */
public record NamedCells(
        Map<String, Integer> positions, @Nullable Object[] cells) {

    /** The rows of an answer. */
    public static List<NamedCells> of(ResultRows rows) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < rows.columns().size(); i++) {
            positions.put(rows.columns().get(i).name().toLowerCase(Locale.ROOT), i);
        }
        return rows.rows().stream().map(row -> new NamedCells(positions, row)).toList();
    }

    /** Text of a cell; empty for NULL or a column that is not there. */
    public String text(String column) {
        Object cell = cell(column);
        return cell == null ? "" : cell.toString();
    }

    /** Text of a cell; null for NULL or a column that is not there. */
    @Nullable
    public String known(String column) {
        Object cell = cell(column);
        return cell == null ? null : cell.toString();
    }

    /** Whole number of a cell; null for NULL or a column that is not there. */
    @Nullable
    public Long number(String column) {
        return cell(column) instanceof Number number ? (Long) number.longValue() : null;
    }

    /** Whether a cell is true. */
    public boolean flag(String column) {
        return Boolean.TRUE.equals(cell(column));
    }

    private @Nullable Object cell(String column) {
        Integer position = positions.get(column);
        return position == null ? null : cells[position];
    }
}
