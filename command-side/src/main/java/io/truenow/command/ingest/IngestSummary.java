package io.truenow.command.ingest;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line a second while events flow, never a line per event (ruling 45). Thread-safe. */
public final class IngestSummary implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("io.truenow.gateway");

    private final IngestMeters meters;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ingest-summary").factory());
    private long accepted;
    private long rejected;
    private long refusedRequests;

    /** A summary of the meters; nothing is logged before {@link #start()}. */
    public IngestSummary(IngestMeters meters) {
        this.meters = meters;
    }

    /** Begins. */
    public void start() {
        var unused = timer.scheduleAtFixedRate(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /** The line for what came since the last call, or nothing. */
    synchronized void tick() {
        long nowAccepted = meters.eventsAccepted();
        long nowRejected = meters.eventsRejected().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        long nowRefused = meters.requestsRejected();
        if (nowAccepted != accepted || nowRejected != rejected || nowRefused != refusedRequests) {
            LOG.info(
                    "accepted {} events, refused {} events and {} requests; accepted {} since start",
                    nowAccepted - accepted,
                    nowRejected - rejected,
                    nowRefused - refusedRequests,
                    nowAccepted);
        }
        refusedRequests = nowRefused;
        accepted = nowAccepted;
        rejected = nowRejected;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
