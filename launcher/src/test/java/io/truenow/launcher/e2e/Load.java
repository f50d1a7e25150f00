package io.truenow.launcher.e2e;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Concurrent clients that write each event into a ledger, send it, and send it again until it is acknowledged. Most requests carry one
 * event, some carry twenty.
 */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 16;
    private static final int BATCH = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Product product;
    private final Ledger ledger;
    private final String namespace;
    private final long seed;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong repeated = new AtomicLong();
    private final Map<Integer, AtomicLong> statuses = new ConcurrentSkipListMap<>();
    private volatile boolean stopping;
    private int round;

    Load(Product product, Ledger ledger, String namespace, long seed) {
        this.product = product;
        this.ledger = ledger;
        this.namespace = namespace;
        this.seed = seed;
    }

    /** Lets the clients send until {@link #finish}. */
    void begin() {
        stopping = false;
        round++;
        for (int c = 0; c < CLIENTS; c++) {
            int client = c;
            running.add(threads.submit(() -> send(client)));
        }
    }

    /** Returns when each client has an acknowledgement for all that it wrote down. */
    void finish() {
        stopping = true;
        for (Future<?> client : running) {
            try {
                client.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw new AssertionError("A client gave up: " + e.getCause(), e);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
        running.clear();
    }

    /** Requests that are sent and not answered. */
    int inFlight() {
        return inFlight.get();
    }

    /** Requests that were acknowledged. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** Requests that were sent again. */
    long repeated() {
        return repeated.get();
    }

    /** Answers by status code. */
    Map<Integer, AtomicLong> statuses() {
        return statuses;
    }

    private void send(int client) {
        Random random = new Random(seed * 31 + round * 1_000L + client);
        for (int n = 0; !stopping; n++) {
            String table = "t" + random.nextInt(3);
            int events = random.nextInt(4) == 0 ? BATCH : 1;
            StringBuilder lines = new StringBuilder();
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < events; i++) {
                String id = round + "-" + client + "-" + n + "-" + i;
                int amount = random.nextInt(1000);
                lines.append(table)
                        .append(' ')
                        .append(id)
                        .append(' ')
                        .append(amount)
                        .append('\n');
                body.append(i > 0 ? "," : "").append(event(id, amount));
            }
            ledger.write(lines.toString());
            String path = events == 1 ? "/v1/ingest" : "/v1/batch";
            String names = "{\"namespace\":\"" + namespace + "\",\"table\":\"" + table + "\",";
            String request = events == 1 ? names + body.substring(1) : names + "\"events\":[" + body + "]}";
            untilAcknowledged(path, request, events);
        }
    }

    private static String event(String id, int amount) {
        long now = Instant.now().toEpochMilli() * 1_000;
        return "{\"event_id\":\"" + id + "\",\"event_time\":" + now + ",\"dimensions\":{\"client\":\""
                + id.substring(0, 1) + "\"},\"metrics\":{\"amount\":" + amount + "}}";
    }

    private void untilAcknowledged(String path, String body, int events) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "";
        while (System.nanoTime() < deadline) {
            inFlight.incrementAndGet();
            try {
                Answer answer = product.post(8088, path, body);
                statuses.computeIfAbsent(answer.status(), status -> new AtomicLong())
                        .incrementAndGet();
                if (answer.status() == 202) {
                    if (events > 1 && answer.json().path("events_accepted").asInt() != events) {
                        throw new AssertionError("Part of a good batch was refused: " + answer);
                    }
                    acknowledged.incrementAndGet();
                    return;
                }
                last = answer.toString();
                if (answer.status() / 100 == 4) {
                    throw new AssertionError("A good request was refused: " + answer);
                }
            } catch (UncheckedIOException e) {
                last = e.toString();
            } finally {
                inFlight.decrementAndGet();
            }
            repeated.incrementAndGet();
            LockSupport.parkNanos(100_000_000L);
        }
        throw new AssertionError("Never acknowledged: " + last);
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
    }
}
