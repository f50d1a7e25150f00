package io.truenow.truth.verify;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The log as a broker gives it, read by a consumer without a group: nothing is committed, nobody notices. Kafka's own checksums are
 * checked; what does not fit is told as damage and stepped over. Offsets of the log are without gaps, because nothing in it is
 * transactional, compacted or deleted; so a gap is damage too.
 */
public final class BrokerLog implements ReadableLog {

    private static final Duration POLL = Duration.ofMillis(200);

    /** How long a broker may give nothing before its record counts as unreadable. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** Most steps over records that cannot be read, in one reading of a partition. */
    private static final int MAX_STEPS = 10_000;

    /** Most steps over places of which the broker gives nothing: each takes the whole silence. */
    private static final int MAX_SILENCES = 3;

    private final String topic;
    private final int partitions;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /**
     * The log's topic at brokers.
     *
     * @param security Kafka's own properties of TLS and SASL; empty for none
     */
    public BrokerLog(String bootstrapServers, Map<String, String> security, String topic, int partitions) {
        this.topic = topic;
        this.partitions = partitions;
        Map<String, Object> c = new HashMap<>(security);
        c.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        c.put(ConsumerConfig.CLIENT_ID_CONFIG, "truenow-verify");
        c.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        c.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        c.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        c.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        c.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        c.put(ConsumerConfig.CHECK_CRCS_CONFIG, true);
        c.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        c.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
        c.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 15_000);
        c.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
        c.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        consumer = new KafkaConsumer<>(c);
    }

    @Override
    public int partitions() {
        return partitions;
    }

    @Override
    public long endOffset(int partition) {
        TopicPartition place = new TopicPartition(topic, partition);
        return consumer.endOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    private long beginOffset(int partition) {
        TopicPartition place = new TopicPartition(topic, partition);
        return consumer.beginningOffsets(List.of(place)).getOrDefault(place, 0L);
    }

    @Override
    public void read(int partition, long from, long to, Sink sink) {
        long begin = Math.min(beginOffset(partition), to);
        if (from < begin) {
            sink.damaged(new Damage(partition, from, begin - 1, "The log begins behind it."));
        }
        long end = endOffset(partition);
        if (to > end) {
            sink.damaged(new Damage(
                    partition,
                    Math.max(from, end),
                    to - 1,
                    "The log ends at [" + end + "], in front of what the server has applied."));
        }
        new Reading(partition, Math.max(from, begin), Math.min(to, end), sink).run();
    }

    /** Reads a range that the log has. */
    private final class Reading {
        private final TopicPartition place;
        private final long to;
        private final Sink sink;
        private long next;
        private long badFrom = -1;
        private String badReason = "";
        private int steps;
        private int silences;
        private long silentSince = System.nanoTime();

        Reading(int partition, long from, long to, Sink sink) {
            this.place = new TopicPartition(topic, partition);
            this.next = from;
            this.to = to;
            this.sink = sink;
        }

        void run() {
            consumer.assign(List.of(place));
            consumer.seek(place, next);
            while (next < to) {
                try {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        take(record);
                    }
                    if (System.nanoTime() - silentSince > SILENCE.toNanos() && next < to) {
                        silent();
                    }
                } catch (KafkaException e) {
                    bad(Math.max(next, consumer.position(place)), sentence(e));
                }
            }
            endOfBad();
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            silentSince = System.nanoTime();
            if (record.offset() < next || record.offset() >= to) {
                next = Math.max(next, Math.min(record.offset(), to));
                return;
            }
            if (record.offset() > next) {
                if (badFrom < 0) {
                    badFrom = next;
                    badReason = "The log has no such record, but has later ones.";
                }
                next = record.offset();
            }
            endOfBad();
            sink.record(
                    record.offset(),
                    record.timestamp() * 1_000L,
                    record.value() == null ? new byte[0] : record.value());
            next = record.offset() + 1;
        }

        /** One record that cannot be read; the next is tried. */
        private void bad(long at, String reason) {
            if (at > next) {
                next = at;
            }
            if (badFrom < 0) {
                badFrom = next;
                badReason = reason;
            }
            next++;
            if (++steps > MAX_STEPS) {
                next = to;
            }
            silentSince = System.nanoTime();
            consumer.seek(place, next);
        }

        private void silent() {
            bad(next, "The broker gives no record from here on.");
            if (++silences >= MAX_SILENCES) {
                next = to;
            }
        }

        private void endOfBad() {
            if (badFrom >= 0) {
                sink.damaged(new Damage(place.partition(), badFrom, next - 1, badReason));
                badFrom = -1;
            }
        }
    }

    /** The innermost reason: Kafka wraps "the checksum does not fit" in advice to seek. */
    private static String sentence(Throwable failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String text = inner.getMessage() == null ? inner.getClass().getSimpleName() : inner.getMessage();
        return "The record cannot be read: " + text;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
