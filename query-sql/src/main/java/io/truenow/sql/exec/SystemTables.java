package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.catalog.SystemTable.Column;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.IngestFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * The tables of schema {@code sys}: tables, columns, segments, statements, the audit of ingest. Rows are of the asking principal's tenant
 * only. In {@code sys.tables}, no {@code dedup_window_us} or {@code retention_us} means without end; {@code resident_bytes} are
 * {@code segment_bytes} and {@code dictionary_bytes}.
 */
final class SystemTables {

    private final HotTierReads reads;
    private final Function<Principal, Catalog> catalog;
    private final StatementRegistry registry;
    private final IngestFigures figures;
    private final IngestAuditTable ingestAudit;
    private final DeclaredTables declared;
    private final ColumnsTable columnsTable = new ColumnsTable();

    private static final String SEGMENTS =
            "namespace V, table V, shard L, partition L, segment L, sealed B, checkpointed B, rows L, chunks L, bytes L,"
                    + " min_event_time T, max_event_time T, min_event_time_us L, max_event_time_us L";

    SystemTables(
            HotTierReads reads,
            Function<Principal, Catalog> catalog,
            StatementRegistry registry,
            IngestFigures figures,
            DeclaredTables declared) {
        this.reads = reads;
        this.catalog = catalog;
        this.registry = registry;
        this.figures = figures;
        this.ingestAudit = new IngestAuditTable(reads, declared, figures);
        this.declared = declared;
    }

    List<SystemTable> all() {
        return List.of(
                new SystemTable(
                        "tables",
                        columns(
                                "namespace V, table V, table_id V, stored L, resident_rows L, resident_bytes L, dedup_bytes L,"
                                        + " segments L, segment_bytes L, dictionary_bytes L, shards L, dedup_window_us L, retention_us L,"
                                        + " logged L, duplicates L, conflicting L, late L, min_event_time T, max_event_time T,"
                                        + " min_event_time_us L, max_event_time_us L, watermark T, watermark_us L,"
                                        + " incomplete_before T, incomplete_before_us L, stopped V"),
                        this::tables),
                new SystemTable(
                        "columns",
                        columns(ColumnsTable.COLUMNS),
                        principal -> columnsTable.rows(catalog.apply(principal), resident(principal))),
                new SystemTable("segments", columns(SEGMENTS), this::segments),
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
                        case "B" -> SqlTypeName.BOOLEAN;
                        default -> SqlTypeName.TIMESTAMP;
                    }));
        }
        return columns;
    }

    private List<@Nullable Object[]> tables(Principal principal) {
        Map<UUID, TableInfo> resident = resident(principal);
        Map<UUID, TableSettings> settings = new HashMap<>();
        declared.tables(principal.tenant()).forEach(table -> settings.put(table.tableId(), table.settings()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.apply(principal).namespaces().values().forEach(tables -> tables.values()
                .forEach(table -> {
                    TableInfo info = resident.get(table.tableId());
                    rows.add(info == null ? emptyTable(table, settings.get(table.tableId())) : table(table, info));
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

    private @Nullable Object[] emptyTable(CatalogTable table, @Nullable TableSettings settings) {
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
            settings == null ? null : (Long) (long) settings.shards(),
            settings == null ? null : bounded(settings.dedupWindowMicros()),
            settings == null ? null : bounded(settings.retentionMicros()),
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
            settings == null ? null : partitionsStopped(table.tableId(), settings.shards())
        };
    }

    /** Why partitions of a table's shards are not read any further; null while all are. */
    private @Nullable String partitionsStopped(UUID tableId, int shards) {
        TreeMap<Integer, String> reasons = new TreeMap<>();
        for (int shard = 0; shard < shards; shard++) {
            int partition = Placement.partition(tableId, shard);
            String reason = figures.stopped(partition);
            if (reason != null) {
                reasons.put(partition, reason);
            }
        }
        return reasons.isEmpty() ? null : String.join(" ", reasons.values());
    }

    private static @Nullable Long bounded(long micros) {
        return micros == TableSettings.UNBOUNDED ? null : (Long) micros;
    }

    private @Nullable Object[] table(CatalogTable table, TableInfo info) {
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
            info.segmentBytes(),
            info.residentBytes() - info.segmentBytes(),
            (long) info.settings().shards(),
            bounded(info.settings().dedupWindowMicros()),
            bounded(info.settings().retentionMicros()),
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
            info.stopped().isEmpty()
                    ? partitionsStopped(table.tableId(), info.settings().shards())
                    : info.stopped()
        };
    }

    private static @Nullable Long known(long micros) {
        return micros == Long.MIN_VALUE ? null : (Long) micros;
    }

    private static @Nullable Long millis(@Nullable Long micros) {
        return micros == null ? null : (Long) Math.floorDiv(micros, 1_000L);
    }

    private List<@Nullable Object[]> segments(Principal principal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (SegmentFigures segment : reads.segments(principal)) {
            if (segment.ref().tenant().equals(principal.tenant())) {
                rows.add(new @Nullable Object[] {
                    segment.ref().namespace(),
                    segment.ref().table(),
                    (long) segment.shard(),
                    (long) segment.partition(),
                    segment.number(),
                    segment.sealed(),
                    segment.checkpointed(),
                    segment.rows(),
                    (long) segment.chunks(),
                    segment.bytes(),
                    millis(segment.minTimeMicros()),
                    millis(segment.maxTimeMicros()),
                    segment.minTimeMicros(),
                    segment.maxTimeMicros()
                });
            }
        }
        return rows;
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
