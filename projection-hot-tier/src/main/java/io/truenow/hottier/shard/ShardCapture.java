package io.truenow.hottier.shard;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.hottier.dedup.ConflictingDuplicate;
import io.truenow.hottier.dedup.DuplicateStore;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.ShardDictionaries;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whole state of a table shard at one position, immutable: what a checkpoint holds.
 *
 * @param position offset of the last applied record
 * @param nextSegment number of the next segment, or of the growing one
 * @param sealed resident sealed segments in log order
 * @param growing view of the segment that grows; null if it has no row
 * @param conflicts the last conflicting duplicates, oldest first
 */
public record ShardCapture(
        UUID tableId,
        TableRef ref,
        TableSettings settings,
        int shard,
        int partition,
        long position,
        ShardCounts counts,
        long watermarkMicros,
        long incompleteBeforeMicros,
        long nextSegment,
        List<ColumnSpec> columns,
        ShardDictionaries.Capture dictionaries,
        List<Segment> sealed,
        @Nullable Segment growing,
        DuplicateStore.Capture ids,
        List<ConflictingDuplicate> conflicts) {}
