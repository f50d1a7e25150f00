package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ScanStatistics;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A statement from its first moment until it is closed. Thread-safe. */
public final class RunningStatement {

    /** How a statement stands. */
    public enum State {
        QUEUED,
        RUNNING,
        DONE,
        CANCELLED,
        FAILED
    }

    private final long id;
    private final @Nullable String name;
    private final Principal principal;
    private final String sql;
    private final long startedMicros;
    private final Duration limit;
    private final long startedNanos = System.nanoTime();
    private final ScanStatistics statistics = new ScanStatistics();
    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile long cancelledNanos;
    private volatile long parkedNanos;
    private volatile long parkedSinceNanos;
    private volatile boolean parked;
    private volatile @Nullable Runnable stop;
    private volatile long endedNanos = -1;
    private volatile State state = State.RUNNING;
    private volatile boolean waits;
    private volatile boolean rests;
    private volatile boolean gaveWay;
    private volatile long restsSinceNanos;
    private volatile Priority priority = Priority.NORMAL;

    RunningStatement(
            long id, @Nullable String name, Principal principal, String sql, long startedMicros, Duration limit) {
        this.id = id;
        this.name = name;
        this.principal = principal;
        this.sql = sql;
        this.startedMicros = startedMicros;
        this.limit = limit;
    }

    /** Number of the statement in this process. */
    public long id() {
        return id;
    }

    /** Name that its caller gave it; null if none. Unique among the running statements of a tenant. */
    public @Nullable String name() {
        return name;
    }

    /** What its caller knows it by: its name, or its number as text. */
    public String label() {
        return name == null ? Long.toString(id) : name;
    }

    /** Who runs it. */
    public Principal principal() {
        return principal;
    }

    /** Its text. */
    public String sql() {
        return sql;
    }

    /** When it began. */
    public long startedMicros() {
        return startedMicros;
    }

    /** What its scans did so far. */
    public ScanStatistics statistics() {
        return statistics;
    }

    /** Rows that it has returned. */
    public long rows() {
        return rows.get();
    }

    /** Bytes of the values that it has returned: a text has as many as characters, NULL none, any other value 8. */
    public long bytes() {
        return bytes.get();
    }

    /** How it stands. */
    public State state() {
        return state == State.RUNNING && waits ? State.QUEUED : state;
    }

    /** Whether it waits for its turn to work. */
    void waits(boolean now) {
        waits = now;
    }

    /** How soon it is let in where others wait, too. */
    public Priority priority() {
        return priority;
    }

    void priority(Priority of) {
        priority = of;
    }

    /** Time since it began, or until it ended. */
    public long elapsedMicros() {
        long end = endedNanos < 0 ? System.nanoTime() : endedNanos;
        return (end - startedNanos) / 1_000L;
    }

    /** Only the thread that fetches rows calls it. */
    void countBytes(long more) {
        bytes.lazySet(bytes.getPlain() + more);
    }

    long countRow() {
        return rows.incrementAndGet();
    }

    /**
     * Tells the statement to end. The one way to do it, for every door: whoever works for the statement sees it at its next look, and a
     * statement that nobody works for at this moment (its rows wait for someone to fetch or to take them) ends here and now.
     */
    public void cancel() {
        synchronized (this) {
            if (cancelled.get()) {
                return;
            }
            cancelledNanos = System.nanoTime();
            cancelled.set(true);
        }
        Runnable known = stop;
        if (known != null) {
            known.run();
        }
    }

    /** Sets what ends the statement if nobody works for it. */
    void onCancel(Runnable whenIdle) {
        stop = whenIdle;
        if (cancelled.get()) {
            whenIdle.run();
        }
    }

    /** Whether it was told to end. */
    boolean isCancelled() {
        return cancelled.get();
    }

    /** Time from the cancel until the end; -1 if it was not cancelled or has not ended. */
    public long cancelMicros() {
        return cancelled.get() && endedNanos != -1 ? (endedNanos - cancelledNanos) / 1_000L : -1;
    }

    AtomicBoolean cancelFlag() {
        return cancelled;
    }

    /** From now until {@link #resume()} the statement waits for its caller, and its time does not run. */
    synchronized void park() {
        parkedSinceNanos = System.nanoTime();
        parked = true;
    }

    /** Its time runs again. */
    synchronized void resume() {
        if (parked) {
            parkedNanos += System.nanoTime() - parkedSinceNanos;
            parked = false;
        }
    }

    /** From now until {@link #works()} nobody asks for its rows. */
    void rests() {
        restsSinceNanos = System.nanoTime();
        rests = true;
    }

    /** Somebody asks for its rows. */
    void works() {
        rests = false;
    }

    /** How long nobody has asked for its rows; -1 if somebody does. */
    long restNanos() {
        return rests ? System.nanoTime() - restsSinceNanos : -1;
    }

    /** Ends it as a cancel does, for the sake of statements that have no place. */
    void giveWay() {
        gaveWay = true;
        cancel();
    }

    TrueNowException cancelled() {
        return new TrueNowException(
                ErrorCode.CANCELLED,
                gaveWay
                        ? "The statement [" + label()
                                + "] was ended: nobody asked for its rows, and others had no place (limit of statements)."
                        : "The statement [" + label() + "] was cancelled.");
    }

    boolean isOver() {
        return cancelled.get() || !parked && System.nanoTime() - startedNanos - parkedNanos > limit.toNanos();
    }

    void checkAlive() {
        if (cancelled.get()) {
            throw cancelled();
        }
        if (isOver()) {
            throw new TrueNowException(
                    ErrorCode.STATEMENT_TIMEOUT,
                    "The statement [" + id + "] ran longer than [" + limit.toMillis()
                            + "] ms (limit of statement time).");
        }
    }

    synchronized void end(State how) {
        if (state == State.RUNNING) {
            endedNanos = System.nanoTime();
            state = cancelled.get() && how == State.FAILED ? State.CANCELLED : how;
        }
    }
}
