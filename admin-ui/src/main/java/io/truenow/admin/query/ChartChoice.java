package io.truenow.admin.query;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of an answer becomes a chart: over time a line, over names bars. The first time column is the axis, else the first column;
 * numbers beside it are series.
 *
 * @param line whether it is a line over time; else bars
 * @param axis name of the axis column
 * @param points one for each row
 * @param series names of the series
 * @param note what the chart leaves out; empty if nothing
 */
record ChartChoice(boolean line, String axis, List<Point> points, List<String> series, String note) {

    /** Most points of a line. */
    static final int MAX_POINTS = 2_000;

    /** Most bars. */
    static final int MAX_BARS = 60;

    /** Most series; there are no more colours that everybody can tell apart. */
    static final int MAX_SERIES = 4;

    /**
     * One row.
     *
     * @param label text of the axis
     * @param millis time of the axis, 0 for bars
     * @param values one for each series, null where the row has none
     */
    record Point(String label, double millis, List<@Nullable Double> values) {}

    /** The chart of an answer, or null if none of its columns can be drawn. */
    static @Nullable ChartChoice of(ResultRows rows) {
        List<ResultColumn> columns = rows.columns();
        int axis = axis(columns);
        boolean line = axis >= 0 && isTime(columns.get(axis));
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (i != axis && columns.get(i).number() && !isMicros(columns.get(i))) {
                numbers.add(i);
            }
        }
        if (axis < 0 || numbers.isEmpty() || rows.rows().isEmpty()) {
            return null;
        }
        List<Integer> drawn = numbers.subList(0, Math.min(MAX_SERIES, numbers.size()));
        int limit = line ? MAX_POINTS : MAX_BARS;
        List<Point> points = rows.rows().stream()
                .filter(row -> row[axis] != null || !line)
                .map(row -> point(row, axis, drawn, line))
                .limit(limit)
                .sorted(Comparator.comparingDouble(Point::millis))
                .toList();
        return new ChartChoice(
                line,
                columns.get(axis).name(),
                points,
                drawn.stream().map(i -> columns.get(i).name()).toList(),
                note(rows, limit, numbers.size() - drawn.size()));
    }

    private static int axis(List<ResultColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (isTime(columns.get(i))) {
                return i;
            }
        }
        for (int i = 0; i < columns.size(); i++) {
            if (!columns.get(i).number()) {
                return i;
            }
        }
        return columns.size() > 1 ? 0 : -1;
    }

    private static boolean isTime(ResultColumn column) {
        return column.type().startsWith("TIMESTAMP") || isMicros(column);
    }

    private static boolean isMicros(ResultColumn column) {
        return column.type().equals("BIGINT") && column.name().endsWith("_us");
    }

    private static Point point(@Nullable Object[] row, int axis, List<Integer> drawn, boolean line) {
        Object at = row[axis];
        List<@Nullable Double> values = new ArrayList<>();
        for (int i : drawn) {
            values.add(row[i] instanceof Number number ? (Double) number.doubleValue() : decimal(row[i]));
        }
        return new Point(ResultGrid.text(at), line ? millis(at) : 0, values);
    }

    /** Decimals come as text, so that none of their digits is lost. */
    private static @Nullable Double decimal(@Nullable Object cell) {
        try {
            return cell == null ? null : Double.valueOf(cell.toString());
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static double millis(@Nullable Object at) {
        if (at instanceof Number micros) {
            return micros.doubleValue() / 1_000;
        }
        try {
            return Instant.parse(String.valueOf(at)).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static String note(ResultRows rows, int limit, int seriesLeftOut) {
        List<String> parts = new ArrayList<>();
        if (rows.rows().size() > limit) {
            parts.add("the chart shows the first " + limit + " rows of "
                    + io.truenow.admin.format.FigureText.grouped(rows.rows().size()));
        } else if (rows.truncated()) {
            parts.add("the answer was cut, and the chart with it");
        }
        if (seriesLeftOut > 0) {
            parts.add(seriesLeftOut + (seriesLeftOut == 1 ? " number column is" : " number columns are")
                    + " left out, there is room for " + MAX_SERIES);
        }
        return String.join("; ", parts);
    }
}
