package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a shell in the server's place. */
class ServerProcessTest {

    private static final String READY = "echo starting; echo ready; exec sleep 60";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private @Nullable ServerProcess server;

    @AfterEach
    void end() {
        if (server != null) {
            server.killAll();
        }
    }

    private ServerProcess server(String script) {
        ServerProcess made = new ServerProcess(
                new ServerPlace(List.of("sh", "-c", script), Map.of(), folder, folder.resolve("data"), 1, 2, 3));
        server = made;
        return made;
    }

    @Test
    void itIsKilledAndStartedAgain() {
        ServerProcess process = server(READY);
        process.begin(1);
        process.awaitReady();
        long first = process.pid();
        assertThat(process.isUp()).isTrue();

        process.kill();

        assertThat(process.isUp()).isFalse();
        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(process::requireAlive).hasMessageContaining("ended by itself with 137");
        process.begin(1);
        process.awaitReady();
        assertThat(process.pid()).isNotEqualTo(first);
        process.requireAlive();
    }

    @Test
    void aStoppedProcessIsKilledToo() {
        ServerProcess process = server(READY);
        process.begin(1);
        process.awaitReady();

        process.pause();
        assertThat(process.isUp()).isFalse();
        process.resume();
        assertThat(process.isUp()).isTrue();
        process.pause();
        process.killGroup();

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void anOrderlyEndIsWaitedFor() {
        ServerProcess process = server(READY);
        process.begin(1);
        process.awaitReady();

        assertThat(process.stop()).isLessThan(20);

        assertThat(process.isAlive()).isFalse();
    }

    @Test
    void oneThatEndsBeforeReadyIsNamedWithItsOutput() {
        ServerProcess process = server("echo the port is taken; exit 5");
        process.begin(1);

        assertThatThrownBy(process::awaitReady).hasMessageContainingAll("ended with 5", "the port is taken");
    }

    @Test
    void checkpointSecondsAreHandedOver() throws Exception {
        ServerProcess process = server("echo $TRUENOW_CHECKPOINT_SECONDS > data/seconds; echo ready; exec sleep 60");
        process.begin(5);
        process.awaitReady();

        assertThat(Files.readString(folder.resolve("data/seconds")).strip()).isEqualTo("5");
    }

    @Test
    void nothingStartsAfterTheEnd() {
        ServerProcess process = server(READY);
        process.begin(1);
        process.awaitReady();

        process.killAll();

        assertThat(process.isAlive()).isFalse();
        assertThatThrownBy(() -> process.begin(1)).hasMessageContaining("has ended");
    }

    @Test
    void aFileOfPostgresThatNamesAForeignProcessIsNotBelieved() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data/postgres/data"));
        Files.writeString(
                data.resolve("postmaster.pid"), ProcessHandle.current().pid() + "\n");

        assertThat(Signals.postgres(folder.resolve("data"))).isEmpty();
        assertThat(server(READY).killDatabase()).isNegative();
    }

    @Test
    void theDataFolderMustStandInTheFolderOfTheRun() {
        assertThatThrownBy(() -> new ServerPlace(List.of(), Map.of(), folder, folder, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ServerPlace(List.of(), Map.of(), folder, folder.resolve("../data"), 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theFillerTakesSpaceAndGivesItBack() throws Exception {
        Path file = folder.resolve("filler.bin");
        try (Filler filler = new Filler(file)) {
            assertThat(filler.take(3_000_000)).isTrue();
            assertThat(Files.size(file)).isEqualTo(3_000_000);
        }
        assertThat(file).doesNotExist();
    }
}
