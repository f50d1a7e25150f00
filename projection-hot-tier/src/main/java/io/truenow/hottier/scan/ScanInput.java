package io.truenow.hottier.scan;

import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.ArrayList;
import java.util.List;

/** What of a snapshot a scan has to read: chunks that may hold matching rows, in the order of shards, segments and rows. Immutable. */
final class ScanInput {

    /**
     * A chunk to read.
     *
     * @param shard place of its shard in the snapshot
     * @param filter the request's range and predicate, bound to it
     */
    record Source(int shard, ChunkView chunk, RowFilter filter) {}

    private final List<Source> sources = new ArrayList<>();
    private long rowsCounted;

    /**
     * Prunes by time ranges, zone maps and dictionaries, and reports what was read and left out.
     *
     * @param countOnly whether a segment whose rows all match need only be counted
     */
    ScanInput(
            TableSnapshot snapshot,
            TimeRange range,
            Predicate filter,
            FilterBinder binder,
            ScanStatistics statistics,
            boolean countOnly) {
        long read = 0;
        long pruned = 0;
        boolean anyRow = filter.equals(Predicate.TRUE);
        for (int shard = 0; shard < snapshot.shards().size(); shard++) {
            ShardSnapshot view = snapshot.shards().get(shard);
            if (!range.isEmpty() && range.fromMicros() < view.incompleteBeforeMicros()) {
                statistics.incompleteBefore(view.incompleteBeforeMicros());
            }
            for (SegmentView segment : view.segments()) {
                int before = sources.size();
                if (overlaps(segment, range)) {
                    if (countOnly && anyRow && inside(segment, range)) {
                        rowsCounted += segment.rows();
                    } else {
                        addChunks(shard, segment, range, filter, binder);
                    }
                }
                read += sources.size() > before ? 1 : 0;
                pruned += sources.size() > before ? 0 : 1;
            }
        }
        long rows = sources.stream().mapToLong(source -> source.chunk().rows()).sum();
        statistics.add(rows, 0, read, pruned);
    }

    private static boolean overlaps(SegmentView segment, TimeRange range) {
        return segment.rows() > 0
                && !range.isEmpty()
                && segment.minTimeMicros() <= range.toMicros()
                && segment.maxTimeMicros() >= range.fromMicros();
    }

    private static boolean inside(SegmentView segment, TimeRange range) {
        return segment.minTimeMicros() >= range.fromMicros() && segment.maxTimeMicros() <= range.toMicros();
    }

    private void addChunks(int shard, SegmentView segment, TimeRange range, Predicate filter, FilterBinder binder) {
        for (ChunkView chunk : segment.chunks()) {
            RowFilter bound = chunk.rows() == 0 ? RowFilter.NONE : binder.bind(range, filter, chunk);
            if (bound != RowFilter.NONE) {
                sources.add(new Source(shard, chunk, bound));
            }
        }
    }

    List<Source> sources() {
        return sources;
    }

    /** Rows of segments that needed no look. */
    long rowsCounted() {
        return rowsCounted;
    }

    static Coverage coverage(TableSnapshot snapshot) {
        return new Coverage(
                snapshot.shards().stream().map(ShardSnapshot::position).toList());
    }
}
