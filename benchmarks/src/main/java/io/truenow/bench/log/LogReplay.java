package io.truenow.bench.log;

import io.truenow.bench.ingest.BatchIngest;
import io.truenow.bench.ingest.Round;
import io.truenow.bench.side.Peer;
import io.truenow.bench.side.TrueNow;
import io.truenow.bench.workload.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * R9: how fast the product replays its log into an empty hot tier. Its server is started without a checkpoint, so that it has to read
 * everything again before it is ready; what a start takes with nothing in the log is taken away. Groups and their sums and counts have to be the
 * same before and after. Not thread-safe.
 */
public final class LogReplay {

    private static final int CONNECTIONS = 2;
    private static final int TABLE = 0;

    private final Path home;
    private final Path folder;
    private final int portOffset;

    /**
     * Servers in a folder of their own.
     *
     * @param home folder of the source tree with the built product
     */
    public LogReplay(Path home, Path folder, int portOffset) {
        this.home = home;
        this.folder = folder;
        this.portOffset = portOffset;
    }

    /** Starts a server for the first time, which takes longer, and ends it. */
    public void prepare() {
        start().close();
    }

    /** Seconds that a start takes with an empty log. */
    public double emptyStart() {
        try (TrueNow server = start()) {
            return server.startSeconds();
        }
    }

    /**
     * Stores W1.
     *
     * @return what the table answers
     */
    public String store(Bodies bodies) {
        try (TrueNow server = start()) {
            Round round = BatchIngest.once(server, bodies, CONNECTIONS, TABLE);
            if (!round.problem().isEmpty()) {
                throw new IllegalStateException("W1 could not be loaded: " + round.problem());
            }
            return answer(server);
        }
    }

    /**
     * Seconds that a start takes without checkpoints, with what is in the log.
     *
     * @param events how many there are
     * @param answer what the table answered before
     */
    public double startWithoutCheckpoints(long events, String answer) {
        deleteCheckpoints();
        try (TrueNow server = start()) {
            Peer.Held held = server.held(TABLE);
            if (held.rows() != events || !answer(server).equals(answer)) {
                throw new IllegalStateException(
                        "It was ready with " + held.rows() + " of " + events + " events, or with others than before.");
            }
            return server.startSeconds();
        }
    }

    private TrueNow start() {
        return TrueNow.start(home, folder, portOffset);
    }

    private static String answer(TrueNow server) {
        JsonNode rows = server.sql("SELECT region, product, COUNT(*), SUM(quantity), MIN(event_time_us), MAX(revenue),"
                + " COUNT(DISTINCT user_id) FROM bench." + Bodies.table(TABLE)
                + " GROUP BY region, product ORDER BY region, product");
        return rows.toString();
    }

    private void deleteCheckpoints() {
        try (Stream<Path> walk = Files.walk(TrueNow.data(folder))) {
            List<Path> checkpoints = walk.filter(Files::isDirectory)
                    .filter(path -> path.getFileName().toString().equals("checkpoint"))
                    .toList();
            if (checkpoints.isEmpty()) {
                throw new IllegalStateException("No checkpoint is there to be taken away.");
            }
            for (Path checkpoint : checkpoints) {
                delete(checkpoint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path checkpoint) throws IOException {
        try (Stream<Path> walk = Files.walk(checkpoint)) {
            for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
