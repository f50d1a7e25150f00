package io.truenow.launcher.assembly;

import io.truenow.infra.embedded.DiskFloor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the process takes of its machine, read when it is asked for. What the system does not say is null. Thread-safe. */
record MachineUse(Path folder, DiskFloor floor) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final double PERCENT = 100;

    /** Share of all cores that this process uses, in percent. */
    @Nullable
    Double cpuPercent() {
        double load =
                ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean os
                        ? os.getProcessCpuLoad()
                        : -1;
        return load < 0 ? null : load * PERCENT;
    }

    /** Share of the largest heap that is used, in percent. */
    double heapPercent() {
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) * PERCENT / runtime.maxMemory();
    }

    /** Live platform threads. */
    static int threads() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    /** Bytes of the disk with the data. */
    @Nullable
    Long diskBytes() {
        try {
            FileStore store = Files.getFileStore(folder);
            return store.getTotalSpace();
        } catch (IOException e) {
            return null;
        }
    }

    /** Bytes of that disk that can still be written. */
    long diskFreeBytes() {
        return floor.usableBytes();
    }

    /** Share of that disk that cannot be written any more, in percent. */
    @Nullable
    Double diskPercent() {
        Long all = diskBytes();
        return all == null || all == 0 ? null : PERCENT - diskFreeBytes() * PERCENT / all;
    }

    /** Bytes of memory that the process holds. */
    @Nullable
    static Long residentBytes() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(null);
        } catch (IOException | RuntimeException e) {
            return null;
        }
    }
}
