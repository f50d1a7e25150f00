package io.truenow.sql.catalog;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.hottier.read.Field;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * SQL columns of a table: the built-in ones, then dimensions, then metrics, each in the order of the log.
 *
 * <p>A field with a built-in name, or one that begins with {@code _}, shows as {@code dim_NAME} or {@code metric_NAME}; a metric
 * with a dimension's name shows as {@code NAME_metric}. A moment is there twice, cut to milliseconds and, as {@code NAME_us}, in
 * microseconds. A name that is still taken gets a number.
 */
final class ColumnNames {

    private static final List<CatalogColumn> BUILT_IN = List.of(
            new CatalogColumn("event_id", CatalogColumn.Kind.TEXT, Field.BuiltIn.EVENT_ID, false),
            new CatalogColumn("event_time", CatalogColumn.Kind.TIME, Field.BuiltIn.EVENT_TIME, false),
            new CatalogColumn("event_time_us", CatalogColumn.Kind.MICROS, Field.BuiltIn.EVENT_TIME, false),
            new CatalogColumn("ingest_time", CatalogColumn.Kind.TIME, Field.BuiltIn.INGEST_TIME, false));

    private ColumnNames() {}

    static List<CatalogColumn> columns(List<ColumnSpec> specs) {
        List<CatalogColumn> columns = new ArrayList<>(BUILT_IN);
        Set<String> taken = new HashSet<>();
        BUILT_IN.forEach(c -> taken.add(c.name()));
        for (ColumnSpec spec : specs) {
            if (spec.role() == ColumnRole.DIMENSION) {
                columns.add(column(spec, free(plain(spec, "dim_"), taken)));
            }
        }
        for (ColumnSpec spec : specs) {
            if (spec.role() == ColumnRole.METRIC) {
                String name = plain(spec, "metric_");
                CatalogColumn column = column(spec, free(taken.contains(name) ? name + "_metric" : name, taken));
                columns.add(column);
                if (column.kind() == CatalogColumn.Kind.TIME) {
                    columns.add(new CatalogColumn(
                            free(column.name() + "_us", taken), CatalogColumn.Kind.MICROS, column.field(), true));
                }
            }
        }
        return List.copyOf(columns);
    }

    private static CatalogColumn column(ColumnSpec spec, String name) {
        CatalogColumn.Kind kind =
                switch (spec.type()) {
                    case STRING, JSON -> CatalogColumn.Kind.TEXT;
                    case BOOLEAN -> CatalogColumn.Kind.BOOLEAN;
                    case DOUBLE -> CatalogColumn.Kind.DOUBLE;
                    case LONG -> CatalogColumn.Kind.LONG;
                    case TIMESTAMP -> CatalogColumn.Kind.TIME;
                };
        return new CatalogColumn(name, kind, Field.of(spec), true);
    }

    private static String plain(ColumnSpec spec, String prefix) {
        String name = spec.name();
        boolean builtIn = BUILT_IN.stream().anyMatch(c -> c.name().equals(name.toLowerCase(Locale.ROOT)));
        return builtIn || name.startsWith("_") ? prefix + name : name;
    }

    private static String free(String name, Set<String> taken) {
        String free = name;
        for (int i = 2; !taken.add(free); i++) {
            free = name + "_" + i;
        }
        return free;
    }
}
