package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.catalog.SystemTable.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/** The tables of schema {@code sys}: tables, columns, statements, the audit of ingest. Rows are of the asking principal's tenant only. */
final class SystemTables {

    private final HotTierReads reads;
    private final Function<Principal, Catalog> catalog;
    private final StatementRegistry registry;
    private final IngestAuditTable ingestAudit;

    SystemTables(
            HotTierReads reads,
            Function<Principal, Catalog> catalog,
            StatementRegistry registry,
            IngestAuditTable ingestAudit) {
        this.reads = reads;
        this.catalog = catalog;
        this.registry = registry;
        this.ingestAudit = ingestAudit;
    }

    List<SystemTable> all() {
        return List.of(
                new SystemTable(
                        "tables",
                        columns(
                                "namespace V, table V, table_id V, stored L, resident_rows L, resident_bytes L, dedup_bytes L,"
                                        + " segments L, logged L, duplicates L, conflicting L, late L, min_event_time T, max_event_time T,"
                                        + " min_event_time_us L, max_event_time_us L, watermark T, watermark_us L,"
                                        + " incomplete_before T, incomplete_before_us L, stopped V"),
                        this::tables),
                new SystemTable(
                        "columns",
                        columns(
                                "namespace V, table V, column V, type V, role V, field V, position L, non_null L, distinct_values L"),
                        this::columns),
                new SystemTable(
                        "statements",
                        columns(
                                "id L, user V, state V, started T, elapsed_us L, rows_returned L, rows_scanned L, rows_out L,"
                                        + " segments_scanned L, segments_pruned L, incomplete_before_us L, sql V"),
                        this::statements),
                new SystemTable("ingest_audit", columns(IngestAuditTable.COLUMNS), ingestAudit::rows));
    }

    private static List<Column> columns(String words) {
        List<Column> columns = new ArrayList<>();
        for (String word : words.split(", ?")) {
            int blank = word.strip().indexOf(' ');
            String type = word.strip().substring(blank + 1);
            columns.add(new Column(
                    word.strip().substring(0, blank),
                    switch (type) {
                        case "V" -> SqlTypeName.VARCHAR;
                        case "L" -> SqlTypeName.BIGINT;
                        default -> SqlTypeName.TIMESTAMP;
                    }));
        }
        return columns;
    }

    private List<@Nullable Object[]> tables(Principal principal) {
        Map<UUID, TableInfo> resident = resident(principal);
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.apply(principal).namespaces().values().forEach(tables -> tables.values()
                .forEach(table -> {
                    TableInfo info = resident.get(table.tableId());
                    rows.add(info == null ? emptyTable(table) : table(table, info));
                }));
        return rows;
    }

    private Map<UUID, TableInfo> resident(Principal principal) {
        Map<UUID, TableInfo> byId = new HashMap<>();
        for (TableInfo info : reads.tables(principal)) {
            if (info.ref().tenant().equals(principal.tenant())) {
                byId.put(info.tableId(), info);
            }
        }
        return byId;
    }

    private static @Nullable Object[] emptyTable(CatalogTable table) {
        return new @Nullable Object[] {
            table.ref().namespace(),
            table.ref().table(),
            table.tableId().toString(),
            0L,
            0L,
            0L,
            0L,
            0L,
            0L,
            0L,
            0L,
            0L,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null
        };
    }

    private static @Nullable Object[] table(CatalogTable table, TableInfo info) {
        Long min = info.minTimeMicros() == Long.MAX_VALUE ? null : (Long) info.minTimeMicros();
        Long max = known(info.maxTimeMicros());
        Long watermark = known(info.watermarkMicros());
        Long incomplete = known(info.incompleteBeforeMicros());
        return new @Nullable Object[] {
            table.ref().namespace(),
            table.ref().table(),
            table.tableId().toString(),
            info.stored(),
            info.residentRows(),
            info.residentBytes(),
            info.dedupBytes(),
            (long) info.segments(),
            info.logged(),
            info.duplicates(),
            info.conflicting(),
            info.late(),
            millis(min),
            millis(max),
            min,
            max,
            millis(watermark),
            watermark,
            millis(incomplete),
            incomplete,
            info.stopped().isEmpty() ? null : info.stopped()
        };
    }

    private static @Nullable Long known(long micros) {
        return micros == Long.MIN_VALUE ? null : (Long) micros;
    }

    private static @Nullable Long millis(@Nullable Long micros) {
        return micros == null ? null : (Long) Math.floorDiv(micros, 1_000L);
    }

    private List<@Nullable Object[]> columns(Principal principal) {
        Map<UUID, TableInfo> resident = resident(principal);
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.apply(principal).namespaces().values().forEach(tables -> tables.values()
                .forEach(table -> {
                    for (int i = 0; i < table.columns().size(); i++) {
                        rows.add(column(table, i, resident.get(table.tableId())));
                    }
                }));
        return rows;
    }

    private static @Nullable Object[] column(CatalogTable table, int index, @Nullable TableInfo info) {
        CatalogColumn column = table.columns().get(index);
        String role = "built-in";
        String field = column.name();
        Long nonNull = info == null ? (Long) 0L : (Long) info.residentRows();
        Long distinct = null;
        if (column.field() instanceof io.truenow.hottier.read.Field.Column own) {
            role = own.role().name().toLowerCase(java.util.Locale.ROOT);
            field = own.name();
            nonNull = 0L;
            for (TableInfo.Column figures : info == null ? List.<TableInfo.Column>of() : info.columns()) {
                if (figures.spec().role() == own.role() && figures.spec().name().equals(own.name())) {
                    nonNull = figures.nonNull();
                    distinct = figures.distinct() < 0 ? null : (Long) figures.distinct();
                }
            }
        }
        String type =
                switch (column.kind()) {
                    case TEXT -> "VARCHAR";
                    case DOUBLE -> "DOUBLE";
                    case MICROS -> "BIGINT";
                    case TIME -> "TIMESTAMP";
                };
        return new @Nullable Object[] {
            table.ref().namespace(),
            table.ref().table(),
            column.name(),
            type,
            role,
            field,
            index + 1L,
            nonNull,
            distinct
        };
    }

    private List<@Nullable Object[]> statements(Principal principal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (RunningStatement s : registry.of(principal)) {
            rows.add(new @Nullable Object[] {
                s.id(),
                s.principal().name(),
                s.state().name().toLowerCase(java.util.Locale.ROOT),
                Math.floorDiv(s.startedMicros(), 1_000L),
                s.elapsedMicros(),
                s.rows(),
                s.statistics().rowsScanned(),
                s.statistics().rowsOut(),
                s.statistics().segmentsScanned(),
                s.statistics().segmentsPruned(),
                known(s.statistics().incompleteBeforeMicros()),
                s.sql()
            });
        }
        return rows;
    }
}
