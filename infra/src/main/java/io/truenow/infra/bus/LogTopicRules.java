package io.truenow.infra.bus;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.Placement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** What a topic must be like to be our log, and the sentence that says how to mend one that is not. */
final class LogTopicRules {

    /** Redpanda's: an acknowledgement waits for the disk while it is {@code false}; it has no {@code flush.messages}. */
    private static final String WRITE_CACHING = "write.caching";

    private LogTopicRules() {}

    /** Settings of a topic that is made with so many copies. */
    static Map<String, String> wanted(int copies) {
        Map<String, String> configs = must(copies);
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "producer");
        configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(128 * 1024 * 1024));
        return configs;
    }

    private static Map<String, String> must(int copies) {
        Map<String, String> configs = new TreeMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        configs.put(TopicConfig.RETENTION_MS_CONFIG, "-1");
        configs.put(TopicConfig.RETENTION_BYTES_CONFIG, "-1");
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(LogSettings.MAX_RECORD_BYTES));
        if (copies == 1) {
            configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "1");
            configs.put(TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG, "1");
        } else {
            configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(LogSettings.MIN_INSYNC_COPIES));
        }
        return configs;
    }

    /** What the brokers say of a topic's settings. */
    static Map<String, String> settings(Admin admin, String topic, long timeoutSeconds)
            throws InterruptedException, ExecutionException, TimeoutException {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> found = new TreeMap<>();
        admin.describeConfigs(List.of(resource))
                .all()
                .get(timeoutSeconds, TimeUnit.SECONDS)
                .values()
                .forEach(config ->
                        config.entries().forEach(entry -> found.put(entry.name(), String.valueOf(entry.value()))));
        return found;
    }

    /**
     * Refuses a topic that is not fit.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE}, saying what is wrong and how to mend it
     */
    static void require(TopicDescription topic, Map<String, String> found) {
        int partitions = topic.partitions().size();
        if (partitions != Placement.PARTITIONS) {
            throw unfit(
                    topic.name(),
                    "partitions",
                    Integer.toString(partitions),
                    Integer.toString(Placement.PARTITIONS),
                    "A log keeps its number of partitions for ever: if this topic is not TrueNow's, rename or delete it and"
                            + " start again, and the right one is made.");
        }
        int copies = topic.partitions().getFirst().replicas().size();
        must(copies).forEach((name, wanted) -> {
            String value = found.getOrDefault(name, "nothing");
            if (!fits(name, value, wanted, found)) {
                throw unfit(
                        topic.name(),
                        name,
                        value,
                        wanted,
                        "Set it: kafka-configs.sh --alter --topic " + topic.name() + " --add-config " + name + "="
                                + wanted + " (and --bootstrap-server).");
            }
        });
    }

    private static boolean fits(String name, String value, String wanted, Map<String, String> all) {
        return switch (name) {
            case TopicConfig.MAX_MESSAGE_BYTES_CONFIG, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG ->
                isAtLeast(value, Long.parseLong(wanted)) || !all.containsKey(name) && all.containsKey(WRITE_CACHING);
            case TopicConfig.FLUSH_MESSAGES_INTERVAL_CONFIG ->
                value.equals(wanted) || !all.containsKey(name) && "false".equals(all.get(WRITE_CACHING));
            default -> value.equals(wanted);
        };
    }

    private static boolean isAtLeast(String value, long wanted) {
        try {
            return Long.parseLong(value) >= wanted;
        } catch (NumberFormatException nothing) {
            return false;
        }
    }

    private static TrueNowException unfit(String topic, String what, String value, String wanted, String mend) {
        return new TrueNowException(
                ErrorCode.LOG_UNAVAILABLE,
                "The topic [" + topic + "] is not fit to be the log: [" + what + "] is [" + value + "] and must be ["
                        + wanted + "]. " + mend);
    }
}
