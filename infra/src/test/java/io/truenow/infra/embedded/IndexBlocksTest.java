package io.truenow.infra.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexBlocksTest {

    private static final int SIZE = 512 * 1024;

    @TempDir
    private Path folder;

    private Path sparse(String name) throws IOException {
        Path file = folder.resolve("topic-0").resolve(name);
        Files.createDirectories(file.getParent());
        try (RandomAccessFile random = new RandomAccessFile(file.toFile(), "rw")) {
            random.setLength(SIZE);
            random.write(7);
        }
        return file;
    }

    private static long bytesOnDisk(Path file) throws IOException, InterruptedException {
        Process stat = new ProcessBuilder("stat", "-c", "%b", file.toString()).start();
        String blocks = new String(stat.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(stat.waitFor()).isZero();
        return Long.parseLong(blocks.strip()) * 512;
    }

    @Test
    void sparseIndexFilesGetTheirBlocksAndKeepContentAndSize() throws Exception {
        Path offsets = sparse("00000000000000000000.index");
        Path times = sparse("00000000000000000000.timeindex");
        Path log = sparse("00000000000000000000.log");
        assertThat(bytesOnDisk(offsets)).isLessThan(SIZE);

        try (IndexBlocks blocks = new IndexBlocks(folder)) {
            blocks.reserve();
        }

        assertThat(bytesOnDisk(offsets)).isGreaterThanOrEqualTo(SIZE);
        assertThat(bytesOnDisk(times)).isGreaterThanOrEqualTo(SIZE);
        assertThat(bytesOnDisk(log)).isLessThan(SIZE);
        assertThat(Files.size(offsets)).isEqualTo(SIZE);
        assertThat(Files.readAllBytes(offsets)[0]).isEqualTo((byte) 7);
    }

    @Test
    void aFileThatGrowsIsLookedAtAgain() throws Exception {
        Path offsets = sparse("00000000000000000000.index");
        try (IndexBlocks blocks = new IndexBlocks(folder)) {
            blocks.reserve();
            try (RandomAccessFile random = new RandomAccessFile(offsets.toFile(), "rw")) {
                random.setLength(4L * SIZE);
            }
            assertThat(bytesOnDisk(offsets)).isLessThan(4L * SIZE);
            blocks.reserve();
        }
        assertThat(bytesOnDisk(offsets)).isGreaterThanOrEqualTo(4L * SIZE);
    }

    @Test
    void aFolderThatIsNotThereYetIsNoFault() {
        try (IndexBlocks blocks = new IndexBlocks(folder.resolve("none"))) {
            blocks.reserve();
        }
        assertThat(folder.resolve("none")).doesNotExist();
    }
}
