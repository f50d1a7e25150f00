package io.truenow.hottier.shard;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.SegmentView;
import io.truenow.hottier.segment.ShardSnapshot;
import java.util.List;

/**
 * What a shard publishes after each batch, by one volatile write. Immutable.
 *
 * @param resident segments in log order; the last may grow
 * @param columns in the order in which they first appeared
 * @param heapBytes bytes of segments and dictionaries
 * @param dedupBytes bytes of the duplicate store
 * @param dedupFull whether the duplicate store is at its limit
 */
public record PublishedShard(
        List<Segment> resident,
        Coverage.ShardPosition position,
        long incompleteBeforeMicros,
        List<ColumnSpec> columns,
        ShardCounts counts,
        long watermarkMicros,
        long heapBytes,
        long dedupBytes,
        boolean dedupFull)
        implements ShardSnapshot {

    @Override
    public List<SegmentView> segments() {
        return List.copyOf(resident);
    }

    PublishedShard without(Segment segment, long incompleteBefore) {
        List<Segment> rest = resident.stream().filter(other -> other != segment).toList();
        return new PublishedShard(
                rest,
                position,
                incompleteBefore,
                columns,
                counts,
                watermarkMicros,
                heapBytes - segment.heapBytes(),
                dedupBytes,
                dedupFull);
    }
}
