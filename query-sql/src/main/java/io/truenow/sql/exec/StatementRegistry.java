package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.meter.DurationHistogram;
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
    private final Map<ErrorCode, LongAdder> failures = new ConcurrentHashMap<>();
    private final DurationHistogram times = DurationHistogram.usual();
    private final LongAdder rowsScanned = new LongAdder();
    private final LongAdder rowsOut = new LongAdder();

    StatementRegistry(int maxStatements) {
        this.places = new Semaphore(maxStatements);
        this.maxStatements = maxStatements;
    }

    RunningStatement begin(Principal principal, String sql, long nowMicros, Duration limit) {
        if (!places.tryAcquire()) {
            failure(ErrorCode.OVERLOADED);
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

    /** Ends a statement that threw; the answer is what its caller is told. */
    TrueNowException fail(RunningStatement statement, Throwable thrown) {
        end(statement, RunningStatement.State.FAILED);
        TrueNowException failure = Failures.running(thrown, statement);
        failure(failure.code());
        return failure;
    }

    private void failure(ErrorCode code) {
        failures.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    private void count(RunningStatement statement, RunningStatement.State how) {
        finished.increment();
        times.add(statement.elapsedMicros());
        if (how != RunningStatement.State.DONE) {
            failed.increment();
        }
        rowsScanned.add(statement.statistics().rowsScanned());
        rowsOut.add(statement.statistics().rowsOut());
    }

    SqlFigures figures() {
        return new SqlFigures(running.size(), finished.sum(), failed.sum(), rowsScanned.sum(), rowsOut.sum());
    }

    /** Times of ended statements, from their first moment until they were closed. */
    DurationHistogram times() {
        return times;
    }

    /** Statements that failed or were not begun, by code, those with any. */
    Map<ErrorCode, Long> failures() {
        Map<ErrorCode, Long> counts = new TreeMap<>();
        failures.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
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
