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
import org.jspecify.annotations.Nullable;

/** Statements that run, and the last that ended. Bounded; thread-safe. */
final class StatementRegistry {

    static final int REMEMBERED = 200;

    private final Map<Long, RunningStatement> running = new ConcurrentHashMap<>();
    private final Map<Name, RunningStatement> named = new ConcurrentHashMap<>();
    private final Deque<RunningStatement> ended = new ArrayDeque<>();
    private final AtomicLong ids = new AtomicLong();
    private final Semaphore places;
    private final int maxStatements;
    private final int maxTenantStatements;
    private final Map<String, Integer> byTenant = new ConcurrentHashMap<>();
    private final long abandonedNanos;
    private final LongAdder gaveWay = new LongAdder();
    private final LongAdder finished = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<ErrorCode, LongAdder> failures = new ConcurrentHashMap<>();
    private final DurationHistogram times = DurationHistogram.usual();
    private final DurationHistogram cancelTimes = DurationHistogram.usual();
    private final LongAdder rowsScanned = new LongAdder();
    private final LongAdder rowsOut = new LongAdder();

    private record Name(String tenant, String name) {}

    /**
     * An empty registry.
     *
     * @param maxTenantStatements most of one tenant
     * @param abandoned how long rows may wait for their client where others have no place
     */
    StatementRegistry(int maxStatements, int maxTenantStatements, Duration abandoned) {
        this.maxTenantStatements = maxTenantStatements;
        this.abandonedNanos = abandoned.toNanos();
        this.places = new Semaphore(maxStatements);
        this.maxStatements = maxStatements;
    }

    RunningStatement begin(Principal principal, String sql, long nowMicros, Duration limit) {
        return begin(principal, null, sql, nowMicros, limit);
    }

    /** @param name unique among the tenant's running statements; null for none */
    RunningStatement begin(Principal principal, @Nullable String name, String sql, long nowMicros, Duration limit) {
        String tenant = principal.tenant();
        if (!take(tenant) && !(makePlace(tenant) && take(tenant))) {
            throw full("The tenant has [" + maxTenantStatements + "] open statements already (limit of statements).");
        }
        if (!places.tryAcquire() && !(makePlace(null) && places.tryAcquire())) {
            leave(tenant);
            throw full("The server has [" + maxStatements + "] open statements already (limit of statements).");
        }
        RunningStatement statement =
                new RunningStatement(ids.incrementAndGet(), name, principal, sql, nowMicros, limit);
        if (name != null && named.putIfAbsent(new Name(principal.tenant(), name), statement) != null) {
            places.release();
            leave(tenant);
            count(ErrorCode.ALREADY_EXISTS);
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS,
                    "A statement with the id [" + name + "] runs already.",
                    null,
                    "Wait until it ends, cancel it, or take another id.",
                    null);
        }
        running.put(statement.id(), statement);
        return statement;
    }

    private TrueNowException full(String sentence) {
        count(ErrorCode.OVERLOADED);
        return new TrueNowException(ErrorCode.OVERLOADED, sentence);
    }

    private boolean take(String tenant) {
        if (byTenant.merge(tenant, 1, Integer::sum) <= maxTenantStatements) {
            return true;
        }
        leave(tenant);
        return false;
    }

    private void leave(String tenant) {
        byTenant.merge(tenant, -1, (a, b) -> a + b == 0 ? null : Integer.valueOf(a + b));
    }

    /**
     * Ends the statement whose rows nobody has asked for the longest, if that is long enough; its client is told so when it comes.
     *
     * @param tenant whose; null for anybody's
     */
    private boolean makePlace(@Nullable String tenant) {
        RunningStatement eldest = null;
        long longest = abandonedNanos;
        for (RunningStatement statement : running.values()) {
            long rest = statement.restNanos();
            if (rest >= longest
                    && (tenant == null || tenant.equals(statement.principal().tenant()))) {
                longest = rest;
                eldest = statement;
            }
        }
        if (eldest == null) {
            return false;
        }
        gaveWay.increment();
        eldest.giveWay();
        return true;
    }

    /** Statements that were ended because nobody asked for their rows while others had no place. */
    long gaveWay() {
        return gaveWay.sum();
    }

    void end(RunningStatement statement, RunningStatement.State how) {
        statement.end(how);
        if (running.remove(statement.id()) != null) {
            if (statement.name() != null) {
                named.remove(new Name(statement.principal().tenant(), statement.name()));
            }
            places.release();
            leave(statement.principal().tenant());
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
        count(failure.code());
        return failure;
    }

    /** Counts a statement that failed. */
    void count(ErrorCode code) {
        failures.computeIfAbsent(code, c -> new LongAdder()).increment();
    }

    private void count(RunningStatement statement, RunningStatement.State how) {
        finished.increment();
        times.add(statement.elapsedMicros());
        if (statement.isCancelled()) {
            cancelTimes.add(statement.cancelMicros());
        }
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

    /** Times from a cancel until the statement had ended, of cancelled statements. */
    DurationHistogram cancelTimes() {
        return cancelTimes;
    }

    /** Statements that failed or were not begun, by code, those with any. */
    Map<ErrorCode, Long> failures() {
        Map<ErrorCode, Long> counts = new TreeMap<>();
        failures.forEach((code, count) -> counts.put(code, count.sum()));
        return counts;
    }

    /**
     * A statement of the principal's tenant that runs or ended lately, by its name or its number; of several with one name the last.
     *
     * @return null if there is none
     */
    @Nullable
    RunningStatement find(Principal principal, String label) {
        RunningStatement runs = named.get(new Name(principal.tenant(), label));
        if (runs != null && principal.manages(runs.principal())) {
            return runs;
        }
        RunningStatement last = null;
        for (RunningStatement statement : of(principal)) {
            if (statement.label().equals(label)) {
                last = statement;
            }
        }
        return last;
    }

    boolean cancel(Principal principal, long id) {
        RunningStatement statement = running.get(id);
        if (statement == null || !principal.manages(statement.principal())) {
            return false;
        }
        statement.cancel();
        return true;
    }

    void cancelAll() {
        running.values().forEach(RunningStatement::cancel);
    }

    /** Statements that the principal sees, running and ended, by id. */
    List<RunningStatement> of(Principal principal) {
        List<RunningStatement> all = new ArrayList<>(new TreeMap<>(running).values());
        synchronized (ended) {
            all.addAll(0, ended);
        }
        all.removeIf(s -> !principal.manages(s.principal()));
        return all;
    }
}
