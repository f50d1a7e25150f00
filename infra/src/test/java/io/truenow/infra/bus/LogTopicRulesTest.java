package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogTopicRulesTest {

    @Test
    void whatIsMadeIsFit() {
        assertThatCode(() -> LogTopicRules.require(topic(16, 1), LogTopicRules.wanted(1)))
                .doesNotThrowAnyException();
        assertThatCode(() -> LogTopicRules.require(topic(16, 3), LogTopicRules.wanted(3)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "1, retention.ms, 86400000, -1",
        "1, retention.bytes, 1000000, -1",
        "1, cleanup.policy, compact, delete",
        "1, message.timestamp.type, CreateTime, LogAppendTime",
        "1, max.message.bytes, 1000, 851968",
        "1, flush.messages, 9223372036854775807, 1",
        "3, min.insync.replicas, 1, 2"
    })
    void aSettingThatLosesOrRefusesIsNamedWithTheCommandThatMendsIt(
            int copies, String name, String value, String wanted) {
        Map<String, String> found = new HashMap<>(LogTopicRules.wanted(copies));
        found.put(name, value);

        assertThatThrownBy(() -> LogTopicRules.require(topic(16, copies), found))
                .hasMessageContaining("[" + name + "] is [" + value + "] and must be [" + wanted + "]")
                .hasMessageContaining("kafka-configs.sh --alter --topic log --add-config " + name + "=" + wanted);
    }

    @Test
    void anotherNumberOfPartitionsCannotBeMended() {
        assertThatThrownBy(() -> LogTopicRules.require(topic(4, 1), LogTopicRules.wanted(1)))
                .hasMessageContaining("[partitions] is [4] and must be [16]")
                .hasMessageContaining("rename or delete it");
    }

    @Test
    void moreCopiesNeedNoSyncAtEachAppend() {
        Map<String, String> found = new HashMap<>(LogTopicRules.wanted(3));
        found.put("flush.messages", "9223372036854775807");

        assertThatCode(() -> LogTopicRules.require(topic(16, 3), found)).doesNotThrowAnyException();
    }

    @Test
    void aBrokerWithoutThatSettingMustSayThatItWaitsForTheDisk() {
        Map<String, String> redpanda = new HashMap<>(LogTopicRules.wanted(1));
        redpanda.remove("flush.messages");
        redpanda.remove("min.insync.replicas");
        assertThatThrownBy(() -> LogTopicRules.require(topic(16, 1), redpanda)).hasMessageContaining("flush.messages");

        redpanda.put("write.caching", "true");
        assertThatThrownBy(() -> LogTopicRules.require(topic(16, 1), redpanda)).hasMessageContaining("flush.messages");

        redpanda.put("write.caching", "false");
        assertThatCode(() -> LogTopicRules.require(topic(16, 1), redpanda)).doesNotThrowAnyException();
    }

    private static TopicDescription topic(int partitions, int copies) {
        List<Node> nodes =
                IntStream.range(0, copies).mapToObj(n -> new Node(n, "h", 9092)).toList();
        return new TopicDescription(
                "log",
                false,
                IntStream.range(0, partitions)
                        .mapToObj(p -> new TopicPartitionInfo(p, nodes.getFirst(), nodes, nodes))
                        .toList());
    }
}
