package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/** Statements that run, and the last that ended. Bounded; thread-safe. */
final class StatementRegistry {

    static final int REMEMBERED = 200;

    private final Map<Long, RunningStatement> running = new ConcurrentHashMap<>();
    private final Deque<RunningStatement> ended = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final Semaphore places;
    private final int maxStatements;

    StatementRegistry(int maxStatements) {
        this.places = new Semaphore(maxStatements);
        this.maxStatements = maxStatements;
    }

    RunningStatement begin(Principal principal, String sql, long nowMicros, Duration limit) {
        if (!places.tryAcquire()) {
            throw new TrueNowException(
                    ErrorCode.OVERLOADED,
                    "The server runs [" + maxStatements + "] statements already (limit of statements).");
        }
        RunningStatement statement = new RunningStatement(ids.incrementAndGet(), principal, sql, nowMicros, limit);
        running.put(statement.id(), statement);
        return statement;
    }

    void end(RunningStatement statement, RunningStatement.State how) {
        statement.end(how);
        if (running.remove(statement.id()) != null) {
            places.release();
            synchronized (ended) {
                ended.addLast(statement);
                if (ended.size() > REMEMBERED) {
                    ended.removeFirst();
                }
            }
        }
    }

    boolean cancel(Principal principal, long id) {
        RunningStatement statement = running.get(id);
        if (statement == null || !statement.principal().tenant().equals(principal.tenant())) {
            return false;
        }
        statement.cancelFlag().set(true);
        return true;
    }

    void cancelAll() {
        running.values().forEach(s -> s.cancelFlag().set(true));
    }

    /** Statements of the principal's tenant, running and ended, by id. */
    List<RunningStatement> of(Principal principal) {
        List<RunningStatement> all = new ArrayList<>(new TreeMap<>(running).values());
        synchronized (ended) {
            all.addAll(0, ended);
        }
        all.removeIf(s -> !s.principal().tenant().equals(principal.tenant()));
        return all;
    }
}
