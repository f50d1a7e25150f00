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
 * @param bytes what it takes
 * @param dedupFull whether the duplicate store is at its limit
 */
public record PublishedShard(
        List<Segment> resident,
        Coverage.ShardPosition position,
        long incompleteBeforeMicros,
        List<ColumnSpec> columns,
        ShardCounts counts,
        long watermarkMicros,
        ShardBytes bytes,
        boolean dedupFull)
        implements ShardSnapshot {

    @Override
    public List<SegmentView> segments() {
        return List.copyOf(resident);
    }

    /** The same with a segment in another form. */
    PublishedShard with(Segment before, Segment after) {
        List<Segment> replaced =
                resident.stream().map(other -> other == before ? after : other).toList();
        return resident(replaced, incompleteBeforeMicros, after.heapBytes() - before.heapBytes());
    }

    /** The same without a segment. */
    PublishedShard without(Segment segment, long incompleteBefore) {
        List<Segment> rest = resident.stream().filter(other -> other != segment).toList();
        return resident(rest, incompleteBefore, -segment.heapBytes());
    }

    private PublishedShard resident(List<Segment> now, long incompleteBefore, long more) {
        return new PublishedShard(
                now,
                position,
                incompleteBefore,
                columns,
                counts,
                watermarkMicros,
                bytes.withResident(bytes.resident() + more),
                dedupFull);
    }
}
