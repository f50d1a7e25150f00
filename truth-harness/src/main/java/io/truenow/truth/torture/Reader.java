package io.truenow.truth.torture;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks for counts all the time, beside load and faults: a count must never be below one that was answered before, whatever happened
 * in between. Between counts it follows one acknowledged event until it is seen, and so measures the time to be visible.
 */
final class Reader implements AutoCloseable {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(2);
    private static final List<String> TABLES = List.of("t0", "t1", "t2", "lines");

    private final ServerPlace place;
    private final ServerProcess server;
    private final Ledger ledger;
    private final MonotonicReads reads;
    private final BookReads books;
    private final Findings findings;
    private final Duration visible;
    private final Thread thread = new Thread(this::run, "torture-reader");
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile boolean stopping;
    private volatile double maxVisibleSeconds;
    private volatile boolean known;

    Reader(
            ServerPlace place,
            ServerProcess server,
            Ledger ledger,
            MonotonicReads reads,
            BookReads books,
            Findings findings,
            Duration visible) {
        this.place = place;
        this.server = server;
        this.ledger = ledger;
        this.reads = reads;
        this.books = books;
        this.findings = findings;
        this.visible = visible;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    private void run() {
        try (Served served = new JdbcServed(place.jdbcUrl())) {
            long life = 0;
            for (int n = 0; !stopping; n++) {
                if (server.isUp() && known) {
                    long ready = server.readyNanos();
                    if (ready != life) {
                        served.close();
                        life = ready;
                    }
                    try {
                        count(served, TABLES.get(n % TABLES.size()));
                        if (n % TABLES.size() == 0) {
                            books.read(served);
                        }
                        answered.incrementAndGet();
                        probe(served);
                    } catch (SQLException e) {
                        // Only a query that the server had no excuse for is a failure.
                        if (server.isUp() && server.readyNanos() == ready) {
                            failed.incrementAndGet();
                        }
                    }
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** From now on the tables are there, and a query that finds none of them has failed. */
    void tablesAreThere() {
        known = true;
    }

    private void count(Served served, String table) throws SQLException {
        String figure = "count of " + table;
        long floor = reads.floor(figure);
        reads.saw(figure, floor, served.count(table));
    }

    private void probe(Served served) throws SQLException {
        Ledger.@Nullable Acknowledgement newest = ledger.newest();
        if (newest == null || newest.request().events() == 0) {
            return;
        }
        SentRequest request = newest.request();
        EventId last = request.id(request.events() - 1);
        long begin = Math.max(newest.nanos(), server.readyNanos());
        while (!stopping && server.isUp()) {
            boolean seen = served.count(request.table(), last.text()) > 0;
            double seconds = (System.nanoTime() - begin) / 1e9;
            if (seen) {
                maxVisibleSeconds = Math.max(maxVisibleSeconds, seconds);
                return;
            }
            if (seconds > visible.toSeconds()) {
                findings.add(
                        Violation.UNSEEN,
                        request.table() + " " + last.text(),
                        "it was acknowledged and is not visible after " + seconds + " s");
                return;
            }
            LockSupport.parkNanos(PROBE_NANOS);
        }
    }

    /** Counts that were answered. */
    long answered() {
        return answered.get();
    }

    /** Queries that failed although the server was up. */
    long failed() {
        return failed.get();
    }

    /** Longest time from an acknowledgement, or from {@code ready}, until the event was seen. */
    double maxVisibleSeconds() {
        return maxVisibleSeconds;
    }

    @Override
    public void close() {
        stopping = true;
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        try {
            thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
