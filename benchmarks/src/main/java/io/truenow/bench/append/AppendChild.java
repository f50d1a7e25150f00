package io.truenow.bench.append;

import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.side.TrueNow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs one of the append programs in a JVM of its own and reads what it printed. */
public final class AppendChild {

    private static final Duration LONGEST = Duration.ofMinutes(3);

    private AppendChild() {}

    /** Figures of the hot tier, by name. */
    public static Map<String, Double> hotTier(Path folder, long events, boolean uuids) {
        return run(
                HotTierAppend.class,
                List.of("-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-Xmx8g"),
                folder,
                List.of(Long.toString(events), uuids ? "uuids" : "ids"));
    }

    /** Figures of QuestDB's writer, by name. */
    public static Map<String, Double> questDb(Path folder, long events, int eventsACommit) {
        return run(
                QuestDbAppend.class,
                List.of("-XX:+UseParallelGC", "-Xmx4g"),
                folder,
                List.of(Long.toString(events), Integer.toString(eventsACommit)));
    }

    private static Map<String, Double> run(Class<?> program, List<String> flags, Path folder, List<String> words) {
        List<String> command = new ArrayList<>(List.of(TrueNow.java()));
        command.addAll(flags);
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.add(folder.toString());
        command.addAll(words);
        try (ChildProcess child = ChildProcess.start(program.getSimpleName(), command, folder)) {
            Map<String, Double> figures = new HashMap<>();
            child.awaitEnd(LONGEST).lines().forEach(line -> {
                int at = line.indexOf('=');
                if (at > 0 && line.substring(0, at).matches("[a-z_]+")) {
                    figures.put(line.substring(0, at), Double.valueOf(line.substring(at + 1)));
                }
            });
            return figures;
        }
    }
}
