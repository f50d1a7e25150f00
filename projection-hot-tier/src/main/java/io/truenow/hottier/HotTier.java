package io.truenow.hottier;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.ingest.HotTierProjection;
import io.truenow.hottier.port.Disk;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.retention.MemoryBudget;
import io.truenow.hottier.retention.Pins;
import io.truenow.hottier.segment.Snapshots;
import io.truenow.hottier.segment.TableSnapshot;
import io.truenow.hottier.shard.HotTable;
import io.truenow.hottier.shard.HotTables;
import io.truenow.hottier.shard.PublishedShard;
import io.truenow.hottier.shard.ShardBytes;
import io.truenow.hottier.shard.TableShard;
import io.truenow.hottier.shard.Totals;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * The hot tier of one process: assembles its parts, gives snapshots to scans and figures to everybody else. Thread-safe.
 *
 * <p>The message source calls {@link #projection()}; scans are built on this as {@link Snapshots}.
 */
public final class HotTier implements Snapshots, AutoCloseable {

    private final HotTierSettings settings;
    private final HotTables tables = new HotTables();
    private final Totals totals = new Totals();
    private final Pins pins = new Pins();
    private final MemoryBudget budget;
    private final HotTierProjection projection;
    private final FoldEnvironment environment;

    /** An empty hot tier; partitions come with their assignment. */
    public HotTier(HotTierSettings settings, Disk disk, MicroClock clock) {
        this(settings, disk, clock, FoldEnvironment.platform());
    }

    /** An empty hot tier in an environment of the caller's choice. */
    public HotTier(HotTierSettings settings, Disk disk, MicroClock clock, FoldEnvironment environment) {
        this.environment = environment;
        this.settings = settings;
        this.budget = new MemoryBudget(settings.budgetBytes(), tables, totals, pins);
        this.projection = new HotTierProjection(
                settings.segments(),
                settings.dedup(),
                settings.checkpoints(),
                disk,
                clock,
                tables,
                totals,
                budget,
                environment);
    }

    /** The event handler, which also is told of assigned partitions. */
    public HotTierProjection projection() {
        return projection;
    }

    /** The tables of all tenants, in no order; for figures of the process, never for a caller. */
    public List<TableInfo> tablesOfAll() {
        List<TableInfo> found = new ArrayList<>();
        for (HotTable table : tables.all()) {
            TableRef ref = table.ref();
            if (ref != null) {
                found.add(table.describe(ref));
            }
        }
        return found;
    }

    @Override
    public List<TableInfo> tables(Principal principal) {
        List<TableInfo> found = new ArrayList<>();
        for (HotTable table : tables.all()) {
            TableRef ref = table.ref();
            if (ref != null && principal.mayRead(ref)) {
                found.add(table.describe(ref));
            }
        }
        found.sort(Comparator.comparing((TableInfo info) -> info.ref().namespace())
                .thenComparing(info -> info.ref().table())
                .thenComparing(TableInfo::tableId));
        return found;
    }

    @Override
    public List<TableColumns> columns(Principal principal) {
        List<TableColumns> found = new ArrayList<>();
        for (HotTable table : tables.all()) {
            TableRef ref = table.ref();
            if (ref != null && principal.mayRead(ref)) {
                found.add(table.columns(ref));
            }
        }
        found.sort(Comparator.comparing((TableColumns one) -> one.ref().namespace())
                .thenComparing(one -> one.ref().table())
                .thenComparing(TableColumns::tableId));
        return found;
    }

    @Override
    public Optional<TableInfo> table(Principal principal, UUID tableId) {
        HotTable table = tables.table(tableId);
        TableRef ref = table == null ? null : table.ref();
        return table == null || ref == null || !principal.mayRead(ref)
                ? Optional.empty()
                : Optional.of(table.describe(ref));
    }

    @Override
    public boolean has(Principal principal, UUID tableId) {
        HotTable table = tables.table(tableId);
        TableRef ref = table == null ? null : table.ref();
        return ref != null && principal.mayRead(ref);
    }

    @Override
    public List<SegmentFigures> segments(Principal principal) {
        List<SegmentFigures> found = new ArrayList<>();
        for (HotTable table : tables.all()) {
            for (TableShard shard : table.shards()) {
                if (principal.mayRead(shard.ref())) {
                    found.addAll(shard.segments());
                }
            }
        }
        found.sort(Comparator.comparing((SegmentFigures s) -> s.ref().namespace())
                .thenComparing(s -> s.ref().table())
                .thenComparing(SegmentFigures::tableId)
                .thenComparingInt(SegmentFigures::shard)
                .thenComparingLong(SegmentFigures::number));
        return found;
    }

    @Override
    public IngestAudit audit(Principal principal) {
        Map<Integer, Long> nextOffsets = projection.nextOffsets();
        List<IngestAudit.Shard> shards = new ArrayList<>();
        for (HotTable table : tables.all()) {
            for (TableShard shard : table.shards()) {
                if (principal.mayRead(shard.ref())) {
                    shards.add(shard.audit());
                }
            }
        }
        return new IngestAudit(nextOffsets, shards);
    }

    @Override
    public Optional<TableSnapshot> open(Principal principal, UUID tableId) {
        HotTable table = tables.table(tableId);
        TableRef ref = table == null ? null : table.ref();
        if (table == null || ref == null || !principal.mayRead(ref)) {
            return Optional.empty();
        }
        List<PublishedShard> shards =
                table.shards().stream().map(TableShard::published).toList();
        return Optional.of(pins.pin(tableId, ref, shards));
    }

    /** Offset behind the last applied record, by owned partition; readiness compares it with the end offsets read at start. */
    public Map<Integer, Long> nextOffsets() {
        return projection.nextOffsets();
    }

    /** Whether every given partition is owned and was applied up to its end offset. */
    public boolean hasReached(Map<Integer, Long> endOffsets) {
        Map<Integer, Long> reached = projection.nextOffsets();
        return endOffsets.entrySet().stream()
                .allMatch(end -> reached.getOrDefault(end.getKey(), -1L) >= end.getValue());
    }

    /** Events counted in all tables, duplicates not. */
    public long stored() {
        return totals.stored();
    }

    /** Bytes of segments and dictionaries, and of evicted segments that statements still hold. */
    public long residentBytes() {
        return totals.bytes().resident() + pins.evictedBytes();
    }

    /** Bytes of the duplicate stores on the heap. */
    public long dedupBytes() {
        return totals.bytes().ids();
    }

    /** Bytes of the duplicate stores' files. */
    public long dedupFileBytes() {
        return totals.bytes().idFiles();
    }

    /** Most bytes of the duplicate stores' files together. */
    public long dedupFileLimitBytes() {
        return settings.dedup().fileBytesInAll();
    }

    /** Most bytes of the duplicate stores on the heap together. */
    public long dedupLimitBytes() {
        return settings.dedup().bytesInAll();
    }

    /** The memory budget and what it evicted. */
    public MemoryBudget budget() {
        return budget;
    }

    /** Snapshots that statements hold open. */
    public int openSnapshots() {
        return pins.size();
    }

    /**
     * Whether a table takes no further events, because its duplicate store, or all stores together, have come to a limit: ingest
     * answers that storage is full. Cheap.
     */
    public boolean dedupFull(UUID tableId) {
        ShardBytes all = totals.bytes();
        if (all.ids() - all.leavingIds() >= settings.dedup().bytesInAll()
                || all.idFiles() >= settings.dedup().fileBytesInAll()) {
            return true;
        }
        HotTable table = tables.table(tableId);
        return table != null && table.dedupFull();
    }

    /** Watermark of a table in microseconds; empty before its first event. Cheap. */
    public OptionalLong watermarkMicros(UUID tableId) {
        HotTable table = tables.table(tableId);
        long micros = table == null ? Long.MIN_VALUE : table.watermarkMicros();
        return micros == Long.MIN_VALUE ? OptionalLong.empty() : OptionalLong.of(micros);
    }

    /** Last conflicting duplicates of a table by shard, oldest first. */
    public Map<Integer, List<ConflictingDuplicate>> conflicts(UUID tableId) {
        HotTable table = tables.table(tableId);
        return table == null ? Map.of() : table.conflicts();
    }

    /** Why table shards have stopped, by {@code tenant/namespace/table#shard}; empty if none has. Part of health. */
    public Map<String, String> stopped() {
        Map<String, String> reasons = new TreeMap<>();
        for (HotTable table : tables.all()) {
            for (TableShard shard : table.shards()) {
                if (!shard.stopped().isEmpty()) {
                    reasons.put(shard.ref().path() + "#" + shard.shard(), shard.stopped());
                }
            }
        }
        return reasons;
    }

    /** Writes final checkpoints. */
    @Override
    public void close() {
        projection.close();
        if (environment.sealing() instanceof ExecutorService service) {
            service.shutdown();
        }
    }
}
