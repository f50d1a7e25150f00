package io.truenow.command.ingest;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.meter.DurationHistogram;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/** What the ingest door counts, since start. Thread-safe; adding never waits. */
public final class IngestMeters {

    private final LongAdder requests = new LongAdder();
    private final LongAdder requestsAccepted = new LongAdder();
    private final LongAdder requestsRejected = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder streamsOpen = new LongAdder();
    private final LongAdder earlyBlocks = new LongAdder();
    private final LongAdder eventsAccepted = new LongAdder();
    /** Only of tables with durable events, so it is bounded by the number of tables. */
    private final Map<TableRef, LongAdder> acceptedByTable = new ConcurrentHashMap<>();
    /** Bounded by the number of tenants. */
    private final Map<String, LongAdder> rejectedByTenant = new ConcurrentHashMap<>();

    private final Map<ErrorCode, LongAdder> eventsRejected = new EnumMap<>(ErrorCode.class);
    private final Map<ErrorCode, LongAdder> requestsRefused = new EnumMap<>(ErrorCode.class);
    private final DurationHistogram acknowledgements = DurationHistogram.usual();

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

    /** Streams begin, or end if the change is negative. */
    void streamsOpen(int change) {
        streamsOpen.add(change);
    }

    /** The waiting lines of a slow client go to the log. */
    void earlyBlock() {
        earlyBlocks.increment();
    }

    void accepted(long nanos) {
        requestsAccepted.increment();
        acknowledgements.add(TimeUnit.NANOSECONDS.toMicros(nanos));
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

    /** Requests of any length that are under way now. */
    public long streamsOpen() {
        return streamsOpen.sum();
    }

    /** Blocks that went to the log before they were full, because their lines had waited. */
    public long earlyBlocks() {
        return earlyBlocks.sum();
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

    /** Accepted requests by time from first byte to acknowledgement. */
    public DurationHistogram acknowledgements() {
        return acknowledgements;
    }
}
