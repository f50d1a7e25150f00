package io.truenow.hottier.segment;

import java.util.Arrays;

/** The runs of a segment that still grows. One writer; see {@link Runs}. */
final class GrowingRuns {

    private int[] starts = new int[4];
    private long[] offsets = new long[4];
    private int[] firstIndexes = new int[4];
    private long[] ingestTimes = new long[4];
    private int count;

    GrowingRuns() {}

    GrowingRuns(Runs runs) {
        starts = runs.starts().clone();
        offsets = runs.offsets().clone();
        firstIndexes = runs.firstIndexes().clone();
        ingestTimes = runs.ingestTimes().clone();
        count = runs.count();
    }

    /** Notes rows {@code [from, from + rows)} of a record, which get the ordinals from {@code ordinal} on. */
    void add(int ordinal, long offset, long ingestTime, int[] picked, int from, int rows) {
        for (int i = 0; i < rows; i++) {
            int index = picked[from + i];
            if (i == 0 || index != picked[from + i - 1] + 1) {
                start(ordinal + i, offset, index, ingestTime);
            }
        }
    }

    private void start(int ordinal, long offset, int index, long ingestTime) {
        if (count == starts.length) {
            int capacity = count * 2;
            starts = Arrays.copyOf(starts, capacity);
            offsets = Arrays.copyOf(offsets, capacity);
            firstIndexes = Arrays.copyOf(firstIndexes, capacity);
            ingestTimes = Arrays.copyOf(ingestTimes, capacity);
        }
        starts[count] = ordinal;
        offsets[count] = offset;
        firstIndexes[count] = index;
        ingestTimes[count++] = ingestTime;
    }

    Runs view() {
        return new Runs(starts, offsets, firstIndexes, ingestTimes, count);
    }
}
