package io.truenow.infra.bus;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions are served from {@link RecentAppends} at the moment. The consumer does not fetch those; as soon as a record is
 * missing, or none has come for a while, the partition is fetched again from where it stands, so that what other processes append, and
 * what was acknowledged to nobody, is found. Of the reading thread.
 */
final class RecentReading {

    /** A partition without a record of ours for so long is fetched again. */
    private static final long IDLE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** Records of a partition in turn before the next one has its turn. */
    private static final int TURN = 64;

    private final Consumer<String, byte[]> consumer;
    private final RecentAppends recent;
    private final LogProgress progress;
    private final Map<TopicPartition, Long> lastNanos = new HashMap<>();
    private long seenOffers;

    /** Applies a record. */
    interface Delivery {
        /** False if it cannot be applied. */
        boolean deliver(TopicPartition partition, RecentAppends.Appended record);
    }

    RecentReading(Consumer<String, byte[]> consumer, RecentAppends recent, LogProgress progress) {
        this.consumer = consumer;
        this.recent = recent;
        this.progress = progress;
    }

    /** Whether no partition is served from here. */
    boolean isIdle() {
        return lastNanos.isEmpty();
    }

    /** The partition is read from now on. */
    void begin(TopicPartition partition) {
        lastNanos.remove(partition);
        recent.open(partition.partition());
    }

    /** The partition is not read any more, and what the consumer does with it is another's matter. */
    void end(TopicPartition partition) {
        lastNanos.remove(partition);
        recent.close(partition.partition());
    }

    /** Delivers what is here of the partitions and follows where each stands. */
    void deliver(Collection<TopicPartition> partitions, Delivery delivery, BooleanSupplier stopped) {
        seenOffers = recent.offers();
        for (TopicPartition partition : partitions) {
            if (!deliver(partition, delivery, stopped)) {
                fetchIfIdle(partition);
            }
        }
    }

    /** Whether there was a record. */
    private boolean deliver(TopicPartition partition, Delivery delivery, BooleanSupplier stopped) {
        int number = partition.partition();
        RecentAppends.@Nullable Appended record = recent.take(number, progress.nextOffset(number));
        if (record == null) {
            return false;
        }
        if (lastNanos.put(partition, System.nanoTime()) == null) {
            consumer.pause(Set.of(partition));
        }
        for (int i = 0; record != null && !stopped.getAsBoolean(); i++) {
            if (!delivery.deliver(partition, record)) {
                return true;
            }
            record = i < TURN ? recent.take(number, progress.nextOffset(number)) : null;
        }
        return true;
    }

    private void fetchIfIdle(TopicPartition partition) {
        Long last = lastNanos.get(partition);
        if (last != null && (recent.has(partition.partition()) || System.nanoTime() - last > IDLE_NANOS)) {
            lastNanos.remove(partition);
            consumer.seek(partition, progress.nextOffset(partition.partition()));
            consumer.resume(Set.of(partition));
        }
    }

    /** Waits for the next record, if none has come since the last look. */
    void await(long nanos) {
        try {
            recent.await(seenOffers, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
