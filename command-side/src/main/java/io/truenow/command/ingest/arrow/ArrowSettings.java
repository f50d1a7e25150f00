package io.truenow.command.ingest.arrow;

/**
 * Limits of an Arrow stream.
 *
 * @param maxMessageBytes largest record batch, unpacked, and all dictionaries of a stream together
 * @param maxMetadataBytes largest description of a message
 * @param blockRows rows that become durable together
 */
public record ArrowSettings(int maxMessageBytes, int maxMetadataBytes, int blockRows) {

    /** Batches of 64 MiB, descriptions of 4 MiB, blocks of 8,192 rows. */
    public static final ArrowSettings DEFAULT = new ArrowSettings(64 << 20, 4 << 20, 8192);
}
