package io.truenow.truth.torture;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** The clients of a run. They go on through every fault; each fault begins another round. Thread-safe. */
final class Load implements AutoCloseable {

    /** Clients, each with a connection of its own. */
    static final int CLIENTS = 16;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final Ledger ledger;
    private final Gateway gateway;
    private final Contents contents;
    private final AtomicInteger round = new AtomicInteger(1);
    private volatile boolean stopping;
    private volatile boolean leaving;

    Load(Ledger ledger, Gateway gateway, Contents contents) {
        this.ledger = ledger;
        this.gateway = gateway;
        this.contents = contents;
    }

    /** Lets the clients begin. */
    void begin() {
        EventBudget budget = new EventBudget(System.nanoTime());
        for (int c = 0; c < CLIENTS; c++) {
            running.add(threads.submit(new Client(c, this, ledger, gateway, contents, budget, threads)));
        }
    }

    /** Number that new requests get. */
    int round() {
        return round.get();
    }

    /** Begins another round. */
    void nextRound() {
        round.incrementAndGet();
    }

    boolean goesOn() {
        return !stopping;
    }

    boolean mayRepeat() {
        return !leaving;
    }

    /**
     * Lets the clients settle what they have begun, for at most {@code patience}; what is unknown then stays so.
     *
     * @throws IllegalStateException if a client failed
     */
    void finish(Duration patience) {
        stopping = true;
        long deadline = System.nanoTime() + patience.toNanos();
        for (Future<?> client : running) {
            try {
                await(client, Math.max(1, deadline - System.nanoTime()));
            } catch (TimeoutException late) {
                leaving = true;
                awaitLast(client);
            }
        }
        running.clear();
    }

    /** Fails if a client has ended before its time. */
    void requireAlive() {
        for (Future<?> client : running) {
            if (client.isDone()) {
                awaitLast(client);
                throw new IllegalStateException("A client has ended.");
            }
        }
    }

    private static void awaitLast(Future<?> client) {
        try {
            await(client, TimeUnit.MINUTES.toNanos(2));
        } catch (TimeoutException e) {
            throw new IllegalStateException("A client does not end.", e);
        }
    }

    private static void await(Future<?> client, long nanos) throws TimeoutException {
        try {
            client.get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A client gave up: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        stopping = true;
        leaving = true;
        threads.shutdownNow();
    }
}
