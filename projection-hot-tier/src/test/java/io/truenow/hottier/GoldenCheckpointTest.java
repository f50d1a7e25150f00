package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.read.TableInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A checkpoint that was written once is read by every later build. The files and the text of what they hold stand in
 * {@code golden/checkpoint-v1} to {@code -v4}; the newest are written again by {@code -Dtruenow.golden.write=FOLDER}, for a new version
 * only.
 */
class GoldenCheckpointTest {

    private static final int NEWEST = 4;
    private static final int MANIFEST = 0x4D4B4354;
    private static final String EXPECTED = "expected.txt";

    private static HotTier tier(MemoryDisk disk, int version) {
        return new HotTier(
                GoldenHistory.settings(version),
                disk,
                () -> 1_795_132_800_000_000L,
                FoldEnvironment.sealingBy(Runnable::run));
    }

    private static Path golden(int version) {
        try {
            URI found = GoldenCheckpointTest.class
                    .getResource("/golden/checkpoint-v" + version + "/" + EXPECTED)
                    .toURI();
            return Path.of(found).getParent();
        } catch (java.net.URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static MemoryDisk stored(int version) throws IOException {
        MemoryDisk disk = new MemoryDisk();
        Path root = golden(version);
        try (Stream<Path> files = Files.walk(root.resolve("checkpoint"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                disk.write(root.relativize(file).toString().replace('\\', '/'), out -> out.write(bytes));
            }
        }
        return disk;
    }

    private static MemoryDisk written() {
        MemoryDisk disk = new MemoryDisk();
        // Not closed: that would write one more.
        new GoldenHistory(NEWEST).applyTo(tier(disk, NEWEST));
        return disk;
    }

    private static List<String> shown(HotTier tier, UUID table) {
        TableInfo info = tier.table(Principal.LOCAL, table).orElseThrow();
        List<String> lines = new ArrayList<>();
        lines.add("table " + table + " logged " + info.logged() + " stored " + info.stored() + " duplicates "
                + info.duplicates() + " conflicting " + info.conflicting() + " watermark " + info.watermarkMicros());
        ShownTier.rows(tier).get(table + "#0").forEach((position, row) -> lines.add(position + " " + row));
        return lines;
    }

    private static List<String> shown(HotTier tier) {
        List<String> lines = new ArrayList<>(shown(tier, GoldenHistory.SHOP));
        lines.addAll(shown(tier, GoldenHistory.BARE));
        return lines;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, NEWEST})
    void everyRowAndCountOfTheStoredCheckpointIsRestored(int version) throws IOException {
        HotTier tier = tier(stored(version), version);

        assertThat(tier.projection().assigned(GoldenHistory.PARTITION)).isEqualTo(5);
        assertThat(shown(tier)).isEqualTo(Files.readAllLines(golden(version).resolve(EXPECTED)));
        assertThat(tier.conflicts(GoldenHistory.SHOP).get(0))
                .extracting(conflict -> conflict.offset() + ":" + conflict.index() + " " + conflict.eventId())
                .containsExactly("1:5 e20", "1:6 e21");
        assertThat(tier.stopped()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, NEWEST})
    void theRestoredIdsTellOldFromNew(int version) throws IOException {
        HotTier tier = tier(stored(version), version);
        tier.projection().assigned(GoldenHistory.PARTITION);
        TableInfo before = tier.table(Principal.LOCAL, GoldenHistory.SHOP).orElseThrow();

        new GoldenHistory(version).next().deliverTo(tier);

        TableInfo after = tier.table(Principal.LOCAL, GoldenHistory.SHOP).orElseThrow();
        assertThat(after.stored()).isEqualTo(before.stored() + 1);
        assertThat(after.duplicates()).isEqualTo(before.duplicates() + 1);
        assertThat(after.conflicting()).isEqualTo(before.conflicting() + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, NEWEST})
    void theOlderCheckpointIsTakenAndTheRecordBehindItAppliedWhenTheNewestIsDamaged(int version) throws IOException {
        MemoryDisk disk = stored(version);
        String newest = manifests(disk).getLast();
        disk.flip(newest, disk.files().get(newest).length / 2);
        HotTier tier = tier(disk, version);

        assertThat(tier.projection().assigned(GoldenHistory.PARTITION)).isEqualTo(4);
        new GoldenHistory(version).record(4).deliverTo(tier);
        assertThat(shown(tier)).isEqualTo(Files.readAllLines(golden(version).resolve(EXPECTED)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, NEWEST})
    void theTypesOfTheColumnsAreRestored(int version) throws IOException {
        HotTier tier = tier(stored(version), version);
        tier.projection().assigned(GoldenHistory.PARTITION);

        assertThat(tier.columns(Principal.LOCAL).stream()
                        .flatMap(table -> table.columns().stream())
                        .map(column -> column.name() + " " + column.type()))
                .hasSize(version < 4 ? 4 : 10)
                .contains("region STRING", "price DOUBLE")
                .containsAll(
                        version < 4
                                ? List.of()
                                : List.of("step LONG", "key LONG", "at TIMESTAMP", "flag BOOLEAN", "more JSON"));
    }

    @Test
    void theSameHistoryIsStillWrittenInTheSameBytes() throws IOException {
        TreeMap<String, byte[]> golden = new TreeMap<>(stored(NEWEST).files());
        TreeMap<String, byte[]> today = new TreeMap<>(written().files());

        assertThat(today.keySet()).isEqualTo(golden.keySet());
        today.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(golden.get(name)));
    }

    @Test
    void aShardToWhichNothingWasAppliedIsNotWrittenAgain() {
        Set<String> names = written().files().keySet();

        assertThat(names.stream().filter(name -> name.contains("/manifest-"))).hasSize(2);
        assertThat(names.stream().filter(name -> name.endsWith(GoldenHistory.SHOP + "-0-state")))
                .hasSize(2);
        assertThat(names.stream().filter(name -> name.endsWith(GoldenHistory.BARE + "-0-state")))
                .hasSize(1);
    }

    @Test
    void aNewerVersionIsNamedAndNeverReadAsThisOne() throws IOException {
        MemoryDisk disk = stored(NEWEST);
        for (String manifest : manifests(disk)) {
            byte[] newer = newer(disk.files().get(manifest));
            assertThatThrownBy(() -> new FrameReader(new ByteArrayInputStream(newer), MANIFEST, NEWEST))
                    .isInstanceOf(CorruptFileException.class)
                    .hasMessageContaining("version [5]")
                    .hasMessageContaining("reads 1 to 4");
            disk.write(manifest, out -> out.write(newer));
        }
        HotTier tier = tier(disk, NEWEST);

        assertThat(tier.projection().assigned(GoldenHistory.PARTITION))
                .as("the partition is folded from the log again")
                .isZero();
        assertThat(tier.tables(Principal.LOCAL)).isEmpty();
    }

    private static List<String> manifests(MemoryDisk disk) {
        List<String> names = disk.files().keySet().stream()
                .filter(name -> name.contains("/manifest-"))
                .toList();
        assertThat(names).hasSize(2);
        return names;
    }

    /** The file with version 5 in its first frame, whose checksum is right, so that nothing but the version speaks. */
    private static byte[] newer(byte[] file) {
        byte[] newer = file.clone();
        ByteBuffer numbers = ByteBuffer.wrap(newer).order(ByteOrder.LITTLE_ENDIAN);
        int length = numbers.getInt(0);
        assertThat(numbers.getInt(8)).isEqualTo(MANIFEST);
        assertThat(numbers.getInt(12)).isEqualTo(NEWEST);
        numbers.putInt(12, NEWEST + 1);
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0)
                .putInt(length)
                .array());
        crc.update(newer, 8, length);
        numbers.putInt(4, (int) crc.getValue());
        return newer;
    }

    @Test
    void theGoldenFilesCanBeWrittenAgain(@TempDir Path elsewhere) throws IOException {
        Path root = Path.of(System.getProperty("truenow.golden.write", elsewhere.toString()))
                .resolve("checkpoint-v" + NEWEST);
        for (var file : written().files().entrySet()) {
            Path path = root.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
        List<String> lines = new ArrayList<>(new GoldenHistory(NEWEST).expected(GoldenHistory.SHOP));
        lines.addAll(new GoldenHistory(NEWEST).expected(GoldenHistory.BARE));
        Files.write(root.resolve(EXPECTED), lines);
        assertThat(lines).hasSizeGreaterThan(100);
    }
}
