package io.truenow.hottier;

import io.truenow.hottier.port.Disk;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;

/** A disk in memory that can crash in the middle of a write, tear files and flip bits. */
public final class MemoryDisk implements Disk {

    private final ConcurrentSkipListMap<String, byte[]> files = new ConcurrentSkipListMap<>();
    private volatile int writesUntilCrash = Integer.MAX_VALUE;

    @Override
    public void write(String name, Content content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        content.writeTo(out);
        byte[] bytes = out.toByteArray();
        if (writesUntilCrash-- <= 0) {
            files.put(name, Arrays.copyOf(bytes, bytes.length / 2));
            throw new IOException("crashed while writing");
        }
        files.put(name, bytes);
    }

    /** From now on, so many writes pass; the next leaves half of its file, and all that follow do too. */
    public void crashAfter(int writes) {
        writesUntilCrash = writes;
    }

    /** The machine is back. */
    public void repair() {
        writesUntilCrash = Integer.MAX_VALUE;
    }

    @Override
    public InputStream read(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new FileNotFoundException(name);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public MemorySegment map(String name) throws IOException {
        byte[] bytes = files.get(name);
        if (bytes == null) {
            throw new FileNotFoundException(name);
        }
        return MemorySegment.ofArray(bytes).asReadOnly();
    }

    @Override
    public List<String> list(String folder) {
        return files.keySet().stream()
                .filter(name -> name.startsWith(folder + "/"))
                .toList();
    }

    @Override
    public void delete(String name) {
        files.remove(name);
    }

    @Override
    public long usableBytes() {
        return Long.MAX_VALUE;
    }

    /** Flips one bit of a file. */
    public void flip(String name, long bit) {
        byte[] bytes = files.get(name).clone();
        int at = (int) (bit / 8 % bytes.length);
        bytes[at] ^= (byte) (1 << bit % 8);
        files.put(name, bytes);
    }

    /** Cuts a file. */
    public void tear(String name, int length) {
        files.put(name, Arrays.copyOf(files.get(name), Math.min(length, files.get(name).length)));
    }

    /** All files by name. */
    java.util.SortedMap<String, byte[]> files() {
        return new java.util.TreeMap<>(files);
    }

    /** A copy of all files. */
    public MemoryDisk copy() {
        MemoryDisk copy = new MemoryDisk();
        copy.files.putAll(files);
        return copy;
    }
}
