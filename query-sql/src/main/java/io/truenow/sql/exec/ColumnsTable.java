package io.truenow.sql.exec;

import io.truenow.events.catalog.ColumnType;
import io.truenow.events.time.TimeText;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * {@code sys.columns}: what is known of each column without reading a row, over the rows in memory.
 *
 * <p>{@code distinct_values} counts the texts of the dictionaries; {@code distinct_exact} says whether that is the number of distinct
 * values or an upper bound (rows were evicted, or several dictionaries may hold the same text). {@code min_value} and {@code max_value}
 * are text; {@code extremes_exact} is false where evicted rows may have had them. What is not known without reading rows is NULL, as
 * the figures of {@code event_id} are. {@code bytes} of {@code event_time_us} are 0, since it is another look at {@code event_time};
 * those of {@code ingest_time} are of all that says where a row comes from.
 */
final class ColumnsTable {

    static final String COLUMNS =
            "namespace V, table V, column V, type V, role V, field V, position L, non_null L, nulls L, distinct_values L,"
                    + " distinct_exact B, min_value V, max_value V, extremes_exact B, bytes L";

    /** Doubles up to this are written as whole numbers where they are. */
    private static final double WHOLE = 1e15;

    List<@Nullable Object[]> rows(Catalog catalog, Map<UUID, TableInfo> resident) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.namespaces().values().forEach(tables -> tables.values().forEach(table -> {
            TableInfo info = resident.get(table.tableId());
            for (int i = 0; i < table.columns().size(); i++) {
                CatalogColumn column = table.columns().get(i);
                Figures figures = column.field() instanceof Field.Column own
                        ? ofField(own, info)
                        : builtIn(column, (Field.BuiltIn) column.field(), info);
                rows.add(row(table, column, i, info == null ? 0 : info.residentRows(), figures));
            }
        }));
        return rows;
    }

    private record Figures(
            long nonNull,
            @Nullable Long distinct,
            @Nullable Boolean distinctExact,
            @Nullable String min,
            @Nullable String max,
            @Nullable Boolean extremesExact,
            @Nullable Long bytes) {

        static final Figures NONE = new Figures(0, 0L, true, null, null, true, 0L);
    }

    private static Figures ofField(Field.Column field, @Nullable TableInfo info) {
        for (TableInfo.Column known : info == null ? List.<TableInfo.Column>of() : info.columns()) {
            if (known.spec().role() == field.role() && known.spec().name().equals(field.name())) {
                boolean counted = known.distinct() >= 0;
                return new Figures(
                        known.nonNull(),
                        counted ? (Long) known.distinct() : null,
                        counted ? (Boolean) known.distinctExact() : null,
                        text(known.spec().type(), known.min()),
                        text(known.spec().type(), known.max()),
                        known.extremesExact(),
                        known.bytes());
            }
        }
        return Figures.NONE;
    }

    private static Figures builtIn(CatalogColumn column, Field.BuiltIn field, @Nullable TableInfo info) {
        if (info == null || info.residentRows() == 0) {
            return Figures.NONE;
        }
        long rows = info.residentRows();
        boolean micros = column.kind() == CatalogColumn.Kind.MICROS;
        return switch (field) {
            case EVENT_TIME ->
                new Figures(
                        rows,
                        null,
                        null,
                        time(info.minTimeMicros(), micros),
                        time(info.maxTimeMicros(), micros),
                        true,
                        micros ? 0L : info.builtIn().times());
            case EVENT_ID ->
                new Figures(rows, null, null, null, null, null, info.builtIn().ids());
            case INGEST_TIME ->
                new Figures(rows, null, null, null, null, null, info.builtIn().origins());
            default -> new Figures(rows, null, null, null, null, null, null);
        };
    }

    private static String time(long timeMicros, boolean micros) {
        return micros ? String.valueOf(timeMicros) : TimeText.toIso(timeMicros);
    }

    private static @Nullable String text(ColumnType type, @Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Long micros when type == ColumnType.TIMESTAMP -> TimeText.toIso(micros);
            case Double number
            when number == Math.rint(number) && Math.abs(number) < WHOLE -> String.valueOf(number.longValue());
            default -> value.toString();
        };
    }

    private static @Nullable Object[] row(
            CatalogTable table, CatalogColumn column, int index, long rows, Figures figures) {
        String type =
                switch (column.kind()) {
                    case TEXT -> "VARCHAR";
                    case BOOLEAN -> "BOOLEAN";
                    case DOUBLE -> "DOUBLE";
                    case LONG, MICROS -> "BIGINT";
                    case TIME -> "TIMESTAMP";
                };
        boolean own = column.field() instanceof Field.Column;
        return new @Nullable Object[] {
            table.ref().namespace(),
            table.ref().table(),
            column.name(),
            type,
            column.field() instanceof Field.Column field ? field.role().name().toLowerCase(Locale.ROOT) : "built-in",
            own ? ((Field.Column) column.field()).name() : column.name(),
            index + 1L,
            figures.nonNull(),
            rows - figures.nonNull(),
            figures.distinct(),
            figures.distinctExact(),
            figures.min(),
            figures.max(),
            figures.extremesExact(),
            figures.bytes()
        };
    }
}
