package io.truenow.hottier.shard;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.Segment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** The shards of one table that live in this process. Thread-safe. */
public final class HotTable {

    private final UUID tableId;
    private final Map<Integer, TableShard> shards = new ConcurrentSkipListMap<>();
    private final AtomicLong watermark = new AtomicLong(Long.MIN_VALUE);

    /** A table without shards. */
    public HotTable(UUID tableId) {
        this.tableId = tableId;
    }

    /** Adds a shard. */
    public void add(TableShard shard) {
        shards.put(shard.shard(), shard);
    }

    /** Takes a shard away; true if none is left. */
    public boolean remove(TableShard shard) {
        shards.remove(shard.shard(), shard);
        return shards.isEmpty();
    }

    /** Shards by number. */
    public List<TableShard> shards() {
        return List.copyOf(shards.values());
    }

    /** Bytes of its segments and dictionaries. */
    public long residentBytes() {
        return shards.values().stream()
                .mapToLong(shard -> shard.published().bytes().resident())
                .sum();
    }

    /** Name of the table, as last written; null without a shard. */
    public @org.jspecify.annotations.Nullable TableRef ref() {
        for (TableShard shard : shards.values()) {
            return shard.ref();
        }
        return null;
    }

    /**
     * Lowest watermark of all shards, never falling, not even over a restart: {@link Long#MIN_VALUE} until each shard of the table is
     * here and has had an event, since the first event of a further shard may be older than what the others have shown.
     */
    public long watermarkMicros() {
        long lowest = Long.MAX_VALUE;
        int begun = 0;
        int all = 1;
        for (TableShard shard : shards.values()) {
            all = shard.settings().shards();
            long micros = shard.published().watermarkMicros();
            if (micros != Long.MIN_VALUE) {
                begun++;
                lowest = Math.min(lowest, micros);
            }
        }
        return begun < all ? watermark.get() : watermark.accumulateAndGet(lowest, Math::max);
    }

    /** Whether the duplicate store of a shard is at its limit. */
    public boolean dedupFull() {
        for (TableShard shard : shards.values()) {
            if (shard.published().dedupFull()) {
                return true;
            }
        }
        return false;
    }

    /** Last conflicting duplicates by shard, oldest first. */
    public Map<Integer, List<ConflictingDuplicate>> conflicts() {
        Map<Integer, List<ConflictingDuplicate>> conflicts = new LinkedHashMap<>();
        shards.forEach((number, shard) -> conflicts.put(number, shard.conflicts()));
        return conflicts;
    }

    /** Its columns, as of the newest snapshots. */
    public TableColumns columns(TableRef ref) {
        TypedColumns columns = new TypedColumns();
        for (TableShard shard : shards.values()) {
            shard.published().columns().forEach(columns::add);
        }
        return new TableColumns(tableId, ref, columns.specs());
    }

    /** What is known of the table, as of the newest snapshots. */
    public TableInfo describe(TableRef ref) {
        List<PublishedShard> snapshots = new ArrayList<>();
        List<Coverage.ShardPosition> positions = new ArrayList<>();
        StringBuilder stopped = new StringBuilder();
        TableSettings settings = TableSettings.DEFAULT;
        for (TableShard shard : shards.values()) {
            settings = shard.settings();
            PublishedShard snapshot = shard.published();
            snapshots.add(snapshot);
            positions.add(snapshot.position());
            if (!shard.stopped().isEmpty()) {
                stopped.append(stopped.isEmpty() ? "" : " ").append(shard.stopped());
            }
        }
        return describe(ref, settings, snapshots, new Coverage(positions), stopped.toString());
    }

    private TableInfo describe(
            TableRef ref, TableSettings settings, List<PublishedShard> snapshots, Coverage coverage, String stopped) {
        ColumnTally tally = new ColumnTally();
        ShardCounts counts = ShardCounts.NONE;
        long rows = 0;
        long bytes = 0;
        long segmentBytes = 0;
        long dedup = 0;
        int segments = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long incomplete = Long.MIN_VALUE;
        for (PublishedShard snapshot : snapshots) {
            snapshot.columns().forEach(tally::column);
            counts = counts.plus(snapshot.counts());
            bytes += snapshot.bytes().resident();
            dedup += snapshot.bytes().ids();
            incomplete = Math.max(incomplete, snapshot.incompleteBeforeMicros());
            for (Segment segment : snapshot.resident()) {
                segment.addFigures(tally);
                segments++;
                rows += segment.rows();
                segmentBytes += segment.heapBytes();
                min = Math.min(min, segment.minTimeMicros());
                max = Math.max(max, segment.maxTimeMicros());
            }
        }
        return new TableInfo(
                tableId,
                ref,
                tally.columns(incomplete == Long.MIN_VALUE),
                rows,
                bytes,
                dedup,
                segments,
                segmentBytes,
                tally.builtIn(),
                min,
                max,
                watermarkMicros(),
                incomplete,
                counts.logged(),
                counts.stored(),
                counts.duplicates(),
                counts.conflicting(),
                counts.late(),
                settings,
                coverage,
                stopped);
    }
}
