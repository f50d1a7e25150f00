package io.truenow.command.rates;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.command.limit.LimitLevel;
import io.truenow.command.limit.LimitRates;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.access.Principal;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimit;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * The rates that hold now: those that the control plane set, and where it set none those of the settings. In memory: the fold of the facts,
 * and the answers of commands, whichever comes first. It has no state of its own, so its processing group reads every fact again at each
 * start; until then the settings hold. Thread-safe; readers take no lock.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class RateLimitDirectory implements LimitRates {

    private final LimitSettings settings;
    private final ConcurrentHashMap<LimitSubject, RateLimit> limits = new ConcurrentHashMap<>();
    private volatile boolean anySet;

    /** Over settings. */
    public RateLimitDirectory(LimitSettings settings) {
        this.settings = settings;
    }

    @Override
    public boolean isOn() {
        return anySet || settings.isOn();
    }

    @Override
    public LimitRate of(LimitLevel level, Principal caller) {
        if (!anySet) {
            return settings.rate(level);
        }
        return rate(
                switch (level) {
                    case KEY -> LimitSubject.key(caller.tenant(), caller.name());
                    case TENANT -> LimitSubject.tenant(caller.tenant());
                    case GLOBAL -> LimitSubject.SERVER;
                });
    }

    /** The rate that holds for a subject; {@link LimitRate#NONE} for no limit. */
    LimitRate rate(LimitSubject subject) {
        RateLimit set = limits.get(subject);
        return set != null && set.isSet() ? new LimitRate(set.perSecond(), set.burst()) : settings.rate(level(subject));
    }

    private static LimitLevel level(LimitSubject subject) {
        if (subject.tenant() == null) {
            return LimitLevel.GLOBAL;
        }
        return subject.keyId() == null ? LimitLevel.TENANT : LimitLevel.KEY;
    }

    /** What the control plane says of a subject. */
    RateLimit find(LimitSubject subject) {
        RateLimit known = limits.get(subject);
        return known == null ? RateLimit.unset(subject) : known;
    }

    /** What the control plane set, the server's first, then by tenant. */
    List<RateLimit> all() {
        return limits.values().stream()
                .filter(RateLimit::isSet)
                .sorted(Comparator.comparing(
                                (RateLimit limit) -> text(limit.subject().tenant()))
                        .thenComparing(limit -> text(limit.subject().keyId())))
                .toList();
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }

    /** A rate was set. */
    @EventHandler
    public void on(RateLimitSet fact, @SequenceNumber long sequence) {
        RateLimit before = find(fact.subject());
        if (before.version() == sequence) {
            learn(before.with(fact));
        }
    }

    /** The settings hold again. */
    @EventHandler
    public void on(RateLimitCleared fact, @SequenceNumber long sequence) {
        RateLimit before = find(fact.subject());
        if (before.version() == sequence) {
            learn(before.with(fact));
        }
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        limits.clear();
        anySet = false;
    }

    /** Learns a limit, unless more of it is known. */
    void learn(RateLimit limit) {
        limits.merge(limit.subject(), limit, (known, other) -> other.version() > known.version() ? other : known);
        synchronized (this) {
            anySet = limits.values().stream().anyMatch(RateLimit::isSet);
        }
    }
}
