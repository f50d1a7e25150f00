package io.truenow.sql.form;

import io.truenow.sql.exec.SqlColumn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Names of an answer's columns where each must be another one: a name that was there before gets {@code _2}, {@code _3} … */
final class ColumnLabels {

    private ColumnLabels() {}

    static List<String> of(List<SqlColumn> columns) {
        Set<String> given = new HashSet<>();
        columns.forEach(column -> given.add(column.name()));
        Set<String> used = new HashSet<>();
        List<String> labels = new ArrayList<>(columns.size());
        for (SqlColumn column : columns) {
            String label = column.name();
            for (int i = 2; !used.add(label); i++) {
                String next = column.name() + "_" + i;
                label = given.contains(next) ? label : next;
            }
            labels.add(label);
        }
        return labels;
    }
}
