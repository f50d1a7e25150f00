package io.truenow.infra.bus;

import io.truenow.events.ingest.EventBatchAccepted;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The record of a fact, with the receipt that its answer goes to. */
final class ReceiptRecord extends ProducerRecord<String, byte[]> {

    private final EventBatchAccepted fact;
    private final Receipt receipt;

    ReceiptRecord(String topic, int partition, EventBatchAccepted fact, Receipt receipt) {
        super(topic, partition, null, fact.encoded());
        this.fact = fact;
        this.receipt = receipt;
    }

    EventBatchAccepted fact() {
        return fact;
    }

    Receipt receipt() {
        return receipt;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
