package io.truenow.bench.profile;

import io.truenow.bench.profile.Profile.Share;
import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.side.CoreTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/**
 * Samples a running JVM while it does something: Flight Recorder's samples by core time (JEP 509, JDK 25 on Linux), so that a thread
 * counts by what it takes of the cores and not by being there. Stacks in compiled, interpreted and native code called by Java count;
 * what the collector and the compiler take stands among the threads.
 */
public final class Profiler {

    private static final String EVENT = "jdk.CPUTimeSample";
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int METHODS = 15;
    private static final int THREADS = 12;

    private final long pid;
    private final Path folder;

    /** A profiler of a process; recordings stay in a folder. */
    public Profiler(long pid, Path folder) {
        this.pid = pid;
        this.folder = folder;
    }

    /**
     * Runs something and says where the process's time went meanwhile.
     *
     * @throws IllegalStateException if the JVM refuses to record
     */
    public Profile during(String load, String name, Runnable work) {
        Path file = folder.resolve(name + ".jfr");
        command(
                "JFR.start",
                "name=" + name,
                "settings=none",
                "+" + EVENT + "#enabled=true",
                "+" + EVENT + "#throttle=10ms");
        double before = CoreTime.seconds(pid);
        Map<CoreTime.Thread, Double> threads = CoreTime.threads(pid);
        try {
            work.run();
        } finally {
            command("JFR.stop", "name=" + name, "filename=" + file);
        }
        double core = CoreTime.seconds(pid) - before;
        return read(load, file, core, threads(threads, CoreTime.threads(pid), core));
    }

    private void command(String verb, String... words) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(), Long.toString(pid), verb));
        command.addAll(List.of(words));
        try (ChildProcess jcmd = ChildProcess.start("jcmd", command, folder)) {
            jcmd.awaitEnd(LONGEST);
        }
    }

    private static List<Share> threads(
            Map<CoreTime.Thread, Double> before, Map<CoreTime.Thread, Double> after, double core) {
        Map<String, Double> kinds = new HashMap<>();
        after.forEach((thread, seconds) -> kinds.merge(
                thread.name().replaceAll("[0-9]+", "N"), seconds - before.getOrDefault(thread, 0.0), Double::sum));
        double seen = kinds.values().stream().mapToDouble(Double::doubleValue).sum();
        kinds.merge("threads that ended", Math.max(0, core - seen), Double::sum);
        return shares(kinds, core, THREADS);
    }

    private static Profile read(String load, Path file, double core, List<Share> threads) {
        Map<String, Double> parts = new HashMap<>();
        Map<String, Double> methods = new HashMap<>();
        long samples = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                if (event.getEventType().getName().equals(EVENT)) {
                    samples++;
                    List<RecordedFrame> frames = event.getStackTrace() == null
                            ? List.of()
                            : event.getStackTrace().getFrames();
                    parts.merge(part(frames).title(), 1.0, Double::sum);
                    if (!frames.isEmpty()) {
                        methods.merge(method(frames.getFirst()), 1.0, Double::sum);
                    }
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Profile(
                load,
                core,
                samples,
                shares(parts, samples, Part.values().length),
                shares(methods, samples, METHODS),
                threads);
    }

    private static Part part(List<RecordedFrame> frames) {
        for (RecordedFrame frame : frames) {
            Optional<Part> part = Part.of(frame.getMethod().getType().getName());
            if (part.isPresent()) {
                return part.get();
            }
        }
        return Part.OTHER;
    }

    private static String method(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + "."
                + frame.getMethod().getName();
    }

    private static List<Share> shares(Map<String, Double> weights, double whole, int most) {
        return weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .limit(most)
                .map(entry -> new Share(entry.getKey(), entry.getValue() / Math.max(whole, 1e-9)))
                .filter(share -> share.of() >= 0.003)
                .toList();
    }
}
