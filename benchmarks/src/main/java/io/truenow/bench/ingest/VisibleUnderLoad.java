package io.truenow.bench.ingest;

import io.truenow.bench.replay.Load;
import io.truenow.bench.replay.Replay;
import io.truenow.bench.replay.Replayed;
import io.truenow.bench.side.TrueNow;
import io.truenow.bench.workload.Bodies;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** R8: from acknowledgement to visibility of single events, beside a steady load of batches. */
public final class VisibleUnderLoad {

    private static final int MOST_EVENTS = 100_000;

    private VisibleUnderLoad() {}

    /**
     * What was seen.
     *
     * @param perSecond events a second of the load that was there
     * @param p50Millis median from acknowledgement to visibility, the asking included
     * @param p99Millis 99th percentile
     * @param events events that were timed
     */
    public record Visible(double perSecond, double p50Millis, double p99Millis, int events) {}

    /**
     * Sends bodies at a pace for a time and measures meanwhile.
     *
     * @throws IllegalStateException if a request of the load fails or nothing was timed
     */
    public static Visible measure(
            TrueNow server, Bodies bodies, int connections, int table, double eventsPerSecond, double seconds) {
        bodies.nameTable(table);
        Load load = server.load(bodies, connections)
                .paced(eventsPerSecond / bodies.eventsEach())
                .within(seconds);
        CompletableFuture<Replayed> beside = CompletableFuture.supplyAsync(() -> {
            try {
                return Replay.run(load);
            } catch (IOException e) {
                throw new CompletionException(e);
            }
        });
        try {
            long[] nanos =
                    Visibility.measure(server.ingestUrl(), server.queryUrl(), MOST_EVENTS, (long) (seconds * 1e9));
            Replayed replayed = beside.join();
            if (replayed.failed() > 0 || nanos.length == 0) {
                throw new IllegalStateException(
                        replayed.failed() + " requests of the load failed: " + replayed.firstFailure());
            }
            Arrays.sort(nanos);
            return new Visible(
                    replayed.perSecond(), Replayed.millis(nanos, 0.5), Replayed.millis(nanos, 0.99), nanos.length);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }
}
