package io.truenow.hottier.shard;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.read.Coverage;
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

    /** What is known of the table, as of the newest snapshots. */
    public TableInfo describe(TableRef ref) {
        List<PublishedShard> snapshots = new ArrayList<>();
        List<Coverage.ShardPosition> positions = new ArrayList<>();
        StringBuilder stopped = new StringBuilder();
        for (TableShard shard : shards.values()) {
            PublishedShard snapshot = shard.published();
            snapshots.add(snapshot);
            positions.add(snapshot.position());
            if (!shard.stopped().isEmpty()) {
                stopped.append(stopped.isEmpty() ? "" : " ").append(shard.stopped());
            }
        }
        return describe(ref, snapshots, new Coverage(positions), stopped.toString());
    }

    private TableInfo describe(TableRef ref, List<PublishedShard> snapshots, Coverage coverage, String stopped) {
        ColumnTally tally = new ColumnTally();
        ShardCounts counts = ShardCounts.NONE;
        long rows = 0;
        long bytes = 0;
        long dedup = 0;
        int segments = 0;
        long min = Long.MAX_VALUE;
        long max = Long.MIN_VALUE;
        long incomplete = Long.MIN_VALUE;
        for (PublishedShard snapshot : snapshots) {
            snapshot.columns().forEach(tally::column);
            counts = counts.plus(snapshot.counts());
            bytes += snapshot.heapBytes();
            dedup += snapshot.dedupBytes();
            incomplete = Math.max(incomplete, snapshot.incompleteBeforeMicros());
            for (Segment segment : snapshot.resident()) {
                segment.addFigures(tally);
                segments++;
                rows += segment.rows();
                min = Math.min(min, segment.minTimeMicros());
                max = Math.max(max, segment.maxTimeMicros());
            }
        }
        return new TableInfo(
                tableId,
                ref,
                tally.columns(),
                rows,
                bytes,
                dedup,
                segments,
                min,
                max,
                watermarkMicros(),
                incomplete,
                counts.logged(),
                counts.stored(),
                counts.duplicates(),
                counts.conflicting(),
                counts.late(),
                coverage,
                stopped);
    }

    /** Sums of columns over segments. */
    private static final class ColumnTally implements Segment.ColumnFigures {
        private final Map<ColumnSpec, Long> nonNull = new LinkedHashMap<>();
        private final Map<String, Map<Object, Integer>> dictionaries = new LinkedHashMap<>();

        void column(ColumnSpec spec) {
            nonNull.putIfAbsent(spec, 0L);
        }

        @Override
        public void dimension(String name, int rows, io.truenow.hottier.segment.DictionaryView dictionary) {
            nonNull.merge(ColumnSpec.dimension(name), (long) rows, Long::sum);
            dictionaries
                    .computeIfAbsent(name, absent -> new java.util.IdentityHashMap<>())
                    .merge(dictionary.identity(), dictionary.size(), Math::max);
        }

        @Override
        public void metric(String name, int rows) {
            nonNull.merge(ColumnSpec.metric(name), (long) rows, Long::sum);
        }

        List<TableInfo.Column> columns() {
            List<TableInfo.Column> columns = new ArrayList<>();
            nonNull.forEach((spec, rows) -> columns.add(new TableInfo.Column(spec, rows, distinct(spec))));
            return columns;
        }

        private long distinct(ColumnSpec spec) {
            if (spec.role() != ColumnRole.DIMENSION) {
                return -1;
            }
            return dictionaries.getOrDefault(spec.name(), Map.of()).values().stream()
                    .mapToLong(Integer::longValue)
                    .sum();
        }
    }
}
