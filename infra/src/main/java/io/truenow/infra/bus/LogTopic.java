package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Placement;
import io.truenow.infra.server.LogIdentity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topic that holds the log: made if missing, checked if there. A log that forgets or places otherwise is refused. Asks brokers only
 * what Kafka and Redpanda both answer: cluster, topics and their settings, new topics, offsets.
 */
public final class LogTopic {

    private static final Logger LOG = LoggerFactory.getLogger(LogTopic.class);
    private static final long TIMEOUT_SECONDS = 30;
    private static final long RETRY_MILLIS = 20;

    private final LogSettings settings;

    /** The topic of the settings. */
    public LogTopic(LogSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes or checks the topic.
     *
     * @return which log it is
     * @throws TrueNowException {@code LOG_UNAVAILABLE}: no broker answers, or the topic is not fit to be our log
     */
    public LogIdentity ensure() {
        return ask(admin -> {
            DescribeClusterResult cluster = admin.describeCluster();
            int brokers = cluster.nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS).size();
            TopicDescription topic = describe(admin).orElse(null);
            if (topic != null) {
                LogTopicRules.require(topic, LogTopicRules.settings(admin, topic.name(), TIMEOUT_SECONDS));
            } else if (!create(admin, brokers)) {
                endOffsets(admin);
                topic = described(admin);
                LogTopicRules.require(topic, LogTopicRules.settings(admin, topic.name(), TIMEOUT_SECONDS));
            }
            endOffsets(admin);
            return new LogIdentity(
                    cluster.clusterId().get(TIMEOUT_SECONDS, TimeUnit.SECONDS),
                    described(admin).topicId().toString());
        });
    }

    /**
     * Offset behind the last record of each partition, by partition.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE}: no broker answers
     */
    public Map<Integer, Long> endOffsets() {
        return ask(this::endOffsets);
    }

    /** Asks again while brokers do not know yet of a topic that was made a moment ago, or of who leads its partitions. */
    private Map<Integer, Long> endOffsets(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            latest.put(new TopicPartition(settings.topic(), partition), OffsetSpec.latest());
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (true) {
            try {
                described(admin);
                Map<Integer, Long> ends = new TreeMap<>();
                admin.listOffsets(latest)
                        .all()
                        .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                        .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
                return ends;
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof RetriableException) || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        }
    }

    private TopicDescription described(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        return admin.describeTopics(List.of(settings.topic()))
                .topicNameValues()
                .values()
                .iterator()
                .next()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    private Optional<TopicDescription> describe(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return Optional.of(described(admin));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** A question to the brokers. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T ask(Question<T> question) {
        Map<String, Object> client = new HashMap<>();
        settings.connection().addTo(client);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS));
        try (Admin admin = Admin.create(client)) {
            return question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The log's topic [" + settings.topic() + "] cannot be made or read at ["
                            + settings.connection().bootstrapServers() + "]: " + reason(e),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, "The start was interrupted.", e);
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        return cause.getMessage() == null ? "it does not answer in time." : cause.getMessage();
    }

    /** False if somebody else has just made it. */
    private boolean create(Admin admin, int brokers) throws InterruptedException, ExecutionException, TimeoutException {
        int copies = settings.replicas() != LogSettings.BY_BROKERS
                ? settings.replicas()
                : brokers >= LogSettings.COPIES ? LogSettings.COPIES : 1;
        NewTopic topic = new NewTopic(settings.topic(), Placement.PARTITIONS, (short) copies)
                .configs(LogTopicRules.wanted(copies));
        try {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            LOG.info(
                    "The topic [{}] is made; copies: {}, brokers of the cluster: {}.",
                    settings.topic(),
                    copies,
                    brokers);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            if (e.getCause() instanceof InvalidReplicationFactorException) {
                throw new TrueNowException(
                        ErrorCode.LOG_UNAVAILABLE,
                        "The topic [" + settings.topic() + "] was to have [" + copies
                                + "] copies, and the cluster has [" + brokers
                                + "] brokers: start more of them, or lower [KAFKA_REPLICATION_FACTOR].",
                        e);
            }
            throw e;
        }
    }
}
