package io.truenow.infra.bus;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Kafka's settings of the log's reader. */
final class LogConsumerSettings {

    private LogConsumerSettings() {}

    /**
     * No position of Kafka's is ever used: commits are ours and only information, and an offset that the log does not have is a
     * failure instead of a jump. The member has a fixed name, so that it comes back after a crash without waiting for its own
     * session to end. The classic group protocol also runs on Redpanda.
     */
    static Map<String, Object> of(LogSettings settings) {
        Map<String, Object> c = base(settings, "truenow-hot-tier");
        c.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name());
        c.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, settings.nodeName());
        c.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        c.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int)
                settings.sessionTimeout().toMillis());
        c.put(
                ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG,
                (int) settings.sessionTimeout().toMillis() / 4);
        c.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000);
        c.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 500);
        c.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, settings.fetchBytes());
        c.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * LogSettings.MAX_RECORD_BYTES);
        return c;
    }

    /** For a reader beside the hot tier's, of which there may be several: no group, and little in memory at a time. */
    static Map<String, Object> withoutGroup(LogSettings settings) {
        Map<String, Object> c = base(settings, "truenow-tail");
        c.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 16);
        c.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * LogSettings.MAX_RECORD_BYTES);
        c.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, LogSettings.MAX_RECORD_BYTES);
        return c;
    }

    private static Map<String, Object> base(LogSettings settings, String client) {
        Map<String, Object> c = new HashMap<>();
        settings.connection().addTo(c);
        c.put(ConsumerConfig.CLIENT_ID_CONFIG, client);
        c.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, StringDeserializer.class);
        c.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        c.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        c.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        c.put(ConsumerConfig.RECONNECT_BACKOFF_MS_CONFIG, 50L);
        c.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L);
        c.put(ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return c;
    }
}
