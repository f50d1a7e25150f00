package io.truenow.hottier.retention;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.segment.Segment;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.TableSnapshot;
import io.truenow.hottier.shard.PublishedShard;
import java.util.List;
import java.util.UUID;

/** A table as one statement sees it. Open until it is closed; registered in its {@link Pins} meanwhile. Thread-safe. */
public final class PinnedSnapshot implements TableSnapshot {

    private final UUID tableId;
    private final TableRef ref;
    private final List<PublishedShard> published;
    private final Pins pins;
    private volatile boolean revoked;

    PinnedSnapshot(UUID tableId, TableRef ref, List<PublishedShard> published, Pins pins) {
        this.tableId = tableId;
        this.ref = ref;
        this.published = List.copyOf(published);
        this.pins = pins;
    }

    @Override
    public UUID tableId() {
        return tableId;
    }

    @Override
    public TableRef ref() {
        return ref;
    }

    @Override
    public List<ShardSnapshot> shards() {
        return List.copyOf(published);
    }

    @Override
    public boolean revoked() {
        return revoked;
    }

    void revoke() {
        revoked = true;
    }

    void evictedSegments(java.util.Set<Segment> into) {
        for (PublishedShard shard : published) {
            for (Segment segment : shard.resident()) {
                if (segment.evicted()) {
                    into.add(segment);
                }
            }
        }
    }

    @Override
    public void close() {
        pins.release(this);
    }
}
