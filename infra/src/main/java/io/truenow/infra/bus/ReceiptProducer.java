package io.truenow.infra.bus;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.metrics.KafkaMetric;
import org.jspecify.annotations.Nullable;

/**
 * Producers as one, each with a connection of its own and a fixed share of the partitions, that fill the {@link Receipt} of each
 * {@link ReceiptRecord} and hand what was acknowledged to {@link RecentAppends}. A broker works on one request of a connection at a time, and a request ends with a sync, so that with one
 * connection the syncs of different partitions would stand in line. Order within a partition is kept. Without transactions.
 * Thread-safe.
 */
final class ReceiptProducer implements Producer<String, byte[]> {

    private static final String NO_TRANSACTIONS = "The log takes no transactions.";

    private final List<Producer<String, byte[]>> producers;

    private final RecentAppends recent;

    ReceiptProducer(List<Producer<String, byte[]>> producers, RecentAppends recent) {
        this.producers = List.copyOf(producers);
        this.recent = recent;
    }

    private Producer<String, byte[]> producer(ProducerRecord<String, byte[]> record) {
        Integer partition = record.partition();
        return producers.get(partition == null ? 0 : partition % producers.size());
    }

    /** Throws if the record was refused at once, so that the records behind it do not wait in vain as well. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
        if (!(record instanceof ReceiptRecord ours)) {
            return producer(record).send(record);
        }
        Receipt receipt = ours.receipt();
        receipt.handing();
        try {
            Future<RecordMetadata> answer =
                    producer(record).send(record, (written, failure) -> answered(ours, written, failure));
            receipt.handedOver();
            receipt.requireNotRefused();
            return answer;
        } catch (RuntimeException e) {
            receipt.refused(e);
            throw e;
        }
    }

    private void answered(ReceiptRecord record, @Nullable RecordMetadata written, @Nullable Exception failure) {
        if (failure == null && written != null && written.hasOffset() && written.hasTimestamp()) {
            recent.offer(written.partition(), written.offset(), written.timestamp(), record.fact());
        }
        record.receipt().answered(written, failure);
    }

    @Override
    public Future<RecordMetadata> send(ProducerRecord<String, byte[]> record, Callback callback) {
        return producer(record).send(record, callback);
    }

    @Override
    public void initTransactions() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void beginTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void sendOffsetsToTransaction(
            Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata) {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void commitTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void abortTransaction() {
        throw new UnsupportedOperationException(NO_TRANSACTIONS);
    }

    @Override
    public void registerMetricForSubscription(KafkaMetric metric) {
        producers.forEach(producer -> producer.registerMetricForSubscription(metric));
    }

    @Override
    public void unregisterMetricFromSubscription(KafkaMetric metric) {
        producers.forEach(producer -> producer.unregisterMetricFromSubscription(metric));
    }

    @Override
    public void flush() {
        producers.forEach(Producer::flush);
    }

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return producers.getFirst().partitionsFor(topic);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return producers.getFirst().metrics();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return producers.getFirst().clientInstanceId(timeout);
    }

    @Override
    public void close() {
        producers.forEach(Producer::close);
    }

    @Override
    public void close(Duration timeout) {
        producers.forEach(producer -> producer.close(timeout));
    }
}
