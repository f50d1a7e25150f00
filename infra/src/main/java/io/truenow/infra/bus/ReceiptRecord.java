package io.truenow.infra.bus;

import org.apache.kafka.clients.producer.ProducerRecord;

/** A record with the receipt that its answer goes to. */
final class ReceiptRecord extends ProducerRecord<String, byte[]> {

    private final Receipt receipt;

    ReceiptRecord(String topic, int partition, byte[] value, Receipt receipt) {
        super(topic, partition, null, value);
        this.receipt = receipt;
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
