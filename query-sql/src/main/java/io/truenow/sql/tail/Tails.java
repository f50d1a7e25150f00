package io.truenow.sql.tail;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.port.EventLog;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The tails that run: at most so many, each in the thread of its caller until that is gone or the server stops. Thread-safe. */
public final class Tails implements AutoCloseable {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Duration STILL_HERE = Duration.ofSeconds(5);

    private final EventLog log;
    private final int limit;
    private final LongSupplier nanos;
    private final Semaphore places;
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param limit most at a time
     * @param nanos a clock for spans of time
     */
    public Tails(EventLog log, int limit, LongSupplier nanos) {
        this.log = log;
        this.limit = limit;
        this.nanos = nanos;
        this.places = new Semaphore(limit);
    }

    /** How many run. */
    public int open() {
        return limit - places.availablePermits();
    }

    /** Most at a time. */
    public int limit() {
        return limit;
    }

    /** Events that were sent. */
    public long eventsSent() {
        return sent.sum();
    }

    /** Tails that were refused because too many ran. */
    public long refused() {
        return refused.sum();
    }

    /** A tail that has its place and its position and may begin to write. Not thread-safe; must be closed. */
    public final class Tail implements AutoCloseable {

        private final TailRequest request;
        private final TailPosition position;

        private Tail(TailRequest request, TailPosition position) {
            this.request = request;
            this.position = position;
        }

        /**
         * Writes until the receiver is gone, the log cannot be read, or the server stops.
         *
         * @param known whether the table is there yet
         * @throws IOException the receiver is gone
         */
        public void writeTo(OutputStream out, boolean known) throws IOException {
            TailStream stream = new TailStream(request, position, out, nanos, STILL_HERE.toNanos());
            stream.start(known);
            long before = 0;
            try (EventLog.Reader reader = log.open(position.offsets())) {
                while (!closed) {
                    for (EventLog.Entry entry : reader.next(LOOK)) {
                        stream.write(entry);
                    }
                    stream.pause();
                    sent.add(stream.sent() - before);
                    before = stream.sent();
                }
            } catch (TrueNowException failure) {
                stream.fail(failure);
            } finally {
                sent.add(stream.sent() - before);
            }
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /**
     * A new tail.
     *
     * @throws TrueNowException {@code OVERLOADED}: as many run as may; {@code INVALID_QUERY}: there is no such place in the log;
     *     {@code LOG_UNAVAILABLE}: no broker answers
     */
    public Tail begin(TailRequest request) {
        if (!places.tryAcquire()) {
            refused.increment();
            throw new TrueNowException(
                    ErrorCode.OVERLOADED, "As many tails run as may, [" + limit + "] (TRUENOW_MAX_TAILS).");
        }
        try {
            return new Tail(request, position(request.from()));
        } catch (RuntimeException | Error failure) {
            places.release();
            throw failure;
        }
    }

    private TailPosition position(String from) {
        long[] ends = log.ends();
        TailPosition position =
                switch (from) {
                    case TailRequest.NOW -> new TailPosition(ends);
                    case TailRequest.BEGINNING -> new TailPosition();
                    default -> parsed(from);
                };
        long[] offsets = position.offsets();
        for (int partition = 0; partition < offsets.length; partition++) {
            if (offsets[partition] > ends[partition]) {
                throw noPlace("Partition [" + partition + "] of the log ends at [" + ends[partition]
                        + "], in front of [" + offsets[partition] + "].");
            }
        }
        return position;
    }

    private static TailPosition parsed(String from) {
        try {
            return TailPosition.parse(from);
        } catch (IllegalArgumentException e) {
            throw noPlace(String.valueOf(e.getMessage()));
        }
    }

    private static TrueNowException noPlace(String why) {
        return new TrueNowException(
                ErrorCode.INVALID_QUERY,
                why,
                "/from",
                "Give [" + TailRequest.NOW + "], [" + TailRequest.BEGINNING + "] or the id of a message of a tail.",
                null);
    }

    /** Ends all that run. */
    @Override
    public void close() {
        closed = true;
    }
}
