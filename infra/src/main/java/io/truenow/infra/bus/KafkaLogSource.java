package io.truenow.infra.bus;

import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.port.PartitionOwner;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.axonframework.common.Registration;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.extensions.kafka.eventhandling.consumer.ConsumerFactory;
import org.axonframework.extensions.kafka.eventhandling.consumer.DefaultConsumerFactory;
import org.axonframework.messaging.SubscribableMessageSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the log for the hot tier: one member of a consumer group on one thread. Kafka's group protocol gives partitions; the owner
 * says from which offset each is read; every record goes to the subscribed processor as an event message of its own, in the order of
 * its partition.
 *
 * <p>A record that cannot be decoded, a processor that throws, or an offset that the log does not have stops its partition, is
 * reported, and the other partitions go on. A broker that is away is waited for. Life: subscribe, {@link #start()},
 * {@link #close()}; the query methods are thread-safe.
 */
public final class KafkaLogSource implements SubscribableMessageSource<EventMessage<?>>, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaLogSource.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(30);
    private static final long RETRY_MILLIS = 500;

    private final LogSettings settings;
    private final PartitionOwner owner;
    private final LogProgress progress;
    private final RecentAppends recent;
    private final ConsumerFactory<String, byte[]> consumers;
    private final EventBatchConverter converter = new EventBatchConverter();
    private final PartitionFailures failures;
    private final List<Consumer<List<? extends EventMessage<?>>>> processors = new CopyOnWriteArrayList<>();
    private final CountDownLatch stop = new CountDownLatch(1);
    /** Partitions that the owner has; of the reading thread. */
    private final Set<TopicPartition> held = new HashSet<>();

    private volatile Map<Integer, Long> endOffsetsAtStart = Map.of();
    private volatile @Nullable LogReader reader;
    private @Nullable Thread thread;

    /**
     * A source that is not started yet.
     *
     * @param recent what this process appends, which then need not be fetched
     * @param onFailure told of each partition that stops, on the reading thread
     */
    public KafkaLogSource(
            LogSettings settings,
            PartitionOwner owner,
            LogProgress progress,
            RecentAppends recent,
            Consumer<PartitionFailure> onFailure) {
        this.settings = settings;
        this.owner = owner;
        this.progress = progress;
        this.recent = recent;
        this.failures = new PartitionFailures(onFailure);
        this.consumers = new DefaultConsumerFactory<>(LogConsumerSettings.of(settings));
    }

    @Override
    public Registration subscribe(Consumer<List<? extends EventMessage<?>>> processor) {
        processors.add(processor);
        return () -> processors.remove(processor);
    }

    /**
     * Reads the end offsets and begins to read.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE} if no broker answers within 30 seconds
     */
    public synchronized void start() {
        if (thread != null) {
            return;
        }
        Map<Integer, Long> ends = new LogTopic(settings).endOffsets();
        ends.forEach(progress::reaches);
        endOffsetsAtStart = ends;
        thread = Thread.ofPlatform().name("truenow-log-source").start(this::run);
    }

    /** End offset of each partition when the source was started. Ready is who has applied them all. */
    public Map<Integer, Long> endOffsetsAtStart() {
        return endOffsetsAtStart;
    }

    /** Whether each partition of ours was applied up to the end offset read at the start, and none has stopped. */
    public boolean caughtUp() {
        return !endOffsetsAtStart.isEmpty()
                && failures.byPartition().isEmpty()
                && endOffsetsAtStart.entrySet().stream()
                        .allMatch(end -> progress.nextOffset(end.getKey()) >= end.getValue());
    }

    /** Whether each partition of ours was applied up to the end offset read at the start, or has stopped on the way there. */
    public boolean settled() {
        Map<Integer, PartitionFailure> stopped = failures.byPartition();
        return !endOffsetsAtStart.isEmpty()
                && endOffsetsAtStart.entrySet().stream()
                        .allMatch(end -> stopped.containsKey(end.getKey())
                                || progress.nextOffset(end.getKey()) >= end.getValue());
    }

    /** Partitions that have stopped, by number. */
    public Map<Integer, PartitionFailure> failures() {
        return failures.byPartition();
    }

    /** Ends the reading after the record in hand; the owner gives its partitions back. */
    @Override
    public synchronized void close() {
        stop.countDown();
        LogReader current = reader;
        if (current != null) {
            current.wakeup();
        }
        Thread stopping = thread;
        thread = null;
        if (stopping != null) {
            try {
                if (!stopping.join(STOP_TIMEOUT)) {
                    LOG.warn("The reader of the log did not stop within {}.", STOP_TIMEOUT);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void run() {
        while (!stopped(0)) {
            LogReader current = new LogReader(
                    settings,
                    consumers.createConsumer(settings.group()),
                    owner,
                    progress,
                    failures,
                    held,
                    recent,
                    delivery());
            reader = current;
            try {
                current.readUntil(() -> stopped(0));
            } catch (RuntimeException e) {
                LOG.error("The reader of the log failed and begins again.", e);
                stopped(RETRY_MILLIS);
            } finally {
                if (stopped(0)) {
                    current.giveBackAll();
                }
                current.close();
            }
        }
    }

    private boolean stopped(long waitMillis) {
        try {
            return stop.await(waitMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop.countDown();
            return true;
        }
    }

    private LogReader.Delivery delivery() {
        return new LogReader.Delivery() {
            @Override
            public void fetched(ConsumerRecord<String, byte[]> record) {
                EventMessage<?> message = converter.readKafkaMessage(record).orElseThrow();
                deliver(message, record.partition(), record.offset(), record.timestamp());
                progress.meters().fetched();
            }

            @Override
            public void recent(int partition, RecentAppends.Appended record) {
                EventMessage<?> message =
                        EventBatchConverter.message(record.fact(), partition, record.offset(), record.appendedMillis());
                deliver(message, partition, record.offset(), record.appendedMillis());
                progress.meters().recent();
            }
        };
    }

    private void deliver(EventMessage<?> message, int partition, long offset, long appendedMillis) {
        List<EventMessage<?>> one = List.of(message);
        for (Consumer<List<? extends EventMessage<?>>> processor : processors) {
            processor.accept(one);
        }
        // What was in the log before the start has waited for the start, not for the hot tier.
        if (offset >= endOffsetsAtStart.getOrDefault(partition, 0L)) {
            progress.meters().applied(appendedMillis);
        }
    }
}
