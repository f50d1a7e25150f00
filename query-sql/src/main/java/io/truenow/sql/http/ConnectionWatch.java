package io.truenow.sql.http;

import io.truenow.sql.exec.RunningStatement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Cancels statements whose clients are gone. Thread-safe; must be closed. */
final class ConnectionWatch implements AutoCloseable {

    private static final long LOOK_MILLIS = 50;

    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final LongAdder gone = new LongAdder();
    private @Nullable ScheduledExecutorService clock;

    /** A watch that looks by itself. */
    static ConnectionWatch start() {
        ConnectionWatch watch = new ConnectionWatch();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("truenow-sql-clients").factory());
        clock.scheduleWithFixedDelay(watch::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        watch.clock = clock;
        return watch;
    }

    /** A statement and the connection that its answer goes to. */
    final class Watched implements AutoCloseable {

        private final ClientConnection connection;
        private final RunningStatement statement;
        private boolean done;

        private Watched(ClientConnection connection, RunningStatement statement) {
            this.connection = connection;
            this.statement = statement;
        }

        private synchronized void look() {
            if (!done && connection.isGone()) {
                done = true;
                gone.increment();
                statement.cancel();
            }
        }

        /** From now on the connection is the web server's again. */
        @Override
        public void close() {
            watched.remove(this);
            synchronized (this) {
                done = true;
            }
        }
    }

    /** Watches a statement until the answer is closed; null if there is nothing to look at. */
    @Nullable
    Watched watch(@Nullable ClientConnection connection, RunningStatement statement) {
        if (connection == null) {
            return null;
        }
        Watched one = new Watched(connection, statement);
        watched.add(one);
        return one;
    }

    private void look() {
        watched.forEach(Watched::look);
    }

    /** Statements that were cancelled because their client was gone. */
    long gone() {
        return gone.sum();
    }

    @Override
    public void close() {
        if (clock != null) {
            clock.shutdownNow();
        }
    }
}
