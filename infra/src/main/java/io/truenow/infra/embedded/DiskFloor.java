package io.truenow.infra.embedded;

import java.io.File;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a folder's file system still has more room than a floor, below which no events are taken. Far above the floor the answer
 * is at most a tenth of a second old; near it (less than four times the floor) each question looks, which costs microseconds, so that
 * it may be asked for each batch either way.
 *
 * <p>Below the floor lies a reserve: the room that broker and database need to finish and to start again. Checkpoints leave it alone,
 * and a broker that gave up is not started in less. Thread-safe.
 */
public final class DiskFloor {

    /** Floor unless set: 1 GiB. */
    public static final long DEFAULT_FLOOR_BYTES = 1L << 30;

    /** Name of the setting. */
    public static final String SETTING = "TRUENOW_DISK_FLOOR_GB";

    /** Largest reserve: 64 MiB; half the floor if that is less. */
    public static final long MAX_RESERVE_BYTES = 64L << 20;

    private static final int NEAR = 4;
    private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final File folder;
    private final long floorBytes;
    private final AtomicLong nextLookNanos = new AtomicLong(System.nanoTime());
    private volatile long usableBytes;

    /** A floor, in bytes, for the file system of an existing folder. */
    public DiskFloor(Path folder, long floorBytes) {
        this.folder = folder.toFile();
        this.floorBytes = floorBytes;
        this.usableBytes = this.folder.getUsableSpace();
    }

    /** Whether less than the floor is left. */
    public boolean isBelow() {
        return usableBytes() < floorBytes;
    }

    /** Whether less than the reserve is left. */
    public boolean isBelowReserve() {
        return usableBytes() < reserveBytes();
    }

    /** The floor, in bytes. */
    public long floorBytes() {
        return floorBytes;
    }

    /** The reserve, in bytes. */
    public long reserveBytes() {
        return Math.min(MAX_RESERVE_BYTES, floorBytes / 2);
    }

    /** Bytes that can still be written. 0 if the file system does not answer. */
    public long usableBytes() {
        long now = System.nanoTime();
        long next = nextLookNanos.get();
        boolean near = usableBytes / NEAR < floorBytes;
        if (near || now - next >= 0 && nextLookNanos.compareAndSet(next, now + FRESH_NANOS)) {
            usableBytes = folder.getUsableSpace();
        }
        return usableBytes;
    }

    /** A sentence for callers, health and logs, for when {@link #isBelow}. */
    public String sentence() {
        return "The disk has [" + usableBytes() + "] bytes left, less than the floor of [" + floorBytes
                + "]; no events are taken. Free some space, or lower [" + SETTING + "].";
    }
}
