package io.truenow.infra.embedded;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a folder's file system still has more room than a floor. The answer is at most half a second old, so that it may be asked
 * for each batch. Thread-safe.
 */
public final class DiskFloor {

    /** Floor unless set: 1 GiB. */
    public static final long DEFAULT_FLOOR_BYTES = 1L << 30;

    /** Name of the setting. */
    public static final String SETTING = "truenow.disk.floor-bytes";

    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Path folder;
    private final long floorBytes;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile long usableBytes;

    /** A floor, in bytes, for the file system of an existing folder. */
    public DiskFloor(Path folder, long floorBytes) {
        this.folder = folder;
        this.floorBytes = floorBytes;
        this.usableBytes = look();
    }

    /** Whether less than the floor is left. */
    public boolean isBelow() {
        return usableBytes() < floorBytes;
    }

    /** The floor, in bytes. */
    public long floorBytes() {
        return floorBytes;
    }

    /** Bytes that can still be written. 0 if the file system does not answer. */
    public long usableBytes() {
        long now = System.nanoTime();
        long next = nextLookNanos.get();
        if (now - next >= 0 && nextLookNanos.compareAndSet(next, now + FRESH_NANOS)) {
            usableBytes = look();
        }
        return usableBytes;
    }

    private long look() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getUsableSpace();
        } catch (IOException gone) {
            return 0;
        }
    }
}
