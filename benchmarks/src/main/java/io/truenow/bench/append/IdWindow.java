package io.truenow.bench.append;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.dedup.DuplicateStore;
import io.truenow.hottier.dedup.IdGeneration;
import io.truenow.hottier.dedup.Selection;
import io.truenow.hottier.port.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * A day of event ids through a duplicate store in virtual time, and a little more, so that ids leave the window: each batch has new
 * ids and repeats of a second, an hour and a day less a minute before, one of them with other content, and from the second day on ids
 * whose window has just passed. What the store says of each row is compared with what the times say. Full generations go to files,
 * as with checkpoints. Not thread-safe.
 */
public final class IdWindow {

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    private static final long START = 1_754_772_362_000_000L;
    private static final int NEW = 900;
    /** Repeats of each age in a batch: the first of them has other content. */
    private static final int REPEATED = 25;

    private static final long[] AGES = {SECOND, 3_600 * SECOND, DAY - 60 * SECOND};
    private static final int ROWS = NEW + REPEATED * (AGES.length + 1);

    /** Batches between two checkpoints: two million events, as in the product. */
    private static final int CHECKPOINT = 2_000;

    private final Disk disk;
    private final boolean uuids;
    private final long batches;
    private final long batchMicros;
    private final DuplicateStore store;
    private final Selection selection = new Selection();
    private final byte[] bytes;
    private final int[] offsets = new int[ROWS + 1];
    private final long[] contents = new long[ROWS];
    private final boolean[] expected = new boolean[ROWS];
    private int rows;
    private int conflicting;
    private long repeated;
    private long conflicts;
    private long expired;
    private long inStore;
    private long files;

    /**
     * A run.
     *
     * @param ids new ids of one day
     * @param uuids random UUIDs rather than a letter and a number
     */
    public IdWindow(Disk disk, long ids, boolean uuids, DedupLimits limits) {
        this.disk = disk;
        this.uuids = uuids;
        this.batches = Math.ceilDiv(ids, NEW);
        this.batchMicros = DAY / batches;
        this.store = new DuplicateStore(DAY, limits);
        this.bytes = new byte[ROWS * 36];
    }

    /**
     * What was found; a row that the store told otherwise ends the run before.
     *
     * @param ids that were new
     * @param repeated rows that were duplicates
     * @param conflicting rows that were duplicates with other content
     * @param expired rows whose id had come before the window and was taken again
     * @param inStoreNanos time in the store for an event
     * @param heapBytes of the store at the end
     * @param fileBytes of the store at the end
     */
    public record Outcome(
            long ids,
            long repeated,
            long conflicting,
            long expired,
            double inStoreNanos,
            long heapBytes,
            long fileBytes) {}

    /** Runs a day and a hundredth. */
    public Outcome run() throws IOException {
        long all = batches + batches / 100;
        for (long batch = 0; batch < all; batch++) {
            fill(batch);
            long began = System.nanoTime();
            store.select(new ByteSlices(bytes, offsets, rows), contents, rows, time(batch), selection);
            inStore += System.nanoTime() - began;
            compare(batch);
            if (batch % CHECKPOINT == CHECKPOINT - 1) {
                checkpoint();
            }
        }
        return new Outcome(
                all * NEW,
                repeated,
                conflicts,
                expired,
                inStore / (double) (all * NEW + repeated + conflicts + expired),
                store.heapBytes(),
                store.fileBytes());
    }

    private long time(long batch) {
        return START + batch * batchMicros;
    }

    private void fill(long batch) {
        rows = 0;
        conflicting = 0;
        for (int i = 0; i < NEW; i++) {
            add(batch * NEW + i, false, true);
        }
        int group = 0;
        for (long age : AGES) {
            // Each age repeats rows of its own of a batch, so that none is repeated twice.
            repeat(batch - Math.ceilDiv(age, batchMicros), group++, false);
        }
        // The last batch that has left the window.
        repeat(batch - Math.ceilDiv(DAY, batchMicros), group, true);
    }

    private void repeat(long of, int group, boolean isGone) {
        for (int i = 0; of >= 0 && i < REPEATED; i++) {
            boolean other = i == 0 && !isGone;
            add(of * NEW + (long) group * REPEATED + i, other, isGone);
            if (isGone) {
                expired++;
            } else if (other) {
                conflicting++;
                conflicts++;
            } else {
                repeated++;
            }
        }
    }

    private void add(long id, boolean otherContent, boolean isKept) {
        String text = uuids ? new UUID(mix(id), mix(~id)).toString() : "e" + id;
        byte[] utf8 = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(utf8, 0, bytes, offsets[rows], utf8.length);
        offsets[rows + 1] = offsets[rows] + utf8.length;
        contents[rows] = otherContent ? ~id : id;
        expected[rows++] = isKept;
    }

    private static long mix(long value) {
        long z = value * 0x9E3779B97F4A7C15L + 0xD1B54A32D192ED03L;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    private void compare(long batch) {
        boolean[] kept = new boolean[rows];
        for (int i = 0; i < selection.count(); i++) {
            kept[selection.rows()[i]] = true;
        }
        if (!Arrays.equals(kept, 0, rows, expected, 0, rows) || selection.conflicting() != conflicting) {
            throw new IllegalStateException("The store told batch [" + batch + "] wrongly: kept [" + selection.count()
                    + "] of [" + rows + "], conflicting [" + selection.conflicting() + "].");
        }
    }

    /** As a checkpoint does: full generations get a file; files of generations that are gone are removed. */
    private void checkpoint() throws IOException {
        DuplicateStore.Capture capture = store.capture();
        List<IdGeneration> generations = capture.generations();
        for (int i = 0; i < generations.size() - 1; i++) {
            generations.get(i).store(disk, name(capture.firstGeneration() + i));
        }
        for (; files < capture.firstGeneration(); files++) {
            disk.delete(name(files));
        }
        store.recount();
    }

    private static String name(long generation) {
        return "ids/" + generation;
    }
}
