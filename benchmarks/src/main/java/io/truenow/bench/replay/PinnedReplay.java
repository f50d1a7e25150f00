package io.truenow.bench.replay;

import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.side.CoreTime;
import io.truenow.bench.side.TrueNow;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link Replay} of bodies of one event in a JVM of its own, pinned to one core by {@code taskset}: what it takes of the machine is
 * the same for every server.
 */
public final class PinnedReplay {

    /** Events before the measured ones, so that client and server are warm. */
    private static final int WARM_UP_EVENTS = 20_000;

    private static final double WARM_UP_SECONDS = 2;

    private static final Duration START = Duration.ofMinutes(1);
    private static final String RESULT = "result ";

    private PinnedReplay() {}

    /**
     * What is sent.
     *
     * @param serverPid process whose core time is taken
     * @param warmUpTable table of the warm-up
     * @param events most events
     * @param seconds longest time
     */
    public record Order(
            long serverPid,
            int port,
            String path,
            String contentType,
            Dialect dialect,
            int warmUpTable,
            int table,
            int events,
            int connections,
            double seconds) {

        List<String> words() {
            return List.of(
                    Long.toString(serverPid),
                    Integer.toString(port),
                    path,
                    contentType,
                    dialect.name(),
                    Integer.toString(warmUpTable),
                    Integer.toString(table),
                    Integer.toString(events),
                    Integer.toString(connections),
                    Double.toString(seconds));
        }

        static Order of(String[] words) {
            return new Order(
                    Long.parseLong(words[0]),
                    Integer.parseInt(words[1]),
                    words[2],
                    words[3],
                    Dialect.valueOf(words[4]),
                    Integer.parseInt(words[5]),
                    Integer.parseInt(words[6]),
                    Integer.parseInt(words[7]),
                    Integer.parseInt(words[8]),
                    Double.parseDouble(words[9]));
        }
    }

    /**
     * What came of it.
     *
     * @param coreSeconds time that the server took of the cores meanwhile
     */
    public record Outcome(Replayed replayed, double coreSeconds) {}

    /**
     * Runs it on core 0.
     *
     * @throws IllegalStateException if {@code taskset} is missing or the client fails
     */
    public static Outcome run(Order order, Path folder) {
        List<String> command = new ArrayList<>(List.of("taskset", "-c", "0", TrueNow.java(), "-Xmx1g"));
        command.addAll(List.of("-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        command.add(PinnedReplay.class.getName());
        command.addAll(order.words());
        try (ChildProcess client = ChildProcess.start("client", command, folder)) {
            String text = client.awaitEnd(START.plusMillis((long) (order.seconds() * 1000)));
            String line = text.lines()
                    .filter(each -> each.startsWith(RESULT))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The client said: " + text));
            String[] words = line.substring(RESULT.length()).split(" ", 8);
            Replayed replayed = new Replayed(
                    Integer.parseInt(words[0]),
                    Long.parseLong(words[1]),
                    Integer.parseInt(words[2]),
                    words[7],
                    Double.parseDouble(words[3]),
                    Double.parseDouble(words[4]),
                    Double.parseDouble(words[5]));
            return new Outcome(replayed, Double.parseDouble(words[6]));
        }
    }

    /** The client itself. */
    public static void main(String[] words) throws IOException {
        Order order = Order.of(words);
        Bodies warmUp = Bodies.of(order.dialect(), WARM_UP_EVENTS, 1);
        warmUp.nameTable(order.warmUpTable());
        Bodies bodies = Bodies.of(order.dialect(), order.events(), 1);
        bodies.nameTable(order.table());
        Replay.run(load(order, warmUp).within(WARM_UP_SECONDS));
        double before = CoreTime.seconds(order.serverPid());
        Replayed found = Replay.run(load(order, bodies).within(order.seconds()));
        double core = CoreTime.seconds(order.serverPid()) - before;
        System.out.println(
                RESULT + found.acknowledged() + " " + found.events() + " " + found.failed() + " " + found.seconds()
                        + " " + found.p50Millis() + " " + found.p99Millis() + " " + core + " " + found.firstFailure());
    }

    private static Load load(Order order, Bodies bodies) {
        return Load.closedLoop(order.port(), order.path(), order.contentType(), bodies, order.connections());
    }
}
