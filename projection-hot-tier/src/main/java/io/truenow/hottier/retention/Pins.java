package io.truenow.hottier.retention;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.shard.PublishedShard;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The snapshots that statements hold, oldest first. Opening and closing take no lock. Thread-safe. */
public final class Pins {

    private final Queue<PinnedSnapshot> open = new ConcurrentLinkedQueue<>();

    /** Pins a table. */
    public PinnedSnapshot pin(UUID tableId, TableRef ref, List<PublishedShard> shards) {
        PinnedSnapshot snapshot = new PinnedSnapshot(tableId, ref, shards, this);
        open.add(snapshot);
        return snapshot;
    }

    void release(PinnedSnapshot snapshot) {
        open.remove(snapshot);
    }

    /** Snapshots that are open. */
    public int size() {
        return open.size();
    }

    /** Bytes of segments that were evicted but are still held by a statement. */
    public long evictedBytes() {
        if (open.isEmpty()) {
            return 0;
        }
        Set<Segment> held = Collections.newSetFromMap(new IdentityHashMap<>());
        for (PinnedSnapshot snapshot : open) {
            snapshot.evictedSegments(held);
        }
        return held.stream().mapToLong(Segment::heapBytes).sum();
    }

    /** Asks the oldest statement that holds evicted segments to end, unless one that was asked is still open. */
    boolean revokeOldest() {
        PinnedSnapshot oldest = null;
        for (PinnedSnapshot snapshot : open) {
            if (snapshot.revoked()) {
                return false;
            }
            Set<Segment> held = Collections.newSetFromMap(new IdentityHashMap<>());
            snapshot.evictedSegments(held);
            if (oldest == null && !held.isEmpty()) {
                oldest = snapshot;
            }
        }
        if (oldest == null) {
            return false;
        }
        oldest.revoke();
        return true;
    }
}
