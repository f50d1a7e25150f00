package io.truenow.command.limit;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits;
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
 * who is refused uses up nothing of the others' share. The buckets of this process come first; where processes share theirs, those are
 * asked for what the own ones let through. Costs a few atomic changes for each request or block, whatever its events, and now and then
 * a round trip. Thread-safe; waits for shared buckets only, and for those no longer than their patience.
 */
public final class IngestLimits {

    private final LimitRates rates;
    private final LevelBuckets[] levels;

    /**
     * Limits at rates that may change.
     *
     * @param maxBuckets tenants, and API keys, that are told apart at a time
     * @param nanos the clock, in nanoseconds; only differences count
     * @param shared buckets of all processes; null if this one limits alone
     */
    public IngestLimits(LimitRates rates, int maxBuckets, LongSupplier nanos, @Nullable SharedPermits shared) {
        this.rates = rates;
        LimitLevel[] all = LimitLevel.values();
        this.levels = new LevelBuckets[all.length];
        for (int i = 0; i < all.length; i++) {
            levels[i] = new LevelBuckets(all[i], maxBuckets, nanos, shared);
        }
    }

    /** The limits of settings, for one process. */
    public static IngestLimits of(LimitSettings settings, LongSupplier nanos) {
        return new IngestLimits(settings, settings.maxBuckets(), nanos, null);
    }

    /** Whether anybody may be limited now. */
    public boolean isOn() {
        return rates.isOn();
    }

    /** Most events of a caller that can ever pass at once. */
    public int largestRequest(Principal caller) {
        long smallest = Integer.MAX_VALUE;
        if (rates.isOn()) {
            for (LevelBuckets level : levels) {
                LimitRate rate = rates.of(level.level(), caller);
                smallest = rate.isOn() ? Math.min(smallest, rate.capacity()) : smallest;
            }
        }
        return (int) smallest;
    }

    /** A bucket among its level's. */
    private record Held(LevelBuckets level, CallerBucket bucket) {}

    private List<Held> held(Principal caller) {
        List<Held> held = new ArrayList<>(levels.length);
        if (rates.isOn()) {
            for (LevelBuckets level : levels) {
                LimitRate rate = rates.of(level.level(), caller);
                if (rate.isOn()) {
                    held.add(new Held(level, level.bucket(caller, rate)));
                }
            }
        }
        return held;
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
        List<Held> held = held(caller);
        requirePossible(held, events);
        for (int i = 0; i < held.size(); i++) {
            if (!held.get(i).bucket().takeOwn(events)) {
                giveBackOwn(held.subList(0, i), events);
                throw limited(held, i, events);
            }
            held.get(i).level().countTaken(events);
        }
        for (int i = 0; i < held.size(); i++) {
            if (!held.get(i).bucket().takeShared(events)) {
                held.subList(0, i).forEach(before -> before.bucket().giveBackShared(events));
                giveBackOwn(held, events);
                throw limited(held, i, events);
            }
        }
    }

    private static void giveBackOwn(List<Held> from, int events) {
        for (Held one : from) {
            one.bucket().giveBackOwn(events);
            one.level().countReturned(events);
        }
    }

    /** Gives permits back for events that were not taken after all. */
    public void giveBack(Principal caller, int events) {
        if (events > 0) {
            List<Held> held = held(caller);
            held.forEach(one -> one.bucket().giveBackShared(events));
            giveBackOwn(held, events);
        }
    }

    private static void requirePossible(List<Held> held, int events) {
        Held narrowest = null;
        for (Held one : held) {
            if (narrowest == null || capacity(one) < capacity(narrowest)) {
                narrowest = one;
            }
        }
        if (narrowest != null && events > capacity(narrowest)) {
            throw new TrueNowException(
                    ErrorCode.TOO_LARGE,
                    "The rate limit of " + narrowest.level().level().noun() + " never lets [" + events
                            + "] events through at once.",
                    null,
                    "Send at most [" + capacity(narrowest) + "] events in a request, or send them as a stream.",
                    null);
        }
    }

    private static long capacity(Held held) {
        return held.bucket().rate().capacity();
    }

    private static RateLimitedException limited(List<Held> held, int refusing, int events) {
        long nanos = 0;
        for (Held one : held) {
            nanos = Math.max(nanos, one.bucket().nanosUntil(events));
        }
        LevelBuckets level = held.get(refusing).level();
        level.countRefused(events);
        return new RateLimitedException(
                "The limit of [" + held.get(refusing).bucket().rate().perSecond() + "] events a second of "
                        + level.level().noun() + " is reached.",
                (int) Math.max(1, Math.min(Integer.MAX_VALUE, secondsUp(nanos))));
    }

    private static long secondsUp(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }

    /** What is left to a caller now; null if nothing limits it. */
    public @Nullable LimitStanding standing(Principal caller) {
        LimitStanding least = null;
        for (Held one : held(caller)) {
            long left = one.bucket().remaining();
            if (least == null || left < least.remaining()) {
                LimitRate rate = one.bucket().rate();
                least = new LimitStanding(
                        rate.capacity(), left, Math.ceilDiv(rate.capacity() - left, rate.perSecond()));
            }
        }
        return least;
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
        return byLevel(LevelBuckets::held).values().stream()
                .mapToLong(Long::longValue)
                .sum();
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
}
