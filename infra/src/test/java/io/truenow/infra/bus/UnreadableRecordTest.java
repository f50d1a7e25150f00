package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class UnreadableRecordTest {

    @Test
    void thePartitionThatTheTextNamesIsMeantAndNoneWhoseNumberBeginsAlike() {
        String text = "Received exception when fetching the next record from truenow.log-11. If needed, please seek.";

        assertThat(UnreadableRecord.names(text, new TopicPartition("truenow.log", 11)))
                .isTrue();
        assertThat(UnreadableRecord.names(text, new TopicPartition("truenow.log", 1)))
                .isFalse();
        assertThat(UnreadableRecord.names("from truenow.log-1", new TopicPartition("truenow.log", 1)))
                .isTrue();
        assertThat(UnreadableRecord.names("The broker is away.", new TopicPartition("truenow.log", 1)))
                .isFalse();
    }

    @Test
    void theSentenceIsTheInnermostReason() {
        assertThat(UnreadableRecord.sentence(new KafkaException("outer", new KafkaException("the checksum is wrong"))))
                .isEqualTo("The record cannot be read: the checksum is wrong");
    }
}
