package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchCodec;
import java.time.Duration;

/**
 * Settings of the log: topic, writing, reading.
 *
 * @param bootstrapServers addresses of the brokers, separated by commas
 * @param topic name of the topic
 * @param replicas copies of each partition: 1 on one node; then every append is synced to the disk
 * @param minInsyncReplicas copies that must have a record before it is acknowledged
 * @param ackTimeout longest wait for an acknowledgement; past it the outcome is unknown
 * @param blockTimeout longest wait for a broker or a free buffer before a record is handed over; past it it is refused
 * @param producers connections for writing, each with its share of the partitions
 * @param producerBufferBytes bound of what waits in the producers together
 * @param group consumer group of the hot tier
 * @param nodeName name of this node, fixed over restarts: its member of the group comes back under it without a rebalance
 * @param sessionTimeout after which a silent member of the group loses its partitions
 * @param fetchBytes bound of what one fetch brings
 * @param commitInterval how often positions are committed, as information only
 */
public record LogSettings(
        String bootstrapServers,
        String topic,
        int replicas,
        int minInsyncReplicas,
        Duration ackTimeout,
        Duration blockTimeout,
        int producers,
        long producerBufferBytes,
        String group,
        String nodeName,
        Duration sessionTimeout,
        int fetchBytes,
        Duration commitInterval) {

    /** Name of the topic unless set (ruling 47). */
    public static final String DEFAULT_TOPIC = "truenow.log";

    /** Connections for writing unless set. */
    public static final int DEFAULT_PRODUCERS = 2;

    /** Consumer group of the hot tier unless set. */
    public static final String DEFAULT_GROUP = "truenow-hot-tier";

    /** Largest record, in bytes: the largest batch and what the log adds to it. */
    public static final int MAX_RECORD_BYTES = EventBatchCodec.MAX_BYTES + 64 * 1024;

    /** One node: one copy, synced at every append. */
    public static LogSettings oneNode(String bootstrapServers) {
        return new LogSettings(
                bootstrapServers,
                DEFAULT_TOPIC,
                1,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                DEFAULT_PRODUCERS,
                64L * 1024 * 1024,
                DEFAULT_GROUP,
                "node-1",
                Duration.ofSeconds(6),
                16 * 1024 * 1024,
                Duration.ofSeconds(5));
    }
}
