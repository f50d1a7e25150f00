package io.truenow.hottier.read;

import io.truenow.events.catalog.TableRef;
import java.util.UUID;

/**
 * A segment in memory: a contiguous range of log positions of one shard of a table.
 *
 * @param partition of the log, in which the shard lives
 * @param number ascending in log order within the shard
 * @param sealed whether it takes no more rows; its rows then are sorted by event time
 * @param chunks parts of at most 65,536 rows
 * @param bytes in memory, shared dictionaries left out
 * @param minTimeMicros smallest event time, microseconds since 1970
 * @param maxTimeMicros largest event time, likewise
 * @param checkpointed whether a file on disk holds it, so that a restart reads it instead of the log
 */
public record SegmentFigures(
        UUID tableId,
        TableRef ref,
        int shard,
        int partition,
        long number,
        boolean sealed,
        long rows,
        int chunks,
        long bytes,
        long minTimeMicros,
        long maxTimeMicros,
        boolean checkpointed) {}
