package io.truenow.bench.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A statement with its answer, as it was computed without SQL.
 *
 * @param sql text; {@code %s} stands for the table
 * @param rows one text a row, in the order of texts
 * @param check number of rows plus the sum of all values of type DOUBLE: what is held against each answer while time is taken
 */
record Asked(String sql, List<String> rows, double check) {

    /** Copies the list. */
    Asked {
        rows = List.copyOf(rows);
    }

    /** A statement over groups: their keys, parts of a key divided by {@code |}, with their values. */
    static Asked of(String sql, Map<String, Object[]> groups) {
        List<String> rows = new ArrayList<>();
        double check = groups.size();
        for (Map.Entry<String, Object[]> group : groups.entrySet()) {
            StringBuilder row = new StringBuilder(group.getKey().isEmpty() ? "" : group.getKey() + "|");
            for (Object value : group.getValue()) {
                row.append(text(value)).append('|');
                check += value instanceof Double d ? d : 0;
            }
            rows.add(row.toString());
        }
        rows.sort(null);
        return new Asked(sql, rows, check);
    }

    /** Whether an answer's check fits; additions may have been done in another order. */
    boolean fits(double found) {
        return Math.abs(found - check) <= 1e-9 * Math.max(1, Math.abs(check));
    }

    /** A value as a text: numbers to a millionth. */
    static String text(Object value) {
        return value instanceof Double d ? Double.toString(Math.rint(d * 1e6) / 1e6) : value.toString();
    }
}
