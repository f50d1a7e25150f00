package io.truenow.infra.embedded;

import io.truenow.infra.files.LocalDisk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs on a data folder, as {@code run.json} keeps it for {@code truenow status} and {@code truenow down}.
 *
 * @param pid process of the launcher
 * @param processStart when that process began, by the operating system, so that a recycled pid is not mistaken for it; empty if
 *     the system does not say
 * @param version version of the product
 * @param startedMicros when it was started, in microseconds since 1970
 * @param ports port by role
 * @param log where its log answers; null in the file of a build that did not write it
 */
public record RunState(
        long pid,
        String processStart,
        String version,
        long startedMicros,
        Map<String, Integer> ports,
        @Nullable LogPlace log) {

    /**
     * Where a log answers.
     *
     * @param brokers addresses of the brokers, separated by commas
     * @param clientProperties file of the security properties, absolute; null for none
     */
    public record LogPlace(String brokers, @Nullable String clientProperties) {}

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Sorts the ports by name. */
    public RunState {
        ports = new TreeMap<>(ports);
    }

    /** The state of this process. */
    public static RunState ofThisProcess(String version, long startedMicros, Map<String, Integer> ports, LogPlace log) {
        ProcessHandle self = ProcessHandle.current();
        return new RunState(self.pid(), startOf(self), version, startedMicros, ports, log);
    }

    /** Writes the file, whole or not at all. */
    public void write(DataFolder folder) {
        byte[] json = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this);
        try {
            new LocalDisk(folder.root()).write(folder.runFile().getFileName().toString(), out -> out.write(json));
        } catch (IOException e) {
            throw new UncheckedIOException("The run file cannot be written.", e);
        }
    }

    /** What the file says; empty if there is none, or none that can be read. */
    public static Optional<RunState> read(DataFolder folder) {
        Path file = folder.runFile();
        try {
            return Files.exists(file) ? Optional.of(JSON.readValue(file, RunState.class)) : Optional.empty();
        } catch (JacksonException unreadable) {
            return Optional.empty();
        }
    }

    /** Removes the file, after an orderly end. */
    public static void remove(DataFolder folder) {
        try {
            Files.deleteIfExists(folder.runFile());
        } catch (IOException e) {
            throw new UncheckedIOException("The run file cannot be removed.", e);
        }
    }

    /** The process, if it still is the one that wrote the file. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(p -> processStart.isEmpty() || processStart.equals(startOf(p)));
    }

    private static String startOf(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
