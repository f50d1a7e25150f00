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
import java.util.concurrent.atomic.LongAdder;

/** Statements that run, and the last that ended. Bounded; thread-safe. */
final class StatementRegistry {

    static final int REMEMBERED = 200;

    private final Map<Long, RunningStatement> running = new ConcurrentHashMap<>();
    private final Deque<RunningStatement> ended = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final Semaphore places;
    private final int maxStatements;
    private final LongAdder finished = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder rowsScanned = new LongAdder();
    private final LongAdder rowsOut = new LongAdder();

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
            count(statement, how);
            synchronized (ended) {
                ended.addLast(statement);
                if (ended.size() > REMEMBERED) {
                    ended.removeFirst();
                }
            }
        }
    }

    private void count(RunningStatement statement, RunningStatement.State how) {
        finished.increment();
        if (how != RunningStatement.State.DONE) {
            failed.increment();
        }
        rowsScanned.add(statement.statistics().rowsScanned());
        rowsOut.add(statement.statistics().rowsOut());
    }

    SqlFigures figures() {
        return new SqlFigures(running.size(), finished.sum(), failed.sum(), rowsScanned.sum(), rowsOut.sum());
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
