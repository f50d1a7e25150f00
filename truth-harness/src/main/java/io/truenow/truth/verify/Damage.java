package io.truenow.truth.verify;

/**
 * Records of the log that are not there or cannot be read.
 *
 * @param fromOffset first of them
 * @param toOffset last of them
 * @param reason a sentence
 */
public record Damage(int partition, long fromOffset, long toOffset, String reason) {

    @Override
    public String toString() {
        String offsets = fromOffset == toOffset
                ? "offset [" + fromOffset + "]"
                : "offsets [" + fromOffset + "] to [" + toOffset + "]";
        return "Partition [" + partition + "] of the log, " + offsets + ": " + reason;
    }
}
