package io.truenow.infra.bus;

import io.truenow.hottier.port.PartitionOwner;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a Kafka consumer: joins the group, seeks where the owner says, delivers, reports progress. All on the thread that calls
 * {@link #readUntil}; only {@link #wakeup} may come from another.
 */
final class LogReader implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE = Duration.ofSeconds(5);
    /** How often the consumer is asked while partitions are served from what was just appended. */
    private static final long RECENT_POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final LogSettings settings;
    private final Consumer<String, byte[]> consumer;
    private final PartitionOwner owner;
    private final LogProgress progress;
    private final PartitionFailures failures;
    private final RecentReading recent;
    private final Delivery delivery;
    private final Map<TopicPartition, Long> owned = new HashMap<>();
    private final Set<TopicPartition> held;
    /** Ends that partitions once had, of those that are shorter now and not yet applied to their end. */
    private final Map<TopicPartition, Long> shortened = new HashMap<>();

    private long nextCommitNanos;
    private long nextPollNanos;

    /** Applies records. */
    interface Delivery {
        /** A record from a broker. */
        void fetched(ConsumerRecord<String, byte[]> record);

        /** A record that this process has just appended. */
        void recent(int partition, RecentAppends.Appended record);
    }

    LogReader(
            LogSettings settings,
            Consumer<String, byte[]> consumer,
            PartitionOwner owner,
            LogProgress progress,
            PartitionFailures failures,
            Set<TopicPartition> held,
            RecentAppends recent,
            Delivery delivery) {
        this.settings = settings;
        this.consumer = consumer;
        this.owner = owner;
        this.progress = progress;
        this.failures = failures;
        this.held = held;
        this.recent = new RecentReading(consumer, recent, progress);
        this.delivery = delivery;
        this.nextPollNanos = System.nanoTime();
        this.nextCommitNanos = System.nanoTime();
    }

    void wakeup() {
        consumer.wakeup();
    }

    void readUntil(BooleanSupplier stopped) {
        consumer.subscribe(List.of(settings.topic()), this);
        while (!stopped.getAsBoolean()) {
            try {
                recent.deliver(owned.keySet(), this::deliverRecent, stopped);
                if (recent.isIdle()) {
                    poll(POLL, stopped);
                } else if (System.nanoTime() - nextPollNanos >= 0) {
                    poll(Duration.ZERO, stopped);
                } else {
                    recent.await(RECENT_POLL_NANOS);
                }
            } catch (OffsetOutOfRangeException e) {
                e.offsetOutOfRangePartitions()
                        .forEach((partition, offset) ->
                                fail(partition, offset, "The log does not have this offset (any more, or yet).", e));
            } catch (WakeupException e) {
                LOG.debug("The reader of the log was woken.");
            } catch (KafkaException e) {
                failUnreadable(e);
            }
        }
    }

    private void poll(Duration wait, BooleanSupplier stopped) {
        deliver(consumer.poll(wait), stopped);
        report();
        commit();
        nextPollNanos = System.nanoTime() + RECENT_POLL_NANOS;
    }

    /** A record whose checksum does not fit stops its partition; Kafka names that in the text only. Anything else begins anew. */
    private void failUnreadable(KafkaException e) {
        String text = String.valueOf(e.getMessage());
        for (TopicPartition partition : owned.keySet()) {
            if (!failures.contains(partition.partition()) && UnreadableRecord.names(text, partition)) {
                fail(partition, consumer.position(partition), UnreadableRecord.sentence(e), e);
                return;
            }
        }
        throw e;
    }

    /** Leaves. What is held stays held, for the next reader or {@link #giveBackAll}. */
    void close() {
        owned.keySet().forEach(recent::end);
        owned.clear();
        try {
            consumer.close(CloseOptions.timeout(CLOSE));
        } catch (KafkaException e) {
            LOG.warn("The reader of the log did not close in order: {}", e.getMessage());
        }
    }

    private void deliver(ConsumerRecords<String, byte[]> records, BooleanSupplier stopped) {
        for (TopicPartition partition : records.partitions()) {
            for (ConsumerRecord<String, byte[]> record : records.records(partition)) {
                if (stopped.getAsBoolean()) {
                    return;
                }
                if (!apply(partition, record.offset(), () -> delivery.fetched(record))) {
                    break;
                }
            }
        }
    }

    private boolean deliverRecent(TopicPartition partition, RecentAppends.Appended record) {
        return apply(partition, record.offset(), () -> delivery.recent(partition.partition(), record));
    }

    /** False if the record cannot be applied, which stops its partition. */
    private boolean apply(TopicPartition partition, long offset, Runnable application) {
        try {
            application.run();
        } catch (Exception e) {
            fail(partition, offset, "The record cannot be applied: " + e.getMessage(), e);
            return false;
        }
        progress.applied(partition.partition(), offset + 1);
        return true;
    }

    /**
     * Tells the owner how far each partition is applied, from the moment on at which that is up to the end that was seen when the
     * partition came.
     */
    private void report() {
        owned.forEach((partition, end) -> {
            int number = partition.partition();
            if (!failures.contains(number)) {
                long next = progress.nextOffset(number);
                consumer.currentLag(partition)
                        .ifPresent(lag -> progress.reaches(number, consumer.position(partition) + lag));
                if (next >= end) {
                    owner.caughtUp(number, next);
                    stopIfShortened(partition, next, end);
                }
            }
        });
    }

    /** Information for tools; nothing reads it back. */
    private void commit() {
        long now = System.nanoTime();
        if (now - nextCommitNanos < 0) {
            return;
        }
        nextCommitNanos = now + settings.commitInterval().toNanos();
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (TopicPartition partition : owned.keySet()) {
            long next = progress.nextOffset(partition.partition());
            if (next > 0) {
                positions.put(partition, new OffsetAndMetadata(next));
            }
        }
        consumer.commitAsync(positions, (offsets, failure) -> {
            if (failure != null) {
                LOG.debug("Positions were not committed: {}", failure.getMessage());
            }
        });
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        // Known ends come first: what is acknowledged while the broker is asked would look like a log that got shorter.
        Map<TopicPartition, Long> known = new HashMap<>();
        partitions.forEach(p -> known.put(p, progress.knownEnd(p.partition())));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Set<TopicPartition> foreign = new HashSet<>(held);
        foreign.removeAll(consumer.assignment());
        giveBack(foreign);
        for (TopicPartition partition : partitions) {
            take(partition, ends.getOrDefault(partition, 0L), known.getOrDefault(partition, 0L));
        }
    }

    private void take(TopicPartition partition, long end, long known) {
        int number = partition.partition();
        if (failures.contains(number)) {
            giveBack(Set.of(partition));
        }
        failures.forget(number);
        progress.begins(number);
        held.add(partition);
        owned.put(partition, end);
        progress.reaches(number, end);
        long next = 0;
        try {
            next = owner.assigned(number);
            consumer.seek(partition, next);
            progress.applied(number, next);
            recent.begin(partition);
            if (next > end) {
                fail(partition, next, "The log ends at [" + end + "], in front of what was applied.", null);
            } else if (known > end) {
                shortened.put(partition, known);
                stopIfShortened(partition, next, end);
            }
        } catch (RuntimeException e) {
            consumer.seek(partition, 0);
            fail(partition, next, "The owner does not take the partition: " + e.getMessage(), e);
        }
    }

    /** A log that is shorter than it once was is applied up to where it ends now, and no further. */
    private void stopIfShortened(TopicPartition partition, long next, long end) {
        Long known = next >= end ? shortened.remove(partition) : null;
        if (known != null) {
            fail(
                    partition,
                    end,
                    "The log ends at [" + end + "] and once reached [" + known
                            + "]: records that were acknowledged are missing.",
                    null);
        }
    }

    /**
     * The owner keeps what it has until the next assignment says who owns it: most often we again, and then its tables never vanish
     * from answers, while a broker that comes back forms its group anew. A partition's state follows from the log alone, so what is
     * kept is at worst old.
     */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            recent.end(partition);
            owned.remove(partition);
        });
    }

    /** The source ends: the owner writes down what it has. */
    void giveBackAll() {
        giveBack(Set.copyOf(held));
    }

    private void giveBack(Set<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            held.remove(partition);
            try {
                owner.revoked(partition.partition());
            } catch (RuntimeException e) {
                LOG.error("The owner failed to give partition {} back.", partition.partition(), e);
            }
            progress.lost(partition.partition());
        }
    }

    private void fail(TopicPartition partition, long offset, String reason, @Nullable Throwable cause) {
        recent.end(partition);
        consumer.pause(Set.of(partition));
        progress.stopped(partition.partition());
        failures.add(new PartitionFailure(partition.partition(), offset, reason), cause);
    }
}
