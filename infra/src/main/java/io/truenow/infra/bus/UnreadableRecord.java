package io.truenow.infra.bus;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** What Kafka's consumer says when it cannot read a record: an exception whose text names the partition, and nothing else does. */
final class UnreadableRecord {

    private UnreadableRecord() {}

    /** Whether the text names the partition: {@code topic-1} is not meant by {@code topic-11}. */
    static boolean names(String text, TopicPartition partition) {
        String name = partition.toString();
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            if (end == text.length() || !Character.isDigit(text.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    /** The innermost reason. */
    static String sentence(KafkaException failure) {
        Throwable inner = failure;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        return "The record cannot be read: " + inner.getMessage();
    }
}
