package io.truenow.command.rates;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.limit.ClearRateLimit;
import io.truenow.events.limit.RateLimit;
import io.truenow.events.limit.RateLimitCleared;
import io.truenow.events.limit.RateLimitSet;
import io.truenow.events.limit.SetRateLimit;
import io.truenow.events.time.MicroClock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A rate limit of the server, of a tenant or of an API key. Event-sourced; Axon loads one instance per command. */
public class RateLimitAggregate {

    @AggregateIdentifier
    private @Nullable String limit;

    private @Nullable RateLimit known;

    /** For Axon. */
    protected RateLimitAggregate() {}

    /**
     * Sets the rate; the same again changes nothing.
     *
     * @throws TrueNowException {@code CHANGED_MEANWHILE}; {@code INVALID_VALUE} with a pointer to what is out of bounds
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public RateLimit handle(SetRateLimit command, MicroClock clock) {
        requireVersion(command.expectedVersion());
        requireBounds(command);
        if (known == null || known.perSecond() != command.perSecond() || known.burst() != command.burst()) {
            apply(new RateLimitSet(
                    command.limit(),
                    command.subject(),
                    command.perSecond(),
                    command.burst(),
                    command.requestedBy(),
                    clock.nowMicros()));
        }
        return Objects.requireNonNull(known);
    }

    /**
     * Lets the settings say again.
     *
     * @throws TrueNowException {@code CHANGED_MEANWHILE}; {@code NOT_FOUND} if it is not set
     */
    @CommandHandler
    public RateLimit handle(ClearRateLimit command, MicroClock clock) {
        requireVersion(command.expectedVersion());
        RateLimit set = Objects.requireNonNull(known);
        if (!set.isSet()) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "This rate limit is not set.");
        }
        apply(new RateLimitCleared(command.limit(), set.subject(), command.requestedBy(), clock.nowMicros()));
        return Objects.requireNonNull(known);
    }

    private void requireVersion(@Nullable Long expected) {
        long version = known == null ? 0 : known.version();
        if (expected != null && expected != version) {
            throw new TrueNowException(
                    ErrorCode.CHANGED_MEANWHILE,
                    "The rate limit has the version [" + version + "], not [" + expected + "].");
        }
    }

    private static void requireBounds(SetRateLimit command) {
        if (command.perSecond() < 1 || command.perSecond() > LimitRate.MAX_RATE) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The rate [" + command.perSecond() + "] is not possible.",
                    "/events_per_second",
                    "A rate is 1 to " + LimitRate.MAX_RATE + " events a second.",
                    null);
        }
        if (!(command.burst() >= 1 && command.burst() <= LimitRate.MAX_BURST)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The burst [" + command.burst() + "] is not possible.",
                    "/burst",
                    "A burst is 1 to " + LimitRate.MAX_BURST + " seconds.",
                    null);
        }
    }

    @EventSourcingHandler
    void on(RateLimitSet fact) {
        limit = fact.limit();
        known = (known == null ? RateLimit.unset(fact.subject()) : known).with(fact);
    }

    @EventSourcingHandler
    void on(RateLimitCleared fact) {
        known = Objects.requireNonNull(known).with(fact);
    }
}
