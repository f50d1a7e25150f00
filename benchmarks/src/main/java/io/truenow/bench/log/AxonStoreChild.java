package io.truenow.bench.log;

import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.side.TrueNow;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs {@link AxonStoreRead} in a JVM of its own. Stateless. */
public final class AxonStoreChild {

    private static final Duration LONGEST = Duration.ofMinutes(4);
    private static final String RESULT = "per_second=";

    private AxonStoreChild() {}

    /**
     * Events a second that are read.
     *
     * @param port port for its PostgreSQL
     * @throws IllegalStateException if it fails, with what it said
     */
    public static double perSecond(Path folder, int port, long events) {
        List<String> command = List.of(
                TrueNow.java(),
                "-Xmx4g",
                "-cp",
                System.getProperty("java.class.path"),
                AxonStoreRead.class.getName(),
                folder.toString(),
                Integer.toString(port),
                Long.toString(events));
        try (ChildProcess child = ChildProcess.start("axon-store", command, folder)) {
            String text = child.awaitEnd(LONGEST);
            return text.lines()
                    .filter(line -> line.startsWith(RESULT))
                    .mapToDouble(line -> Double.parseDouble(line.substring(RESULT.length())))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The program said: " + text));
        }
    }
}
