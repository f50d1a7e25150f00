package io.truenow.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    Path root;

    @Test
    void aSecondLauncherIsRefusedWithThePidOfTheFirst() {
        DataFolder folder = new DataFolder(root.resolve("data"));
        long pid = ProcessHandle.current().pid();
        try (DataFolderLock first = DataFolderLock.acquire(folder)) {
            assertThat(DataFolderLock.isHeld(folder)).isTrue();
            assertThatExceptionOfType(DataFolderInUseException.class)
                    .isThrownBy(() -> DataFolderLock.acquire(folder))
                    .satisfies(e -> assertThat(e.pid()).isEqualTo(pid))
                    .withMessageContaining("[" + pid + "]")
                    .withMessageContaining("--data-dir");
            assertThat(first).isNotNull();
        }
        assertThat(DataFolderLock.isHeld(folder)).isFalse();
        DataFolderLock.acquire(folder).close();
    }

    /** Another launcher: ends with 3 if it is refused in favour of the process named. */
    static final class OtherLauncher {

        public static void main(String[] args) {
            try (DataFolderLock lock = DataFolderLock.acquire(new DataFolder(Path.of(args[0])))) {
                System.exit(lock == null ? 1 : 0);
            } catch (DataFolderInUseException e) {
                System.exit(e.pid() == Long.parseLong(args[1]) ? 3 : 2);
            }
        }
    }

    private static int startOther(DataFolder folder) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        OtherLauncher.class.getName(),
                        folder.root().toString(),
                        Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
    }

    @Test
    void anotherProcessIsRefusedUntilTheFirstHasGivenTheFolderBackAndLookingDoesNotGiveItBack() throws Exception {
        DataFolder folder = new DataFolder(root.resolve("data"));
        try (DataFolderLock first = DataFolderLock.acquire(folder)) {
            assertThat(first).isNotNull();
            assertThat(DataFolderLock.isHeld(folder)).isTrue();
            assertThatExceptionOfType(DataFolderInUseException.class).isThrownBy(() -> DataFolderLock.acquire(folder));
            assertThat(startOther(folder)).isEqualTo(3);
        }
        assertThat(startOther(folder)).isZero();
    }

    @Test
    void takingTheFolderMakesItsLayout() {
        DataFolder folder = new DataFolder(root.resolve("data"));
        DataFolderLock.acquire(folder).close();
        assertThat(folder.kafka()).isDirectory();
        assertThat(folder.postgres()).isDirectory();
        assertThat(folder.hot()).isDirectory();
        assertThat(folder.logs()).isDirectory();
    }

    @Test
    void theRunFileTellsAnotherProcessWhatRuns() {
        DataFolder folder = new DataFolder(root).create();
        assertThat(RunState.read(folder)).isEmpty();
        RunState state = RunState.ofThisProcess(
                "0.1.0",
                1_700_000_000_000_000L,
                Map.of("gateway", 8088),
                new RunState.LogPlace("127.0.0.1:9092", null));
        state.write(folder);
        assertThat(RunState.read(folder)).contains(state);
        assertThat(RunState.read(folder).flatMap(RunState::process)).contains(ProcessHandle.current());
        RunState.remove(folder);
        assertThat(RunState.read(folder)).isEmpty();
    }

    @Test
    void aRecycledPidIsNotTakenForTheLauncher() {
        RunState old = new RunState(ProcessHandle.current().pid(), "2001-01-01T00:00:00Z", "0.1.0", 1L, Map.of(), null);
        assertThat(old.process()).isEmpty();
    }

    @Test
    void aRunFileThatCannotBeReadCountsAsNone() throws IOException {
        DataFolder folder = new DataFolder(root).create();
        Files.writeString(folder.runFile(), "{\"pid\":");
        assertThat(RunState.read(folder)).isEmpty();
    }

    @Test
    void theFloorOfTheDiskIsComparedWithWhatIsLeft() {
        assertThat(new DiskFloor(root, 1).isBelow()).isFalse();
        assertThat(new DiskFloor(root, Long.MAX_VALUE).isBelow()).isTrue();
        assertThat(new DiskFloor(root, 1).usableBytes()).isPositive();
        assertThat(new DiskFloor(root, Long.MAX_VALUE).sentence()).contains("bytes left", DiskFloor.SETTING);
    }

    @Test
    void theReserveIsHalfTheFloorAndNeverMoreThanSixtyFourMebibytes() {
        assertThat(new DiskFloor(root, 20 << 20).reserveBytes()).isEqualTo(10 << 20);
        assertThat(new DiskFloor(root, DiskFloor.DEFAULT_FLOOR_BYTES).reserveBytes())
                .isEqualTo(64 << 20);
        assertThat(new DiskFloor(root, Long.MAX_VALUE).isBelowReserve()).isFalse();
    }
}
