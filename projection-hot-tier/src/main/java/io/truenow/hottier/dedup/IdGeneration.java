package io.truenow.hottier.dedup;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import io.truenow.hottier.format.StoredFile;
import io.truenow.hottier.ids.IdPage;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Up to 65,536 event ids in the order in which they first came: their bytes, their content hashes, and their append times as runs,
 * since a batch has one. Arrays only grow at their end and are replaced when they are full, so that a {@link #frozen()} twin stays
 * valid while the writer goes on. One writer; a sealed one is immutable, and any thread may {@link #compact()} it.
 */
public final class IdGeneration {

    /** Most ids of a generation. */
    static final int IDS = 1 << 16;

    private byte[] bytes;
    private int[] offsets;
    private long[] contentHashes;
    private int size;
    private int[] runStarts;
    private long[] runTimes;
    private int runs;
    private long minAppendTimeMicros = Long.MAX_VALUE;
    private long maxAppendTimeMicros = Long.MIN_VALUE;
    /** The ids of a sealed one; until then null, and the arrays have them. */
    private volatile @Nullable IdPage page;

    private volatile @Nullable StoredFile stored;

    IdGeneration() {
        this(new byte[128], new int[9], new long[8], new int[1], new long[1]);
    }

    private IdGeneration(byte[] bytes, int[] offsets, long[] contentHashes, int[] runStarts, long[] runTimes) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.contentHashes = contentHashes;
        this.runStarts = runStarts;
        this.runTimes = runTimes;
    }

    /** Twin with what is here now; the writer's later ids do not show in it. */
    IdGeneration frozen() {
        IdGeneration twin = new IdGeneration(bytes, offsets, contentHashes, runStarts, runTimes);
        twin.size = size;
        twin.runs = runs;
        twin.minAppendTimeMicros = minAppendTimeMicros;
        twin.maxAppendTimeMicros = maxAppendTimeMicros;
        return twin;
    }

    boolean isFull() {
        return size == IDS;
    }

    boolean hasBytesFor(int more) {
        return (long) offsets[size] + more <= Integer.MAX_VALUE - 16;
    }

    void add(byte[] id, int from, int length, long contentHash, long appendTimeMicros) {
        if (size == contentHashes.length) {
            contentHashes = Arrays.copyOf(contentHashes, size * 2);
            offsets = Arrays.copyOf(offsets, size * 2 + 1);
        }
        int start = offsets[size];
        if (bytes.length - start < length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 16L, (bytes.length + (long) length) * 2));
        }
        System.arraycopy(id, from, bytes, start, length);
        contentHashes[size] = contentHash;
        offsets[size + 1] = start + length;
        noteTime(appendTimeMicros);
        size++;
    }

    private void noteTime(long micros) {
        if (runs > 0 && runTimes[runs - 1] == micros) {
            return;
        }
        if (runs == runTimes.length) {
            runTimes = Arrays.copyOf(runTimes, runs * 2);
            runStarts = Arrays.copyOf(runStarts, runs * 2);
        }
        runStarts[runs] = size;
        runTimes[runs++] = micros;
        minAppendTimeMicros = Math.min(minAppendTimeMicros, micros);
        maxAppendTimeMicros = Math.max(maxAppendTimeMicros, micros);
    }

    /** Cuts the arrays to their content; nothing is added afterwards. */
    void seal() {
        page = IdPage.of(new ByteSlices(bytes, offsets, size));
        bytes = new byte[0];
        offsets = new int[1];
        contentHashes = Arrays.copyOf(contentHashes, size);
        runStarts = Arrays.copyOf(runStarts, runs);
        runTimes = Arrays.copyOf(runTimes, runs);
    }

    /** Both, of one that was read and may be sealed already. */
    void sealAndCompact() {
        if (page == null) {
            seal();
        }
        compact();
    }

    /** Brings the ids of a sealed one into the form that takes the fewest bytes. */
    public void compact() {
        IdPage sealed = page;
        if (sealed != null) {
            page = IdPage.compact(sealed.slices());
        }
    }

    int size() {
        return size;
    }

    boolean matches(IdMatching matching, int i, byte[] id, int from, int length) {
        IdPage sealed = page;
        return sealed == null
                ? matching.same(bytes, offsets[i], offsets[i + 1], id, from, length)
                : matching.same(sealed, i, id, from, length);
    }

    int length(int i) {
        IdPage sealed = page;
        return sealed == null ? offsets[i + 1] - offsets[i] : sealed.length(i);
    }

    /** Writes an id to the front of an array, which is long enough. */
    void copy(int i, byte[] target) {
        IdPage sealed = page;
        if (sealed == null) {
            System.arraycopy(bytes, offsets[i], target, 0, offsets[i + 1] - offsets[i]);
        } else {
            sealed.copy(i, target, 0);
        }
    }

    /** The ids; of one that grows as of now. */
    ByteSlices ids() {
        IdPage sealed = page;
        return sealed == null ? new ByteSlices(bytes, offsets, size) : sealed.slices();
    }

    long contentHash(int i) {
        return contentHashes[i];
    }

    long appendTimeMicros(int i) {
        int at = Arrays.binarySearch(runStarts, 0, runs, i);
        return runTimes[at >= 0 ? at : -at - 2];
    }

    long minAppendTimeMicros() {
        return minAppendTimeMicros;
    }

    long maxAppendTimeMicros() {
        return maxAppendTimeMicros;
    }

    long heapBytes() {
        IdPage sealed = page;
        long idBytes = sealed == null ? bytes.length + offsets.length * 4L : sealed.heapBytes();
        return idBytes + contentHashes.length * 8L + runTimes.length * 12L + 160;
    }

    /** File that holds it, once it is full and was written. */
    public @Nullable StoredFile stored() {
        return stored;
    }

    /** Notes the file that holds it. */
    public void storedAs(StoredFile file) {
        stored = file;
    }

    /** Writes it. */
    public void writeTo(FrameWriter out) throws IOException {
        ByteSlices ids = ids();
        int end = ids.offsets()[size];
        out.int32(size);
        out.int32(end);
        out.bytes(ids.bytes(), 0, end);
        out.int32s(ids.offsets(), size + 1);
        out.int64s(contentHashes, size);
        out.int32(runs);
        out.int32s(runStarts, runs);
        out.int64s(runTimes, runs);
    }

    /** Reads what {@link #writeTo} wrote. */
    public static IdGeneration readFrom(FrameReader in) throws IOException {
        int size = in.int32();
        byte[] bytes = in.bytes(in.int32());
        int[] offsets = in.int32s(size + 1);
        long[] hashes = in.int64s(size);
        int runs = in.int32();
        IdGeneration read =
                new IdGeneration(bytes, offsets, size == 0 ? new long[1] : hashes, in.int32s(runs), in.int64s(runs));
        if (size == 0) {
            read.offsets = new int[2];
            read.runStarts = new int[1];
            read.runTimes = new long[1];
        }
        read.size = size;
        read.runs = runs;
        for (int i = 0; i < runs; i++) {
            read.minAppendTimeMicros = Math.min(read.minAppendTimeMicros, read.runTimes[i]);
            read.maxAppendTimeMicros = Math.max(read.maxAppendTimeMicros, read.runTimes[i]);
        }
        return read;
    }
}
