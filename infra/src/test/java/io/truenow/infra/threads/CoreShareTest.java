package io.truenow.infra.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class CoreShareTest {

    /** The nineteenth value, as proc(5) counts; the name before may hold spaces. */
    private static int nice() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[16]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void onlyTheThreadThatAsksIsLowered() throws Exception {
        int before = nice();
        CompletableFuture<Integer> lowered = new CompletableFuture<>();
        CompletableFuture<Integer> beside = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    CoreShare.lower();
                    CoreShare.lower();
                    lowered.complete(nice());
                })
                .join();
        Thread.ofPlatform().start(() -> beside.complete(nice())).join();
        assertThat(lowered.join()).isEqualTo(CoreShare.NICE);
        assertThat(beside.join()).isEqualTo(before);
        assertThat(nice()).isEqualTo(before);
    }

    /** Older kernels know no slice of one's own; there the file has none, or keeps the ordinary one. */
    @Test
    void aLoweredThreadHasALongSliceWhereThereAreSuch() throws Exception {
        assumeThat(slice()).as("/proc/thread-self/sched has a slice").isPositive();
        CompletableFuture<Double> lowered = new CompletableFuture<>();
        Thread.ofPlatform()
                .start(() -> {
                    CoreShare.lower();
                    lowered.complete(slice());
                })
                .join();
        assumeThat(linuxFrom(6, 12)).isTrue();
        assertThat(lowered.join()).isEqualTo(CoreShare.SLICE_NANOS);
        assertThat(slice()).isLessThan(CoreShare.SLICE_NANOS);
    }

    private static boolean linuxFrom(int major, int minor) {
        String[] version = System.getProperty("os.version").split("[^0-9]+");
        int there = Integer.parseInt(version[0]);
        return there > major || (there == major && Integer.parseInt(version[1]) >= minor);
    }

    private static double slice() {
        try {
            return Files.readAllLines(Path.of("/proc/thread-self/sched")).stream()
                    .filter(line -> line.startsWith("se.slice"))
                    .mapToDouble(line -> Double.parseDouble(line.substring(line.indexOf(':') + 1)))
                    .findFirst()
                    .orElse(-1);
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void threadsOfALoweredFactoryBeginSo() throws Exception {
        CompletableFuture<Integer> inside = new CompletableFuture<>();
        Thread thread = CoreShare.lowered(Thread.ofPlatform().factory()).newThread(() -> inside.complete(nice()));
        thread.start();
        thread.join();
        assertThat(inside.join()).isEqualTo(CoreShare.NICE);
    }

    @Test
    void aVirtualThreadLeavesItsCarrierAlone() throws Exception {
        int before = nice();
        CompletableFuture<Integer> inside = new CompletableFuture<>();
        Thread.ofVirtual()
                .start(() -> {
                    CoreShare.lower();
                    inside.complete(nice());
                })
                .join();
        assertThat(inside.join()).isEqualTo(before);
    }
}
