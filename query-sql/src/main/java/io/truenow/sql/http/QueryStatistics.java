package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.meter.DurationHistogram;
import io.truenow.hottier.read.HotTierReads;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

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
    private final DurationHistogram times = DurationHistogram.usual();
    private final Map<ErrorCode, LongAdder> failures = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sampler;
    private volatile LongSupplier cursors = () -> 0;
    private volatile LongSupplier clientsGone = () -> 0;

    /** Starts sampling. */
    public QueryStatistics(HotTierReads reads) {
        this.reads = reads;
        rates.put(Principal.DEFAULT_TENANT, new EventRate());
        sampler = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("query-statistics").factory());
        sampler.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    private void sample() {
        rates.forEach((tenant, rate) ->
                rate.sample(System.nanoTime(), stored(new Principal(tenant, "statistics", Role.READER))));
    }

    private long stored(Principal principal) {
        return reads.tables(principal).stream().mapToLong(t -> t.stored()).sum();
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
        times.add(micros);
        if (cached) {
            cacheHits.incrementAndGet();
        }
    }

    void failed(ErrorCode code) {
        queries.incrementAndGet();
        errors.incrementAndGet();
        failures.computeIfAbsent(code, c -> new LongAdder()).increment();
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
        long answered = times.count();
        return answered == 0 ? 0 : times.sumMicros() / answered;
    }

    /** Times of answered requests. */
    public DurationHistogram times() {
        return times;
    }

    /** Requests that failed by code, those with any. */
    public Map<ErrorCode, Long> failures() {
        Map<ErrorCode, Long> counts = new TreeMap<>();
        failures.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    /** Where the figures of the routes of SQL come from. */
    void sql(LongSupplier openCursors, LongSupplier gone) {
        cursors = openCursors;
        clientsGone = gone;
    }

    /** Answers of {@code /v1/sql} that wait for their next page. */
    public long cursors() {
        return cursors.getAsLong();
    }

    /** Statements of {@code /v1/sql} that were cancelled because their client was gone. */
    public long clientsGone() {
        return clientsGone.getAsLong();
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
