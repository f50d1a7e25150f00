package io.truenow.hottier.dedup;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import io.truenow.hottier.format.StoredFile;
import io.truenow.hottier.port.Disk;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Some event ids in the order in which they first came. It grows on the heap; when it is full it gets a file of its own with the next
 * checkpoint, and from then on it is read from that file. One writer; a full one is immutable, and another thread may store it.
 */
public final class IdGeneration {

    private volatile Ids ids;
    private int size;
    private long minAppendTimeMicros = Long.MAX_VALUE;
    private long maxAppendTimeMicros = Long.MIN_VALUE;
    private volatile @Nullable StoredFile stored;

    IdGeneration() {
        this(new HeapIds(), 0);
    }

    private IdGeneration(Ids ids, int size) {
        this.ids = ids;
        this.size = size;
    }

    /** Twin with what is here now; the writer's later ids do not show in it. */
    IdGeneration frozen() {
        IdGeneration twin = new IdGeneration(ids instanceof HeapIds growing ? growing.frozen() : ids, size);
        twin.minAppendTimeMicros = minAppendTimeMicros;
        twin.maxAppendTimeMicros = maxAppendTimeMicros;
        return twin;
    }

    private HeapIds growing() {
        if (ids instanceof HeapIds growing && stored == null) {
            return growing;
        }
        throw new IllegalStateException("A generation of ids that is stored does not grow.");
    }

    boolean hasBytesFor(int more) {
        return growing().hasBytesFor(more);
    }

    void add(byte[] id, int from, int length, long contentHash, long appendTimeMicros) {
        if (growing().add(id, from, length, contentHash, appendTimeMicros)) {
            noteTime(appendTimeMicros);
        }
        size++;
    }

    private void noteTime(long micros) {
        minAppendTimeMicros = Math.min(minAppendTimeMicros, micros);
        maxAppendTimeMicros = Math.max(maxAppendTimeMicros, micros);
    }

    /** Nothing is added afterwards. */
    void seal() {
        growing().trim();
    }

    int size() {
        return size;
    }

    boolean matches(IdMatching matching, int i, byte[] id, int from, int length) {
        return ids.matches(matching, i, id, from, length);
    }

    int length(int i) {
        return ids.length(i);
    }

    /** Writes an id to the front of an array, which is long enough. */
    void copy(int i, byte[] target) {
        ids.copy(i, target);
    }

    /** The ids; of one that grows as of now. */
    ByteSlices ids() {
        return ids.slices();
    }

    long contentHash(int i) {
        return ids.contentHash(i);
    }

    long appendTimeMicros(int i) {
        return ids.appendTimeMicros(i);
    }

    long minAppendTimeMicros() {
        return minAppendTimeMicros;
    }

    long maxAppendTimeMicros() {
        return maxAppendTimeMicros;
    }

    long heapBytes() {
        return ids.heapBytes() + 64;
    }

    /** Takes out of the process's memory what was read of the file, if it is stored. */
    void unload() {
        if (ids instanceof FileIds file) {
            file.unload();
        }
    }

    long fileBytes() {
        return ids.fileBytes();
    }

    /**
     * The file of a full one, which is written if there is none yet. From then on the ids are read from it. One caller at a time.
     *
     * @param name of the file, if it is written now
     */
    public StoredFile store(Disk disk, String name) throws IOException {
        StoredFile file = stored;
        if (file == null) {
            HeapIds heap = growing();
            long[] checksum = new long[1];
            disk.write(name, out -> checksum[0] = FileIds.write(heap, out));
            file = new StoredFile(name, checksum[0]);
            ids = FileIds.open(disk.map(name), file.checksum());
            stored = file;
        }
        return file;
    }

    /** The ids of a file that {@link #store} wrote; null if the file is of another kind. */
    public static @Nullable IdGeneration open(Disk disk, StoredFile file) throws IOException {
        MemorySegment mapped = disk.map(file.name());
        if (!FileIds.isOne(mapped)) {
            return null;
        }
        FileIds ids = FileIds.open(mapped, file.checksum());
        IdGeneration generation = new IdGeneration(ids, ids.size());
        generation.minAppendTimeMicros = ids.minAppendTimeMicros();
        generation.maxAppendTimeMicros = ids.maxAppendTimeMicros();
        generation.stored = file;
        return generation;
    }

    /** Writes one that still grows, as it is now. */
    public void writeTo(FrameWriter out) throws IOException {
        HeapIds growing = growing();
        ByteSlices slices = growing.slices();
        int end = slices.offsets()[size];
        out.int32(size);
        out.int32(end);
        out.bytes(slices.bytes(), 0, end);
        out.int32s(slices.offsets(), size + 1);
        out.int64s(growing.contentHashes(), size);
        out.int32(growing.runs());
        out.int32s(growing.runStarts(), growing.runs());
        out.int64s(growing.runTimes(), growing.runs());
    }

    /** Reads what {@link #writeTo} wrote. */
    public static IdGeneration readFrom(FrameReader in) throws IOException {
        int size = in.int32();
        byte[] bytes = in.bytes(in.int32());
        int[] offsets = in.int32s(size + 1);
        long[] hashes = in.int64s(size);
        int runs = in.int32();
        int[] starts = in.int32s(runs);
        long[] times = in.int64s(runs);
        IdGeneration read = new IdGeneration(new HeapIds(bytes, offsets, hashes, size, starts, times, runs), size);
        for (long micros : times) {
            read.noteTime(micros);
        }
        return read;
    }
}
