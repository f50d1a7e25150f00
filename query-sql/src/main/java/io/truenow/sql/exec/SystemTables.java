package io.truenow.sql.exec;

import static io.truenow.sql.exec.SystemColumns.known;
import static io.truenow.sql.exec.SystemColumns.millis;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.Placement;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.catalog.SystemTable;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.ServerFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The tables of schema {@code sys}. Rows are of the asking principal's tenant only; those of the whole server are for who may see it
 * ({@link ServerTables}). {@code sys.statements} is the older name of {@code sys.queries}. In {@code sys.tables}, no {@code dedup_window_us} or {@code retention_us} means without end; {@code resident_bytes} are
 * {@code segment_bytes} and {@code dictionary_bytes}.
 */
final class SystemTables {

    private final HotTierReads reads;
    private final Function<Principal, Catalog> catalog;
    private final SessionTables sessions;
    private final ShardTables shards;
    private final ServerTables server;
    private final StoppedPartitions stopped;
    private final IngestAuditTable ingestAudit;
    private final DeclaredTables declared;
    private final ColumnsTable columnsTable = new ColumnsTable();

    private static final String SEGMENTS =
            "namespace V, table V, shard L, partition L, segment L, sealed B, checkpointed B, rows L, chunks L, bytes L,"
                    + " min_event_time T, max_event_time T, min_event_time_us L, max_event_time_us L";

    SystemTables(
            HotTierReads reads,
            Function<Principal, Catalog> catalog,
            SessionTables sessions,
            IngestFigures figures,
            ServerFigures server,
            DeclaredTables declared,
            MicroClock clock) {
        this.reads = reads;
        this.catalog = catalog;
        this.sessions = sessions;
        this.stopped = new StoppedPartitions(figures);
        this.ingestAudit = new IngestAuditTable(reads, declared, figures);
        this.shards = new ShardTables(reads, ingestAudit, server, clock);
        this.server = new ServerTables(server, catalog);
        this.declared = declared;
    }

    List<SystemTable> all() {
        return List.of(
                new SystemTable(
                        "tables",
                        SystemColumns.of(
                                "namespace V, table V, table_id V, stored L, resident_rows L, resident_bytes L, dedup_bytes L,"
                                        + " segments L, segment_bytes L, dictionary_bytes L, shards L, dedup_window_us L, retention_us L,"
                                        + " logged L, duplicates L, conflicting L, late L, min_event_time T, max_event_time T,"
                                        + " min_event_time_us L, max_event_time_us L, watermark T, watermark_us L,"
                                        + " incomplete_before T, incomplete_before_us L, stopped V"),
                        this::tables),
                new SystemTable(
                        "columns",
                        SystemColumns.of(ColumnsTable.COLUMNS),
                        principal -> columnsTable.rows(catalog.apply(principal), resident(principal))),
                new SystemTable("segments", SystemColumns.of(SEGMENTS), this::segments),
                new SystemTable("statements", SystemColumns.of(SessionTables.QUERIES), sessions::queries),
                new SystemTable("queries", SystemColumns.of(SessionTables.QUERIES), sessions::queries),
                new SystemTable("connections", SystemColumns.of(SessionTables.CONNECTIONS), sessions::connections),
                new SystemTable("shards", SystemColumns.of(ShardTables.SHARDS), shards::shards),
                new SystemTable("watermarks", SystemColumns.of(ShardTables.WATERMARKS), shards::watermarks),
                serverWide("checkpoints", ServerTables.CHECKPOINTS, server::checkpoints),
                serverWide("processors", ServerTables.PROCESSORS, server::processors),
                serverWide("settings", ServerTables.SETTINGS, server::settings),
                serverWide("meters", ServerTables.METERS, server::meters),
                new SystemTable("dead_letters", SystemColumns.of(ServerTables.DEAD_LETTERS), server::deadLetters),
                new SystemTable("domain_events", SystemColumns.of(ServerTables.DOMAIN_EVENTS), server::domainEvents),
                new SystemTable("ingest_audit", SystemColumns.of(IngestAuditTable.COLUMNS), ingestAudit::rows));
    }

    private static SystemTable serverWide(
            String name, String columns, Function<Principal, List<@Nullable Object[]>> rows) {
        return new SystemTable(name, SystemColumns.of(columns), ServerTables.guarded(rows));
    }

    private List<@Nullable Object[]> tables(Principal principal) {
        Map<UUID, TableInfo> resident = resident(principal);
        Map<UUID, TableSettings> settings = new HashMap<>();
        declared.tables(principal.tenant()).forEach(table -> settings.put(table.tableId(), table.settings()));
        List<@Nullable Object[]> rows = new ArrayList<>();
        catalog.apply(principal).namespaces().values().forEach(tables -> tables.values()
                .forEach(table -> {
                    TableInfo info = resident.get(table.tableId());
                    rows.add(
                            info == null
                                    ? emptyTable(principal, table, settings.get(table.tableId()))
                                    : table(principal, table, info));
                }));
        return rows;
    }

    private Map<UUID, TableInfo> resident(Principal principal) {
        Map<UUID, TableInfo> byId = new HashMap<>();
        for (TableInfo info : reads.tables(principal)) {
            if (principal.mayRead(info.ref())) {
                byId.put(info.tableId(), info);
            }
        }
        return byId;
    }

    private @Nullable Object[] emptyTable(Principal principal, CatalogTable table, @Nullable TableSettings settings) {
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
            settings == null ? null : partitionsStopped(principal, table.tableId(), settings.shards())
        };
    }

    /** Why partitions of a table's shards are not read any further; null while all are. */
    private @Nullable String partitionsStopped(Principal principal, UUID tableId, int shards) {
        TreeMap<Integer, String> reasons = new TreeMap<>();
        for (int shard = 0; shard < shards; shard++) {
            int partition = Placement.partition(tableId, shard);
            String reason = stopped.reason(principal, partition);
            if (reason != null) {
                reasons.put(partition, reason);
            }
        }
        return reasons.isEmpty() ? null : String.join(" ", reasons.values());
    }

    private static @Nullable Long bounded(long micros) {
        return micros == TableSettings.UNBOUNDED ? null : (Long) micros;
    }

    private @Nullable Object[] table(Principal principal, CatalogTable table, TableInfo info) {
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
                    ? partitionsStopped(
                            principal, table.tableId(), info.settings().shards())
                    : info.stopped()
        };
    }

    private List<@Nullable Object[]> segments(Principal principal) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (SegmentFigures segment : reads.segments(principal)) {
            if (principal.mayRead(segment.ref())) {
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
}
