package io.truenow.infra.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {

    @TempDir
    Path root;

    private String text(LocalDisk disk, String name) throws IOException {
        try (InputStream in = disk.read(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void write(LocalDisk disk, String name, String text) throws IOException {
        disk.write(name, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileIsReplacedAsAWhole() throws IOException {
        LocalDisk disk = new LocalDisk(root.resolve("hot"));
        write(disk, "p-3/one", "a longer old content");
        write(disk, "p-3/one", "new");
        assertThat(text(disk, "p-3/one")).isEqualTo("new");
        assertThat(disk.list("p-3")).containsExactly("p-3/one");
    }

    @Test
    void aWriteThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        LocalDisk disk = new LocalDisk(root);
        write(disk, "one", "old");
        assertThatIOException()
                .isThrownBy(() -> disk.write("one", out -> {
                    out.write(new byte[200_000]);
                    throw new IOException("full");
                }))
                .withMessage("full");
        assertThat(text(disk, "one")).isEqualTo("old");
        assertThat(root).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whatACrashLeftHalfWrittenIsNotListedAndIsOverwritten() throws IOException {
        LocalDisk disk = new LocalDisk(root);
        Files.writeString(root.resolve("one.tmp"), "torn and longer than what comes");
        assertThat(disk.list("")).isEmpty();
        write(disk, "one", "whole");
        assertThat(text(disk, "one")).isEqualTo("whole");
        assertThat(disk.list("")).containsExactly("one");
    }

    @Test
    void filesAreListedInOrderAndDeletedOnce() throws IOException {
        LocalDisk disk = new LocalDisk(root);
        write(disk, "b/2", "");
        write(disk, "b/1", "");
        write(disk, "a", "");
        assertThat(disk.list("b")).containsExactly("b/1", "b/2");
        assertThat(disk.list("none")).isEmpty();
        disk.delete("b/1");
        disk.delete("b/1");
        assertThat(disk.list("")).containsExactly("a", "b/2");
    }

    @Test
    void aNameThatLeavesTheFolderIsRefused() {
        LocalDisk disk = new LocalDisk(root.resolve("hot"));
        assertThatIOException().isThrownBy(() -> write(disk, "../outside", "x"));
        assertThatIOException().isThrownBy(() -> disk.read("/etc/hostname"));
        assertThat(root.resolve("outside")).doesNotExist();
    }

    @Test
    void aWriteThatWouldTakeOfTheReserveFailsAndLeavesNothing() throws IOException {
        long usable = new LocalDisk(root).usableBytes();
        LocalDisk tight = new LocalDisk(root, usable);
        assertThatIOException()
                .isThrownBy(() -> write(tight, "one", "x"))
                .withMessageContaining("[" + usable + "] of them are reserved");
        assertThat(root).isEmptyDirectory();

        LocalDisk roomy = new LocalDisk(root, 1);
        roomy.write("big", out -> out.write(new byte[3 << 20]));
        assertThat(root.resolve("big")).hasSize(3 << 20);
    }

    @Test
    void aLongWriteLooksAgainAndStopsAtTheReserve() throws IOException {
        LocalDisk disk = new LocalDisk(root, new LocalDisk(root).usableBytes() - (64L << 20));
        byte[] block = new byte[1 << 20];
        assertThatIOException()
                .isThrownBy(() -> disk.write("big", out -> {
                    for (int i = 0; i < 1_000; i++) {
                        out.write(block);
                    }
                }))
                .withMessageContaining("reserved");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theRoomLeftIsKnownBeforeTheFolderExists() throws IOException {
        assertThat(new LocalDisk(root.resolve("not/yet")).usableBytes()).isPositive();
    }
}
