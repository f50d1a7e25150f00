package io.truenow.hottier.scan;

/**
 * Sizes that shape a scan. Answers depend on them only in the last bits of sums, and never on the number of threads.
 *
 * @param maxLanes most independent parts of an aggregation with few groups
 * @param minLanes parts of an aggregation with many groups (each part holds accumulators of its own)
 * @param denseGroups most combinations of key values for which accumulators are addressed directly; beyond, keys are hashed
 * @param topRows most rows (offset + limit) of an ordered selection that are kept in a heap; beyond, all rows are sorted
 * @param bitmapBytes most bytes of the bitmaps of one distinct count per part; beyond, values are hashed
 */
public record ScanSettings(int maxLanes, int minLanes, int denseGroups, int topRows, int bitmapBytes) {

    /** For tables of up to some hundred million rows. */
    public static final ScanSettings DEFAULT = new ScanSettings(32, 4, 1 << 21, 10_000, 8 << 20);

    /** Refuses impossible sizes. */
    public ScanSettings {
        if (minLanes < 1 || maxLanes < minLanes || denseGroups < 1 || topRows < 1 || bitmapBytes < 8) {
            throw new IllegalArgumentException("Scan sizes are positive and minLanes is at most maxLanes.");
        }
    }
}
