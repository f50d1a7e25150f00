package io.truenow.hottier.read;

import io.truenow.events.catalog.TableRef;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Which log records were applied, and what became of their events, shard by shard. The offsets of the partitions are read before the
 * shards, so every record in front of its partition's offset is in the counts of its shard, unless the shard has stopped.
 *
 * @param nextOffsets offset behind the last record that was applied, by partition that this process owns
 */
public record IngestAudit(Map<Integer, Long> nextOffsets, List<Shard> shards) {

    /** Nothing owned, nothing applied. */
    public static final IngestAudit NONE = new IngestAudit(Map.of(), List.of());

    /** Copies both. */
    public IngestAudit {
        nextOffsets = Map.copyOf(nextOffsets);
        shards = List.copyOf(shards);
    }

    /**
     * One shard of a table, as of one snapshot. Counts are exact since the table's first event, whatever was restarted meanwhile.
     *
     * @param appliedOffset offset of the last record of this shard that was applied; -1 before the first
     * @param logged events of its records; the sum of the next three
     * @param residentRows stored events in memory; the others were evicted
     * @param incompleteBeforeMicros rows with event times before this may have left memory; {@link Long#MIN_VALUE} if none has
     * @param watermarkMicros event time up to which the shard is believed complete; {@link Long#MIN_VALUE} before the first event
     * @param stopped why the shard stopped applying the log; empty if it has not
     */
    public record Shard(
            UUID tableId,
            TableRef ref,
            int shard,
            int partition,
            long appliedOffset,
            long logged,
            long stored,
            long duplicates,
            long conflicting,
            long residentRows,
            long incompleteBeforeMicros,
            long watermarkMicros,
            String stopped) {}
}
