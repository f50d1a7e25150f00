package io.truenow.infra.bus;

/**
 * A partition that is not read any further, so that nothing behind the fault is applied as if it were not there.
 *
 * @param offset record that could not be read or applied
 * @param reason a sentence for health and logs
 */
public record PartitionFailure(int partition, long offset, String reason) {

    @Override
    public String toString() {
        return "Partition [" + partition + "] of the log stopped at offset [" + offset + "]: " + reason;
    }
}
