package io.truenow.hottier.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What every {@link Disk} does; each implementation extends this. */
public abstract class DiskContract {

    /** An empty disk. */
    protected abstract Disk emptyDisk() throws IOException;

    private static void write(Disk disk, String name, String content) throws IOException {
        disk.write(name, out -> out.write(content.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(Disk disk, String name) throws IOException {
        try (InputStream in = disk.read(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aFileIsReadAsItWasWrittenLast() throws IOException {
        Disk disk = emptyDisk();
        write(disk, "a/b/c", "a long first content");
        write(disk, "a/b/c", "second");
        assertThat(read(disk, "a/b/c")).isEqualTo("second");
    }

    @Test
    void aFolderListsTheWholeNamesOfAllFilesBelowItInOrderAndNoOthers() throws IOException {
        Disk disk = emptyDisk();
        write(disk, "a/2", "");
        write(disk, "a/1", "");
        write(disk, "a/b/3", "");
        write(disk, "ab/4", "");
        assertThat(disk.list("a")).containsExactly("a/1", "a/2", "a/b/3");
        assertThat(disk.list("nothing")).isEmpty();
    }

    @Test
    void aDeletedFileIsGoneAndDeletingNothingIsFine() throws IOException {
        Disk disk = emptyDisk();
        write(disk, "a/1", "x");
        disk.delete("a/1");
        disk.delete("a/1");
        disk.delete("nothing/at/all");
        assertThat(disk.list("a")).isEmpty();
        assertThatThrownBy(() -> disk.read("a/1")).isInstanceOf(IOException.class);
    }

    @Test
    void aMappedFileIsReadAsItWasWhenItWasMapped() throws IOException {
        Disk disk = emptyDisk();
        write(disk, "a/1", "first");
        MemorySegment first = disk.map("a/1");
        write(disk, "a/1", "second content");
        MemorySegment second = disk.map("a/1");
        disk.delete("a/1");
        assertThat(text(first)).isEqualTo("first");
        assertThat(text(second)).isEqualTo("second content");
        assertThat(first.isReadOnly()).isTrue();
        assertThatThrownBy(() -> disk.map("a/1")).isInstanceOf(IOException.class);
    }

    private static String text(MemorySegment mapped) {
        return new String(mapped.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
    }

    @Test
    void aFailureOfTheContentIsTheFailureOfTheWriteAndOtherFilesStay() throws IOException {
        Disk disk = emptyDisk();
        write(disk, "a/1", "x");
        assertThatThrownBy(() -> disk.write("a/2", out -> {
                    throw new IOException("no content");
                }))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no content");
        assertThat(read(disk, "a/1")).isEqualTo("x");
    }

    @Test
    void thereIsRoom() throws IOException {
        assertThat(emptyDisk().usableBytes()).isPositive();
    }
}
