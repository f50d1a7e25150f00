package io.truenow.hottier.dedup;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.MemoryDisk;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.StoredFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DuplicateStoreTest {

    private final Selection selection = new Selection();

    private static ByteSlices ids(int from, int count) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int[] offsets = new int[count + 1];
        for (int i = 0; i < count; i++) {
            bytes.writeBytes(("id-" + (from + i)).getBytes(StandardCharsets.UTF_8));
            offsets[i + 1] = bytes.size();
        }
        return new ByteSlices(bytes.toByteArray(), offsets, count);
    }

    private static DedupLimits small(int idsPerGeneration) {
        return new DedupLimits(1_000_000, 1L << 30, 1L << 30, 1, idsPerGeneration);
    }

    /** As a checkpoint does; the names differ by round. */
    private static void storeFull(DuplicateStore store, MemoryDisk disk, int round) throws IOException {
        List<IdGeneration> generations = store.capture().generations();
        for (int i = 0; i < generations.size() - 1; i++) {
            generations.get(i).store(disk, "ids/" + round + "-" + i);
        }
        store.recount();
    }

    private int select(DuplicateStore store, int from, int count, long appendTime) {
        store.select(ids(from, count), new long[count], count, appendTime, selection);
        assertThat(selection.count() + selection.duplicates() + selection.conflicting())
                .isEqualTo(count);
        return selection.count();
    }

    @Test
    void anIdIsADuplicateWhileItsFirstAppendTimeIsAfterTheClockMinusTheWindow() {
        DuplicateStore store = new DuplicateStore(100, DedupLimits.DEFAULT);
        assertThat(select(store, 0, 5, 1_000)).isEqualTo(5);
        assertThat(select(store, 0, 5, 1_099)).isZero();
        assertThat(select(store, 0, 5, 1_100)).isEqualTo(5);
        // Remembered anew from its second first time.
        assertThat(select(store, 0, 5, 1_199)).isZero();
    }

    @Test
    void theClockNeverGoesBack() {
        DuplicateStore store = new DuplicateStore(100, DedupLimits.DEFAULT);
        select(store, 100, 1, 2_000);
        // An id that comes with an old append time is outside of the window at once.
        assertThat(select(store, 0, 1, 1_900)).isEqualTo(1);
        assertThat(select(store, 0, 1, 1_950)).isEqualTo(1);
        assertThat(select(store, 0, 1, 2_000)).isZero();
    }

    @Test
    void expiredGenerationsLeaveMemoryAndTheRestIsExact() {
        DuplicateStore store = new DuplicateStore(1_000, DedupLimits.DEFAULT);
        for (int i = 0; i < 300; i++) {
            assertThat(select(store, i * 1_000, 1_000, 10_000 + i * 10)).isEqualTo(1_000);
        }
        assertThat(store.ids()).isLessThan(300_000).isGreaterThanOrEqualTo(100_000);
        assertThat(select(store, 200_000, 100_000, 12_990)).isEqualTo(0);
        assertThat(select(store, 0, 199_000, 12_990)).isEqualTo(199_000);
    }

    @Test
    void anUnboundedStoreForgetsNothingAndIdsInFilesCostOnlyTheirSlots() throws IOException {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, small(1 << 14));
        MemoryDisk disk = new MemoryDisk();
        long idBytes = 0;
        for (int i = 0; i < 400; i++) {
            assertThat(select(store, i * 1_000, 1_000, i * 1_000_000_000L)).isEqualTo(1_000);
            idBytes += ids(i * 1_000, 1_000).offsets()[1_000];
        }
        assertThat(selectInBatches(store, 400_000)).isZero();
        store.recount();
        assertThat((store.heapBytes() - idBytes) / 400_000.0).isBetween(12.0, 30.0);

        storeFull(store, disk, 1);
        assertThat(store.heapBytes() / 400_000.0).isLessThan(14);
        assertThat(store.fileBytes()).isBetween(idBytes, idBytes + 13 * 400_000);
        assertThat(selectInBatches(store, 400_000)).isZero();

        DuplicateStore restored = DuplicateStore.restore(store.capture(), small(1 << 14));
        assertThat(restored.heapBytes())
                .as("a restart takes no more than before")
                .isLessThanOrEqualTo(store.heapBytes());
        assertThat(selectInBatches(restored, 400_000)).isZero();
    }

    private int selectInBatches(DuplicateStore store, int count) {
        int kept = 0;
        for (int from = 0; from < count; from += 1_000) {
            kept += select(store, from, 1_000, Long.MAX_VALUE);
        }
        return kept;
    }

    /** As if every fingerprint collided: the bytes decide, on the heap and in files. */
    @Test
    void idsOfOneHashAreKeptApart() throws IOException {
        IdMatching oneHash = new IdMatching() {
            @Override
            public long hash(byte[] id, int from, int length) {
                return 42;
            }
        };
        DuplicateStore.Capture none = new DuplicateStore.Capture(TableSettings.UNBOUNDED, Long.MIN_VALUE, 0, List.of());
        DuplicateStore store = DuplicateStore.restore(none, small(64), oneHash);
        assertThat(select(store, 0, 300, 1)).isEqualTo(300);
        assertThat(select(store, 0, 301, 2)).isEqualTo(1);
        storeFull(store, new MemoryDisk(), 1);
        assertThat(select(store, 0, 302, 3)).isEqualTo(1);
        DuplicateStore restored = DuplicateStore.restore(store.capture(), small(64), oneHash);
        assertThat(select(restored, 0, 303, 4)).isEqualTo(1);
    }

    /** The pages are of a file that nobody can change, even where its name is given to another or is gone. */
    @Test
    void whatIsReadFromAFileStaysWhenTheFileIsRemoved() throws IOException {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, small(16));
        MemoryDisk disk = new MemoryDisk();
        select(store, 0, 100, 1);
        storeFull(store, disk, 1);
        for (String name : disk.list("ids")) {
            disk.delete(name);
        }
        assertThat(select(store, 0, 101, 2)).isEqualTo(1);
    }

    @Test
    void aFileThatIsTornFlippedOrAnotherIsFoundOut() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        StoredFile file = oneFile(disk, "ids/a", 0);
        StoredFile other = oneFile(disk, "ids/b", 1);
        assertThat(requireNonNull(IdGeneration.open(disk, file)).size()).isEqualTo(16);
        assertThatThrownBy(() -> IdGeneration.open(disk, new StoredFile("ids/a", other.checksum())))
                .isInstanceOf(CorruptFileException.class);
        long bits = disk.map("ids/a").byteSize() * 8;
        for (long bit = 0; bit < bits; bit++) {
            MemoryDisk flipped = disk.copy();
            flipped.flip("ids/a", bit);
            assertThat(opens(flipped, file)).as("bit %d", bit).isFalse();
        }
        for (int length = 0; length < bits / 8; length++) {
            MemoryDisk torn = disk.copy();
            torn.tear("ids/a", length);
            assertThat(opens(torn, file)).as("length %d", length).isFalse();
        }
    }

    /** As it stands in the description of the format, byte by byte. */
    @Test
    void aFileOfIdsIsAsItIsDescribed() throws IOException {
        MemoryDisk disk = new MemoryDisk();
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, small(2));
        store.select(ids(7, 1), new long[] {70}, 1, 1_000, selection);
        store.select(ids(8, 2), new long[] {80, 90}, 2, 2_000, selection);
        storeFull(store, disk, 1);
        ByteBuffer described = ByteBuffer.allocate(88).order(ByteOrder.LITTLE_ENDIAN);
        described
                .put("TCKF".getBytes(StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(2)
                .putInt(2)
                .putLong(8);
        described
                .putLong(70)
                .putLong(80)
                .putLong(1_000)
                .putLong(2_000)
                .putInt(0)
                .putInt(1);
        described.putInt(0).putInt(4).putInt(8).put("id-7id-8".getBytes(StandardCharsets.US_ASCII));
        CRC32C crc = new CRC32C();
        crc.update(described.array(), 0, described.position());
        described.putInt((int) crc.getValue());
        assertThat(described.hasRemaining()).isFalse();
        assertThat(disk.map("ids/1-0").toArray(ValueLayout.JAVA_BYTE)).isEqualTo(described.array());
    }

    private StoredFile oneFile(MemoryDisk disk, String name, int from) throws IOException {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, small(16));
        select(store, from, 17, 1);
        return store.capture().generations().getFirst().store(disk, name);
    }

    private static boolean opens(MemoryDisk disk, StoredFile file) throws IOException {
        try {
            return IdGeneration.open(disk, file) != null;
        } catch (CorruptFileException e) {
            return false;
        }
    }

    /** A map as the model, over several tables, while ids move from one to the next, leave the window and come again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyIdIsToldAsAMapTellsItWhileTablesGrowAndFullGenerationsAreReadFromFiles(long seed) throws IOException {
        Random random = new Random(seed);
        long window = 400;
        DedupLimits limits = small(1 << 6 + random.nextInt(8));
        MemoryDisk disk = new MemoryDisk();
        DuplicateStore store = new DuplicateStore(window, limits);
        Map<Integer, long[]> model = new HashMap<>();
        long time = 10_000;
        for (int round = 0; round < 1_500; round++) {
            time += random.nextInt(3);
            int count = 1 + random.nextInt(400);
            int from = Math.max(0, (int) (round * 150L - random.nextInt(120_000)));
            long content = random.nextInt(20) == 0 ? 1 : 0;
            long[] hashes = new long[count];
            Arrays.fill(hashes, content);
            store.select(ids(from, count), hashes, count, time, selection);
            int kept = 0;
            int conflicts = 0;
            for (int id = from; id < from + count; id++) {
                long[] first = model.get(id);
                if (first == null || first[0] <= time - window) {
                    model.put(id, new long[] {time, content});
                    kept++;
                } else if (first[1] != content) {
                    conflicts++;
                }
            }
            assertThat(selection.count()).as("round %d", round).isEqualTo(kept);
            assertThat(selection.conflicting()).as("round %d", round).isEqualTo(conflicts);
            if (random.nextInt(300) == 0) {
                store = DuplicateStore.restore(store.capture(), limits);
            }
            if (random.nextInt(10) == 0) {
                storeFull(store, disk, round);
            }
        }
        assertThat(store.ids()).isGreaterThan(50_000);
        assertThat(store.fileBytes()).isPositive();
    }

    @Test
    void aCaptureDoesNotSeeLaterIds() {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, DedupLimits.DEFAULT);
        select(store, 0, 100, 1);
        DuplicateStore.Capture capture = store.capture();
        select(store, 100, 70_000, 2);
        DuplicateStore restored = DuplicateStore.restore(capture, DedupLimits.DEFAULT);
        assertThat(select(restored, 0, 200, 3)).isEqualTo(100);
    }

    @Test
    void otherContentIsAConflictAndTheFirstWins() {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, DedupLimits.DEFAULT);
        select(store, 0, 3, 1);
        store.select(ids(0, 3), new long[] {0, 9, 0}, 3, 2, selection);
        assertThat(selection.duplicates()).isEqualTo(2);
        assertThat(selection.conflicting()).isEqualTo(1);
        assertThat(selection.conflictingRow(0)).isEqualTo(1);
    }

    @Test
    void aStoreIsFullAtItsLimitOfIds() {
        DuplicateStore store = new DuplicateStore(-1, new DedupLimits(10, 1 << 30, 1 << 30, 1, 8));
        select(store, 0, 9, 1);
        assertThat(store.full()).isFalse();
        select(store, 9, 1, 1);
        assertThat(store.full()).isTrue();
    }
}
