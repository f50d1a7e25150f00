package io.truenow.hottier.dedup;

import io.truenow.events.ingest.ByteSlices;
import java.util.Arrays;

/**
 * Ids in arrays, which only grow at their end and are replaced when they are full, so that a {@link #frozen()} twin stays valid while
 * the writer goes on. The append times stand as runs, since a batch has one. One writer.
 */
final class HeapIds implements Ids {

    private byte[] bytes;
    private int[] offsets;
    private long[] contentHashes;
    private int size;
    private int[] runStarts;
    private long[] runTimes;
    private int runs;

    HeapIds() {
        this(new byte[128], new int[9], new long[8], 0, new int[1], new long[1], 0);
    }

    /** With arrays that are its own from now on, each long enough for one id more than {@code size}, or for none. */
    HeapIds(byte[] bytes, int[] offsets, long[] contentHashes, int size, int[] runStarts, long[] runTimes, int runs) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.contentHashes = contentHashes;
        this.size = size;
        this.runStarts = runStarts;
        this.runTimes = runTimes;
        this.runs = runs;
    }

    HeapIds frozen() {
        return new HeapIds(bytes, offsets, contentHashes, size, runStarts, runTimes, runs);
    }

    int size() {
        return size;
    }

    boolean hasBytesFor(int more) {
        return (long) offsets[size] + more <= Integer.MAX_VALUE - 16;
    }

    /** Adds an id; whether a new run begins with it. */
    boolean add(byte[] id, int from, int length, long contentHash, long appendTimeMicros) {
        if (size == contentHashes.length) {
            contentHashes = Arrays.copyOf(contentHashes, Math.max(8, size * 2));
            offsets = Arrays.copyOf(offsets, contentHashes.length + 1);
        }
        int start = offsets[size];
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, (bytes.length + (long) length) * 2));
        }
        System.arraycopy(id, from, bytes, start, length);
        contentHashes[size] = contentHash;
        offsets[size + 1] = start + length;
        boolean begins = runs == 0 || runTimes[runs - 1] != appendTimeMicros;
        if (begins) {
            beginRun(appendTimeMicros);
        }
        size++;
        return begins;
    }

    private void beginRun(long micros) {
        if (runs == runTimes.length) {
            runTimes = Arrays.copyOf(runTimes, Math.max(1, runs * 2));
            runStarts = Arrays.copyOf(runStarts, runTimes.length);
        }
        runStarts[runs] = size;
        runTimes[runs++] = micros;
    }

    /** Cuts the arrays to their content; nothing is added afterwards. */
    void trim() {
        bytes = Arrays.copyOf(bytes, offsets[size]);
        offsets = Arrays.copyOf(offsets, size + 1);
        contentHashes = Arrays.copyOf(contentHashes, size);
        runStarts = Arrays.copyOf(runStarts, runs);
        runTimes = Arrays.copyOf(runTimes, runs);
    }

    @Override
    public boolean matches(IdMatching matching, int i, byte[] id, int from, int length) {
        return matching.same(bytes, offsets[i], offsets[i + 1], id, from, length);
    }

    @Override
    public int length(int i) {
        return offsets[i + 1] - offsets[i];
    }

    @Override
    public void copy(int i, byte[] target) {
        System.arraycopy(bytes, offsets[i], target, 0, length(i));
    }

    @Override
    public ByteSlices slices() {
        return new ByteSlices(bytes, offsets, size);
    }

    @Override
    public long contentHash(int i) {
        return contentHashes[i];
    }

    /** Content hashes; the first {@link #size()} count. */
    long[] contentHashes() {
        return contentHashes;
    }

    @Override
    public long appendTimeMicros(int i) {
        int at = Arrays.binarySearch(runStarts, 0, runs, i);
        return runTimes[at >= 0 ? at : -at - 2];
    }

    int runs() {
        return runs;
    }

    /** First id of each run; the first {@link #runs()} count. */
    int[] runStarts() {
        return runStarts;
    }

    /** Append time of each run in microseconds; the first {@link #runs()} count. */
    long[] runTimes() {
        return runTimes;
    }

    @Override
    public long heapBytes() {
        return bytes.length + offsets.length * 4L + contentHashes.length * 8L + runTimes.length * 12L + 160;
    }

    @Override
    public long fileBytes() {
        return 0;
    }
}
