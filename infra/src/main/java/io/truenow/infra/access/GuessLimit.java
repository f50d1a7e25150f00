package io.truenow.infra.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who presented wrong keys too often. Failures are counted by address and by the public part of the key, for a minute from the first; past the bound
 * nothing is checked for that pair until the minute is over, so that a right guess is not told from a wrong one. The pairs are bounded; past that bound
 * those that were seen least are forgotten. Thread-safe.
 */
public final class GuessLimit {

    /** Wrong keys of one address and one public part that are looked at in a minute. */
    public static final int MAX_FAILURES = 10;

    /** Pairs that are remembered at a time. */
    public static final int MAX_CALLERS = 65_536;

    /** How long a failure counts. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private final Cache<Caller, Failures> failures;
    private final Ticker nanos;
    private final LongAdder refused = new LongAdder();
    private final LongAdder limited = new LongAdder();

    /** @param nanos the clock, in nanoseconds */
    public GuessLimit(Ticker nanos) {
        this.nanos = nanos;
        this.failures = Caffeine.newBuilder()
                .maximumSize(MAX_CALLERS)
                .expireAfterWrite(WINDOW)
                .ticker(nanos)
                .executor(Runnable::run)
                .build();
    }

    /**
     * Who presents a key.
     *
     * @param handle public part of the key; empty for what has not the form of one
     */
    record Caller(String address, String handle) {}

    private record Failures(long sinceNanos, AtomicInteger count) {}

    /** Seconds after which the caller may try again; 0 if it may now. */
    int secondsToWait(Caller caller) {
        Failures known = failures.getIfPresent(caller);
        if (known == null || known.count().get() < MAX_FAILURES) {
            return 0;
        }
        limited.increment();
        long left = WINDOW.toNanos() - (nanos.read() - known.sinceNanos());
        return (int) Math.max(1, Duration.ofNanos(left).toSeconds() + 1);
    }

    /** Notes that the caller presented a wrong key. */
    void failed(Caller caller) {
        refused.increment();
        failures.get(caller, c -> new Failures(nanos.read(), new AtomicInteger()))
                .count()
                .incrementAndGet();
    }

    /** Notes that a credential was wrong that nobody can guess. */
    void refusedOther() {
        refused.increment();
    }

    /** Pairs that are remembered now. */
    public long callers() {
        failures.cleanUp();
        return failures.estimatedSize();
    }

    /** Wrong credentials since the start. */
    public long refused() {
        return refused.sum();
    }

    /** Credentials that were not looked at since the start, because of too many wrong ones before. */
    public long limited() {
        return limited.sum();
    }
}
