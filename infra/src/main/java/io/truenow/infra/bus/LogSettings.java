package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchCodec;
import io.truenow.infra.server.LogConnection;
import java.time.Duration;

/**
 * Settings of the log: topic, writing, reading.
 *
 * @param connection how clients connect
 * @param topic name of the topic
 * @param replicas copies of each partition of a topic that is made; {@link #BY_BROKERS} for as many as the cluster has room for, up to
 *     {@link #COPIES}. With one copy every append is synced to the disk; with more, two must have it before it is acknowledged
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
        LogConnection connection,
        String topic,
        int replicas,
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

    /** {@link #replicas} for a number that follows from the cluster's. */
    public static final int BY_BROKERS = 0;

    /** Copies on a cluster of so many brokers or more. */
    public static final int COPIES = 3;

    /** Copies that must have a record before it is acknowledged, where there are more than one. */
    public static final int MIN_INSYNC_COPIES = 2;

    /** One node with its own broker: one copy, synced at every append. */
    public static LogSettings oneNode(LogConnection connection) {
        return of(connection, 1, "node-1");
    }

    /** The same for one of several servers, each of which reads the whole log. */
    public LogSettings shared() {
        return new LogSettings(
                connection,
                topic,
                replicas,
                ackTimeout,
                blockTimeout,
                producers,
                producerBufferBytes,
                DEFAULT_GROUP + "-" + nodeName,
                nodeName,
                sessionTimeout,
                fetchBytes,
                commitInterval);
    }

    /** The usual settings. */
    public static LogSettings of(LogConnection connection, int replicas, String nodeName) {
        return new LogSettings(
                connection,
                DEFAULT_TOPIC,
                replicas,
                Duration.ofSeconds(10),
                Duration.ofSeconds(3),
                DEFAULT_PRODUCERS,
                64L * 1024 * 1024,
                DEFAULT_GROUP,
                nodeName,
                Duration.ofSeconds(6),
                16 * 1024 * 1024,
                Duration.ofSeconds(5));
    }
}
