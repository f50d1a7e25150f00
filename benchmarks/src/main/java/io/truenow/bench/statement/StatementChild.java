package io.truenow.bench.statement;

import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.side.TrueNow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@link StatementRates} printed, run in a JVM of its own.
 *
 * @param ours statements a second, by round
 * @param theirs the same of stock Calcite
 * @param hitRate share of our statements whose plan was kept
 */
public record StatementChild(List<Double> ours, List<Double> theirs, double hitRate) {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** Copies the lists. */
    public StatementChild {
        ours = List.copyOf(ours);
        theirs = List.copyOf(theirs);
    }

    /** Runs it. */
    public static StatementChild run(Path folder, int events, int rounds, double seconds) {
        List<String> command = List.of(
                TrueNow.java(),
                "-XX:+UseG1GC",
                "-XX:+UseCompactObjectHeaders",
                "-Xmx2g",
                "-Duser.timezone=UTC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                StatementRates.class.getName(),
                folder.toString(),
                Integer.toString(events),
                Integer.toString(rounds),
                Double.toString(seconds));
        try (ChildProcess child = ChildProcess.start(StatementRates.class.getSimpleName(), command, folder)) {
            String printed = child.awaitEnd(LONGEST);
            double hits = values(printed, "hits").getFirst();
            double misses = values(printed, "misses").getFirst();
            return new StatementChild(values(printed, "ours"), values(printed, "theirs"), hits / (hits + misses));
        }
    }

    private static List<Double> values(String printed, String name) {
        List<Double> values = new ArrayList<>();
        printed.lines()
                .filter(line -> line.startsWith(name + "="))
                .forEach(line -> values.add(Double.valueOf(line.substring(name.length() + 1))));
        return values;
    }
}
