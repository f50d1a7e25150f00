package io.truenow.hottier.segment;

import java.util.List;

/** Immutable view of a segment: a contiguous range of log positions of one table shard. Rows of a sealed one are sorted by time. */
public interface SegmentView {

    /** Number of the segment in its shard, ascending in log order. */
    long number();

    /** Whether nothing will be appended. */
    boolean sealed();

    /** Number of rows. */
    long rows();

    /** Smallest event time, in microseconds. */
    long minTimeMicros();

    /** Largest event time, in microseconds. */
    long maxTimeMicros();

    /** Chunks, in row order. */
    List<ChunkView> chunks();
}
