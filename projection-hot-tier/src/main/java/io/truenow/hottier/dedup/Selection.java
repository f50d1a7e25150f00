package io.truenow.hottier.dedup;

/** Which rows of a batch are new. Reused from batch to batch by one writer; not thread-safe. */
public final class Selection {

    private int[] kept = new int[64];
    private int[] conflicting = new int[4];
    private int keptCount;
    private int conflictingCount;
    private int duplicates;

    void begin(int rows) {
        if (kept.length < rows) {
            kept = new int[rows];
        }
        keptCount = 0;
        conflictingCount = 0;
        duplicates = 0;
    }

    void keep(int row) {
        kept[keptCount++] = row;
    }

    void duplicate() {
        duplicates++;
    }

    void conflict(int row) {
        if (conflictingCount == conflicting.length) {
            conflicting = java.util.Arrays.copyOf(conflicting, conflictingCount * 2);
        }
        conflicting[conflictingCount++] = row;
    }

    /** Rows of new ids, ascending; the first {@link #count()} hold. */
    public int[] rows() {
        return kept;
    }

    /** Number of new ids. */
    public int count() {
        return keptCount;
    }

    /** Number of rows that repeated an id with equal content. */
    public int duplicates() {
        return duplicates;
    }

    /** Number of rows that repeated an id with other content. */
    public int conflicting() {
        return conflictingCount;
    }

    /** Row of such a conflict. */
    public int conflictingRow(int i) {
        return conflicting[i];
    }
}
