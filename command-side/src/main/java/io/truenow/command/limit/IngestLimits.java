package io.truenow.command.limit;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rate limits of ingest: a permit for each event from the caller's key, its tenant and the whole server, in that order. Each level is a
 * token bucket that fills evenly with its rate; what was taken from the levels before is given back when one refuses, so that a caller
 * who is refused uses up nothing of the others' share. Costs a few atomic changes for each request or block, whatever its events.
 * Thread-safe; never waits.
 */
public final class IngestLimits {

    private final LevelBuckets[] levels;
    private final int largestRequest;

    private IngestLimits(LevelBuckets[] levels) {
        this.levels = levels;
        long smallest = Integer.MAX_VALUE;
        for (LevelBuckets level : levels) {
            smallest = Math.min(smallest, level.capacity());
        }
        this.largestRequest = (int) smallest;
    }

    /**
     * The limits of settings; null if they are off.
     *
     * @param nanos the clock, in nanoseconds; only differences count
     */
    public static @Nullable IngestLimits of(LimitSettings settings, LongSupplier nanos) {
        List<LevelBuckets> levels = new ArrayList<>();
        for (LimitLevel level : LimitLevel.values()) {
            if (settings.rate(level) > 0) {
                levels.add(new LevelBuckets(level, settings, nanos));
            }
        }
        return levels.isEmpty() ? null : new IngestLimits(levels.toArray(LevelBuckets[]::new));
    }

    /** Most events that can ever pass at once. */
    public int largestRequest() {
        return largestRequest;
    }

    /**
     * Takes a permit for each of some events from every level, or none.
     *
     * @throws RateLimitedException if a level has too few now
     * @throws TrueNowException {@code TOO_LARGE} if one never has so many
     */
    public void take(Principal caller, int events) {
        if (events == 0) {
            return;
        }
        if (events > largestRequest) {
            throw tooLarge(events);
        }
        for (int i = 0; i < levels.length; i++) {
            if (!levels[i].take(caller, events)) {
                for (int before = 0; before < i; before++) {
                    levels[before].giveBack(caller, events);
                }
                throw limited(levels[i], caller, events);
            }
        }
    }

    /** Gives permits back for events that were not taken after all. */
    public void giveBack(Principal caller, int events) {
        if (events > 0) {
            for (LevelBuckets level : levels) {
                level.giveBack(caller, events);
            }
        }
    }

    private TrueNowException tooLarge(int events) {
        LevelBuckets narrowest = levels[0];
        for (LevelBuckets level : levels) {
            narrowest = level.capacity() < narrowest.capacity() ? level : narrowest;
        }
        return new TrueNowException(
                ErrorCode.TOO_LARGE,
                "The rate limit of " + narrowest.level().noun() + " never lets [" + events
                        + "] events through at once.",
                null,
                "Send at most [" + largestRequest + "] events in a request, or send them as a stream.",
                null);
    }

    private RateLimitedException limited(LevelBuckets refusing, Principal caller, int events) {
        long nanos = 0;
        for (LevelBuckets level : levels) {
            nanos = Math.max(nanos, level.nanosUntil(caller, events));
        }
        return new RateLimitedException(
                "The limit of [" + refusing.rate() + "] events a second of "
                        + refusing.level().noun() + " is reached.",
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, secondsUp(nanos))));
    }

    private static long secondsUp(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    /** What is left to a caller now. */
    public LimitStanding standing(Principal caller) {
        LevelBuckets least = levels[0];
        long left = least.remaining(caller);
        for (int i = 1; i < levels.length; i++) {
            long here = levels[i].remaining(caller);
            if (here < left) {
                left = here;
                least = levels[i];
            }
        }
        return new LimitStanding(least.capacity(), left, Math.ceilDiv(least.capacity() - left, least.rate()));
    }

    /** Permits that were taken, by level; those with it that were given back. */
    public Map<LimitLevel, Long> taken() {
        return byLevel(LevelBuckets::taken);
    }

    /** Permits that were taken and given back, by level. */
    public Map<LimitLevel, Long> returned() {
        return byLevel(LevelBuckets::returned);
    }

    /** Permits that were asked for and refused, by level. */
    public Map<LimitLevel, Long> refused() {
        return byLevel(LevelBuckets::refused);
    }

    /** Buckets that are held now. */
    public long buckets() {
        return sum(byLevel(LevelBuckets::held));
    }

    /** Buckets that had to go for the bound, by level. */
    public Map<LimitLevel, Long> evicted() {
        return byLevel(LevelBuckets::evicted);
    }

    private Map<LimitLevel, Long> byLevel(ToLongFunction<LevelBuckets> figure) {
        Map<LimitLevel, Long> figures = new LinkedHashMap<>();
        for (LevelBuckets level : levels) {
            figures.put(level.level(), figure.applyAsLong(level));
        }
        return figures;
    }

    private static long sum(Map<LimitLevel, Long> figures) {
        return figures.values().stream().mapToLong(Long::longValue).sum();
    }
}
