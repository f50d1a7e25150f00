package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.hottier.port.PartitionOwner;
import io.truenow.hottier.port.RecordMetaData;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.annotation.MetaDataValue;

/** Owner and projection in one that keeps what it was given. */
final class RecordingOwner implements PartitionOwner {

    /** An event and where it stood. */
    record Seen(int partition, long offset, long appendTimeMicros, String id) {}

    final Map<Integer, Long> startAt = new ConcurrentHashMap<>();
    final Map<Integer, Long> caughtUp = new ConcurrentHashMap<>();
    final Set<Integer> owned = ConcurrentHashMap.newKeySet();
    final List<PartitionFailure> failures = new CopyOnWriteArrayList<>();
    volatile String poison = "";
    private final List<Seen> seen = new ArrayList<>();

    @Override
    public long assigned(int partition) {
        owned.add(partition);
        return startAt.getOrDefault(partition, 0L);
    }

    @Override
    public void revoked(int partition) {
        owned.remove(partition);
    }

    @Override
    public void caughtUp(int partition, long nextOffset) {
        caughtUp.put(partition, nextOffset);
    }

    @EventHandler
    void on(
            EventBatchAccepted fact,
            @MetaDataValue(RecordMetaData.PARTITION) Integer partition,
            @MetaDataValue(RecordMetaData.OFFSET) Long offset,
            @MetaDataValue(RecordMetaData.APPEND_TIME_MICROS) Long appendTimeMicros) {
        String id = Batches.idOf(fact);
        if (id.equals(poison)) {
            throw new IllegalStateException("poison");
        }
        synchronized (seen) {
            seen.add(new Seen(partition, offset, appendTimeMicros, id));
        }
    }

    List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    int count() {
        synchronized (seen) {
            return seen.size();
        }
    }
}
