package io.truenow.hottier.segment;

/**
 * Where the rows of a segment come from, by ordinal (their place in log order): a run is a stretch of rows of one record whose
 * indexes follow each other. So a batch without duplicates costs 24 bytes. Immutable view: the arrays may be longer than
 * {@code count}.
 */
record Runs(int[] starts, long[] offsets, int[] firstIndexes, long[] ingestTimes, int count) {

    /** Run of an ordinal; {@code hint} is tried first. */
    int locate(int ordinal, int hint) {
        if (starts[hint] <= ordinal && (hint + 1 == count || ordinal < starts[hint + 1])) {
            return hint;
        }
        if (hint + 1 < count && ordinal >= starts[hint + 1] && (hint + 2 == count || ordinal < starts[hint + 2])) {
            return hint + 1;
        }
        int at = java.util.Arrays.binarySearch(starts, 0, count, ordinal);
        return at >= 0 ? at : -at - 2;
    }

    /** Index of an ordinal in its record. */
    int index(int ordinal, int run) {
        return firstIndexes[run] + ordinal - starts[run];
    }

    /** The same without spare room. */
    Runs trimmed() {
        return new Runs(
                java.util.Arrays.copyOf(starts, count),
                java.util.Arrays.copyOf(offsets, count),
                java.util.Arrays.copyOf(firstIndexes, count),
                java.util.Arrays.copyOf(ingestTimes, count),
                count);
    }

    /** Bytes in memory. */
    long heapBytes() {
        return starts.length * 24L + 96;
    }
}
