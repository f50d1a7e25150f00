package io.truenow.hottier.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.ByteSlices;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
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
    void anUnboundedStoreForgetsNothingAndCostsAtMostThirtyBytesAnIdBesideItsBytes() {
        DuplicateStore store = new DuplicateStore(TableSettings.UNBOUNDED, DedupLimits.DEFAULT);
        long idBytes = 0;
        for (int i = 0; i < 400; i++) {
            assertThat(select(store, i * 1_000, 1_000, i * 1_000_000_000L)).isEqualTo(1_000);
            idBytes += ids(i * 1_000, 1_000).offsets()[1_000];
        }
        assertThat(select(store, 0, 400_000, Long.MAX_VALUE)).isZero();
        DuplicateStore restored = DuplicateStore.restore(store.capture(), DedupLimits.DEFAULT);
        assertThat((restored.heapBytes() - idBytes) / 400_000.0).isLessThan(30);
        assertThat(select(restored, 0, 400_000, 0)).isZero();
    }

    /** A map as the model, over several tables, while ids move from one to the next, leave the window and come again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyIdIsToldAsAMapTellsItWhileTablesGrow(long seed) {
        Random random = new Random(seed);
        long window = 400;
        DuplicateStore store = new DuplicateStore(window, DedupLimits.DEFAULT);
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
                store = DuplicateStore.restore(store.capture(), DedupLimits.DEFAULT);
            }
            if (random.nextInt(10) == 0) {
                store.takeUncompacted().forEach(IdGeneration::compact);
            }
        }
        assertThat(store.ids()).isGreaterThan(50_000);
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
    void aStoreIsFullAtItsLimitOfIdsOrBytes() {
        DuplicateStore byIds = new DuplicateStore(-1, new DedupLimits(10, 1 << 30, 1 << 30, 1));
        select(byIds, 0, 9, 1);
        assertThat(byIds.full()).isFalse();
        select(byIds, 9, 1, 1);
        assertThat(byIds.full()).isTrue();
        DuplicateStore byBytes = new DuplicateStore(-1, new DedupLimits(1_000_000, 100_000, 1 << 30, 1));
        select(byBytes, 0, 10, 1);
        assertThat(byBytes.full()).isFalse();
        select(byBytes, 0, 10_000, 1);
        assertThat(byBytes.full()).isTrue();
    }
}
