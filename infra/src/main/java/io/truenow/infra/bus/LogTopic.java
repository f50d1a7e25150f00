package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The topic that holds the log: made if missing, checked if there. A log that forgets or places otherwise is refused. */
public final class LogTopic {

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
     * @throws TrueNowException {@code LOG_UNAVAILABLE}: no broker answers, or the topic is not fit to be our log
     */
    public void ensure() {
        ask(admin -> {
            if (!create(admin)) {
                requireFit(admin);
            }
            return endOffsets(admin);
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
                admin.describeTopics(List.of(settings.topic())).allTopicNames().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
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

    /** A question to the brokers. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private <T> T ask(Question<T> question) {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                settings.bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) TimeUnit.SECONDS.toMillis(TIMEOUT_SECONDS)))) {
            return question.ask(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new TrueNowException(
                    ErrorCode.LOG_UNAVAILABLE,
                    "The log's topic [" + settings.topic() + "] cannot be made or read at ["
                            + settings.bootstrapServers() + "].",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TrueNowException(ErrorCode.LOG_UNAVAILABLE, "The start was interrupted.", e);
        }
    }

    private boolean create(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        NewTopic topic =
                new NewTopic(settings.topic(), Placement.PARTITIONS, (short) settings.replicas()).configs(configs());
        try {
            admin.createTopics(List.of(topic)).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e;
        }
    }

    private void requireFit(Admin admin) throws InterruptedException, ExecutionException, TimeoutException {
        TopicDescription topic = admin.describeTopics(List.of(settings.topic()))
                .allTopicNames()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .get(settings.topic());
        int partitions = topic == null ? 0 : topic.partitions().size();
        if (partitions != Placement.PARTITIONS) {
            throw unfit("partitions", Integer.toString(partitions), Integer.toString(Placement.PARTITIONS));
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, settings.topic());
        Config found = admin.describeConfigs(List.of(resource))
                .all()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .get(resource);
        configs().forEach((name, wanted) -> {
            String value = found == null || found.get(name) == null
                    ? "nothing"
                    : found.get(name).value();
            if (!fits(name, value, wanted)) {
                throw unfit(name, value, wanted);
            }
        });
    }

    private static boolean fits(String name, String value, String wanted) {
        return switch (name) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG ->
                Long.parseLong(value) >= Long.parseLong(wanted);
            case TopicConfig.SEGMENT_BYTES_CONFIG, TopicConfig.COMPRESSION_TYPE_CONFIG -> true;
            default -> value.equals(wanted);
        };
    }

    private TrueNowException unfit(String what, String value, String wanted) {
        return new TrueNowException(
                ErrorCode.LOG_UNAVAILABLE,
                "The topic [" + settings.topic() + "] is not fit to be the log: [" + what + "] is [" + value
                        + "] and must be [" + wanted + "].");
    }

    private Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LogSettings.MAX_RECORD_BYTES));
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(settings.minInsyncReplicas()));
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(128 * 1024 * 1024));
        if (settings.replicas() == 1) {
            configs.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        }
        return configs;
    }
}
