package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.port.RecordMetaData;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.extensions.kafka.eventhandling.KafkaMessageConverter;

/**
 * Event message to record and back: the value is the batch in its stored form and nothing else, the partition comes from table and
 * shard, and there are neither keys nor headers. Thread-safe.
 */
final class EventBatchConverter implements KafkaMessageConverter<String, byte[]> {

    @Override
    public ProducerRecord<String, byte[]> createKafkaMessage(EventMessage<?> message, String topic) {
        EventBatchAccepted fact = (EventBatchAccepted) message.getPayload();
        int partition = Placement.partition(
                fact.batch().header().tableId(), fact.batch().header().shard());
        Receipt receipt = (Receipt) message.getMetaData().get(Receipt.META_DATA);
        return new ReceiptRecord(topic, partition, fact, receipt == null ? new Receipt() : receipt);
    }

    /** Throws {@link io.truenow.events.ingest.CorruptBatchException} if the record is not one of ours. */
    @Override
    public Optional<EventMessage<?>> readKafkaMessage(ConsumerRecord<String, byte[]> record) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        EventBatchAccepted fact = EventBatchAccepted.decode(value);
        return Optional.of(message(fact, record.partition(), record.offset(), record.timestamp()));
    }

    /** The message of a fact that stands in the log. */
    static EventMessage<?> message(EventBatchAccepted fact, int partition, long offset, long appendedMillis) {
        Map<String, ?> metaData = Map.of(
                RecordMetaData.PARTITION, partition,
                RecordMetaData.OFFSET, offset,
                RecordMetaData.APPEND_TIME_MICROS, appendedMillis * 1_000L);
        return new GenericEventMessage<>(
                partition + ":" + offset, fact, metaData, Instant.ofEpochMilli(appendedMillis));
    }
}
