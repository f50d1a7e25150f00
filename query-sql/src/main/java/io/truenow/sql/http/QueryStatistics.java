package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.HotTierReads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Figures of the query role since its start. Samples the number of stored events once a second, of the default tenant from the start and of
 * others from their first question on. Thread-safe; must be closed.
 */
public final class QueryStatistics implements AutoCloseable {

    private static final int MAX_TENANTS = 1_000;

    private final HotTierReads reads;
    private final long startedNanos = System.nanoTime();
    private final Map<String, EventRate> rates = new ConcurrentHashMap<>();
    private final AtomicLong queries = new AtomicLong();
    private final AtomicLong errors = new AtomicLong();
    private final AtomicLong cacheHits = new AtomicLong();
    private final AtomicLong latencyMicros = new AtomicLong();
    private final ScheduledExecutorService sampler;

    /** Starts sampling. */
    public QueryStatistics(HotTierReads reads) {
        this.reads = reads;
        rates.put(Principal.DEFAULT_TENANT, new EventRate());
        sampler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("query-statistics").factory());
        sampler.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        rates.forEach(
                (tenant, rate) -> rate.sample(System.nanoTime(), stored(new Principal(tenant, "statistics", false))));
    }

    private long stored(Principal principal) {
        return reads.tables(principal).stream()
                .filter(t -> t.ref().tenant().equals(principal.tenant()))
                .mapToLong(t -> t.stored())
                .sum();
    }

    /** Stored events of a tenant per second, mean over the last ten seconds. */
    double eventsPerSecond(Principal principal, long storedNow) {
        EventRate rate = rates.get(principal.tenant());
        if (rate == null && rates.size() < MAX_TENANTS) {
            rate = rates.computeIfAbsent(principal.tenant(), t -> new EventRate());
        }
        return rate == null ? 0 : rate.perSecond(System.nanoTime(), storedNow);
    }

    void answered(long micros, boolean cached) {
        queries.incrementAndGet();
        latencyMicros.addAndGet(micros);
        if (cached) {
            cacheHits.incrementAndGet();
        }
    }

    void failed() {
        queries.incrementAndGet();
        errors.incrementAndGet();
    }

    /** Requests so far. */
    public long queries() {
        return queries.get();
    }

    /** Requests that failed. */
    public long errors() {
        return errors.get();
    }

    /** Requests that were answered from kept answers. */
    public long cacheHits() {
        return cacheHits.get();
    }

    /** Mean time of an answered request. */
    public long meanLatencyMicros() {
        long answered = queries.get() - errors.get();
        return answered == 0 ? 0 : latencyMicros.get() / answered;
    }

    /** Whole seconds since the start. */
    public long uptimeSeconds() {
        return (System.nanoTime() - startedNanos) / 1_000_000_000L;
    }

    @Override
    public void close() {
        sampler.shutdownNow();
    }
}
