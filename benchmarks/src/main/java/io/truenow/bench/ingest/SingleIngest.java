package io.truenow.bench.ingest;

import io.truenow.bench.replay.Load;
import io.truenow.bench.replay.PinnedReplay;
import io.truenow.bench.side.Peer;
import io.truenow.bench.side.Started;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.nio.file.Path;

/** R2: one event a request over many connections, the client pinned to one core. Not thread-safe. */
public final class SingleIngest {

    /** Most events of a load: more than any side takes within its time. */
    private static final int MOST_EVENTS = 400_000;

    private final Tables tables;
    private final int connections;
    private final double seconds;
    private final Path folder;

    /**
     * Loads of a length.
     *
     * @param folder where the client's output goes
     */
    public SingleIngest(Tables tables, int connections, double seconds, Path folder) {
        this.tables = tables;
        this.connections = connections;
        this.seconds = seconds;
        this.folder = folder;
    }

    /** Runs rounds of a side that are not counted; a problem of one ends its series. */
    public <T extends Peer> void warmUp(Started<T> started, Dialect dialect, Series series, int rounds) {
        Peer peer = started.side();
        for (int i = 0; peer != null && i < rounds; i++) {
            series.warmUp(() -> run(peer, dialect));
        }
    }

    /** Runs one round of a side into its series. */
    public <T extends Peer> void round(Started<T> started, Dialect dialect, Series series) {
        Peer peer = started.side();
        if (peer != null) {
            series.add(() -> run(peer, dialect));
        }
    }

    private Round run(Peer peer, Dialect dialect) {
        int warmUp = tables.next();
        peer.prepare(warmUp);
        Load door = peer.load(Bodies.of(dialect, 1, 1), connections);
        return Trial.run(peer, tables.next(), table -> {
            PinnedReplay.Outcome outcome = PinnedReplay.run(
                    new PinnedReplay.Order(
                            peer.pid(),
                            door.port(),
                            door.path(),
                            door.contentType(),
                            dialect,
                            warmUp,
                            table,
                            MOST_EVENTS,
                            connections,
                            seconds),
                    folder);
            return new Trial.Sent(outcome.replayed(), outcome.coreSeconds());
        });
    }
}
