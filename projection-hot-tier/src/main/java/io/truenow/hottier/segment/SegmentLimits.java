package io.truenow.hottier.segment;

/**
 * How large the parts of a table shard become.
 *
 * @param rows rows at which a segment seals
 * @param bytes bytes at which a segment seals; the last batch may pass it
 * @param chunkRows rows of a chunk, a power of two up to 65,536
 * @param dictionaryValues texts of a shard's dictionary; beyond that, segments have their own
 * @param dictionaryBytes bytes of a shard's dictionary, likewise
 */
public record SegmentLimits(int rows, long bytes, int chunkRows, int dictionaryValues, long dictionaryBytes) {

    /** 1,048,576 rows or 64 MiB; chunks of 65,536; dictionaries of 2^20 texts or 256 MiB. */
    public static final SegmentLimits DEFAULT = new SegmentLimits(1 << 20, 64L << 20, 1 << 16, 1 << 20, 256L << 20);

    /** Refuses impossible limits. */
    public SegmentLimits {
        if (rows < 1
                || rows > 1 << 24
                || bytes < 1
                || Integer.bitCount(chunkRows) != 1
                || chunkRows > 1 << 16
                || dictionaryValues < 1
                || dictionaryValues > 1 << 24
                || dictionaryBytes < 1
                || dictionaryBytes > 1L << 30) {
            throw new IllegalArgumentException("A limit of the segments is out of its range.");
        }
    }

    /** The same, sealing at another number of rows. */
    public SegmentLimits withRows(int other) {
        return new SegmentLimits(other, bytes, chunkRows, dictionaryValues, dictionaryBytes);
    }

    /** The same with other chunks. */
    SegmentLimits withChunkRows(int other) {
        return new SegmentLimits(rows, bytes, other, dictionaryValues, dictionaryBytes);
    }
}
