package io.truenow.hottier.segment;

import io.truenow.hottier.read.Coverage;
import java.util.List;

/** Immutable view of one shard of a table after a whole batch: segments in log order. */
public interface ShardSnapshot {

    /** Segments in log order; the last may be unsealed. */
    List<SegmentView> segments();

    /** What of the log it covers. */
    Coverage.ShardPosition position();

    /** Rows with event times before this may have left memory; {@link Long#MIN_VALUE} if none has. */
    long incompleteBeforeMicros();
}
