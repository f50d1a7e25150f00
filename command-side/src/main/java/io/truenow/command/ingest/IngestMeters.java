package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** What the ingest door counts, since start. Thread-safe; adding never waits. */
public final class IngestMeters {

    /** Upper bounds of the buckets of {@link #acknowledgements()}, in microseconds; one more bucket has no bound. */
    private static final long[] BOUNDS_MICROS = {
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        1_000_000,
        2_000_000,
        5_000_000,
        10_000_000
    };

    private final LongAdder requests = new LongAdder();
    private final LongAdder requestsAccepted = new LongAdder();
    private final LongAdder requestsRejected = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder eventsAccepted = new LongAdder();
    /** Only of tables with durable events, so it is bounded by the number of tables. */
    private final Map<TableRef, LongAdder> acceptedByTable = new ConcurrentHashMap<>();
    /** Bounded by the number of tenants. */
    private final Map<String, LongAdder> rejectedByTenant = new ConcurrentHashMap<>();

    private final Map<ErrorCode, LongAdder> eventsRejected = new EnumMap<>(ErrorCode.class);
    private final Map<ErrorCode, LongAdder> requestsRefused = new EnumMap<>(ErrorCode.class);
    private final AtomicLongArray buckets = new AtomicLongArray(BOUNDS_MICROS.length + 1);
    private final LongAdder acknowledgeMicros = new LongAdder();

    /** Meters at zero. */
    public IngestMeters() {
        for (ErrorCode code : ErrorCode.values()) {
            eventsRejected.put(code, new LongAdder());
            requestsRefused.put(code, new LongAdder());
        }
    }

    void request() {
        requests.increment();
    }

    /** Bytes of a body, unpacked, are decoded. */
    public void bytes(long count) {
        bytes.add(count);
    }

    void accepted(long nanos) {
        requestsAccepted.increment();
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        acknowledgeMicros.add(micros);
        int bucket = 0;
        while (bucket < BOUNDS_MICROS.length && micros > BOUNDS_MICROS[bucket]) {
            bucket++;
        }
        buckets.incrementAndGet(bucket);
    }

    void refused(ErrorCode code) {
        requestsRejected.increment();
        adder(requestsRefused, code).increment();
    }

    void eventsAccepted(TableRef table, long count) {
        eventsAccepted.add(count);
        if (count > 0) {
            acceptedByTable.computeIfAbsent(table, t -> new LongAdder()).add(count);
        }
    }

    void eventsRejected(String tenant, ErrorCode code, long count) {
        adder(eventsRejected, code).add(count);
        rejectedByTenant.computeIfAbsent(tenant, t -> new LongAdder()).add(count);
    }

    /** Requests that came: {@code requests_total}. */
    public long requestsTotal() {
        return requests.sum();
    }

    /** Requests answered with 202: {@code requests_accepted}. */
    public long requestsAccepted() {
        return requestsAccepted.sum();
    }

    /** Requests answered otherwise: {@code requests_rejected}. */
    public long requestsRejected() {
        return requestsRejected.sum();
    }

    /** Bytes of bodies, unpacked: {@code bytes}. */
    public long bytesTotal() {
        return bytes.sum();
    }

    /** Events that became durable, duplicates with them: {@code events_accepted}. */
    public long eventsAccepted() {
        return eventsAccepted.sum();
    }

    /** Events of one table that became durable, duplicates with them. */
    public long eventsAccepted(TableRef table) {
        LongAdder accepted = acceptedByTable.get(table);
        return accepted == null ? 0 : accepted.sum();
    }

    /** Refused events of one tenant. */
    public long eventsRejected(String tenant) {
        LongAdder rejected = rejectedByTenant.get(tenant);
        return rejected == null ? 0 : rejected.sum();
    }

    /** Refused events by code, those with any: {@code events_rejected}. */
    public Map<ErrorCode, Long> eventsRejected() {
        return byCode(eventsRejected);
    }

    /** Refused requests by code, those with any: {@code requests_rejected} by code. */
    public Map<ErrorCode, Long> requestsRejectedByCode() {
        return byCode(requestsRefused);
    }

    /** The adder of a code; the maps hold every code from the start, so they are never written again. */
    private static LongAdder adder(Map<ErrorCode, LongAdder> adders, ErrorCode code) {
        return Objects.requireNonNull(adders.get(code));
    }

    private static Map<ErrorCode, Long> byCode(Map<ErrorCode, LongAdder> adders) {
        Map<ErrorCode, Long> counts = new TreeMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            long count = adder(adders, code).sum();
            if (count > 0) {
                counts.put(code, count);
            }
        }
        return counts;
    }

    /** Upper bounds of the latency buckets, in microseconds. */
    public static long[] boundsMicros() {
        return BOUNDS_MICROS.clone();
    }

    /** Accepted requests by time from first byte to acknowledgement; one bucket more than bounds. */
    public long[] acknowledgements() {
        long[] counts = new long[buckets.length()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = buckets.get(i);
        }
        return counts;
    }

    /** Sum of the times of all accepted requests, in microseconds. */
    public long acknowledgeMicrosTotal() {
        return acknowledgeMicros.sum();
    }
}
