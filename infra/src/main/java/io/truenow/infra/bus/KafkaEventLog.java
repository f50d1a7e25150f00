package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.CorruptBatchException;
import io.truenow.events.ingest.EventBatchCodec;
import io.truenow.events.ingest.Placement;
import io.truenow.sql.port.EventLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** The log for readers of its own: each has a consumer without a group, which takes nothing from the hot tier's. Thread-safe. */
public final class KafkaEventLog implements EventLog {

    private final LogSettings settings;
    private final LogTopic topic;

    /** The log of the settings. */
    public KafkaEventLog(LogSettings settings) {
        this.settings = settings;
        this.topic = new LogTopic(settings);
    }

    @Override
    public long[] ends() {
        long[] ends = new long[Placement.PARTITIONS];
        topic.endOffsets().forEach((partition, end) -> ends[partition] = end);
        return ends;
    }

    @Override
    public Reader open(long[] offsets) {
        Consumer<String, byte[]> consumer = new KafkaConsumer<>(LogConsumerSettings.withoutGroup(settings));
        try {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < offsets.length; partition++) {
                partitions.add(new TopicPartition(settings.topic(), partition));
            }
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, offsets[partition.partition()]));
            return new ConsumerReader(consumer);
        } catch (RuntimeException | Error failure) {
            consumer.close(CloseOptions.timeout(Duration.ZERO));
            throw failure;
        }
    }

    private record ConsumerReader(Consumer<String, byte[]> consumer) implements Reader {

        private static final Duration CLOSE = Duration.ofSeconds(1);

        @Override
        public List<Entry> next(Duration wait) {
            List<Entry> entries = new ArrayList<>();
            try {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
                    entries.add(new Entry(record.partition(), record.offset(), EventBatchCodec.decode(record.value())));
                }
            } catch (KafkaException | CorruptBatchException e) {
                throw new TrueNowException(
                        ErrorCode.CORRUPT_RECORD, "The log cannot be read any further: " + e.getMessage(), e);
            }
            return entries;
        }

        @Override
        public void close() {
            consumer.close(CloseOptions.timeout(CLOSE));
        }
    }
}
