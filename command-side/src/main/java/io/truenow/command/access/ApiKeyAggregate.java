package io.truenow.command.access;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.CreateApiKey;
import io.truenow.events.access.RevokeApiKey;
import io.truenow.events.access.RotateApiKey;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * An API key. It knows hashes of its texts only. A revoked key stays revoked, and a key whose time is over stays so: both are refused what
 * would make them valid again. Event-sourced; Axon loads one instance per command.
 */
public class ApiKeyAggregate {

    /** Texts that one key may have valid at a time. */
    static final int MAX_TEXTS = 8;

    /** Longest overlap of a rotation: 30 days. */
    static final long MAX_OVERLAP_MICROS = 30 * 86_400_000_000L;

    /** Read by Axon. */
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable")
    private @Nullable String keyId;

    private @Nullable ApiKeyDescriptor descriptor;

    /** For Axon. */
    protected ApiKeyAggregate() {}

    /**
     * Makes the key.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if its time is over already
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.ALWAYS)
    public ApiKeyDescriptor handle(CreateApiKey command, MicroClock clock) {
        long now = clock.nowMicros();
        if (command.expiresMicros() != null && command.expiresMicros() <= now) {
            throw new TrueNowException(ErrorCode.INVALID_VALUE, "The key would have expired before it was made.");
        }
        apply(new ApiKeyCreated(
                command.keyId(),
                command.tenant(),
                command.name(),
                command.role(),
                command.grants(),
                command.secret(),
                command.expiresMicros(),
                command.requestedBy(),
                now));
        if (command.signs()) {
            apply(new ApiKeySigningDemanded(command.keyId(), command.tenant(), command.requestedBy(), now));
        }
        return Objects.requireNonNull(descriptor);
    }

    /**
     * Gives the key a new text.
     *
     * @throws TrueNowException {@code NOT_FOUND} if it is another tenant's or revoked; {@code INVALID_VALUE} if its time is over, the overlap is
     *     out of range, or it has too many texts
     */
    @CommandHandler
    public ApiKeyDescriptor handle(RotateApiKey command, MicroClock clock) {
        long now = clock.nowMicros();
        ApiKeyDescriptor key = active(command.tenant());
        if (command.overlapMicros() < 0 || command.overlapMicros() > MAX_OVERLAP_MICROS) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The overlap of a rotation is from 0 to [" + MAX_OVERLAP_MICROS / 1_000_000 + "] seconds.");
        }
        if (key.expired(now)) {
            throw new TrueNowException(ErrorCode.INVALID_VALUE, "The key has expired: make a new one.");
        }
        long valid = key.secrets().stream().filter(t -> t.untilMicros() > now).count();
        if (command.overlapMicros() > 0 && valid >= MAX_TEXTS) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The key has [" + valid
                            + "] texts that are valid: wait until one is not, or rotate without overlap.");
        }
        apply(new ApiKeyRotated(
                command.keyId(),
                command.tenant(),
                command.secret(),
                now + command.overlapMicros(),
                command.requestedBy(),
                now));
        return Objects.requireNonNull(descriptor);
    }

    /**
     * Refuses the key from now on; nothing happens if it is refused already.
     *
     * @throws TrueNowException {@code NOT_FOUND} if it is another tenant's
     */
    @CommandHandler
    public ApiKeyDescriptor handle(RevokeApiKey command, MicroClock clock) {
        if (own(command.tenant()).active()) {
            apply(new ApiKeyRevoked(command.keyId(), command.tenant(), command.requestedBy(), clock.nowMicros()));
        }
        return Objects.requireNonNull(descriptor);
    }

    private ApiKeyDescriptor own(String tenant) {
        if (descriptor == null || !descriptor.tenant().equals(tenant)) {
            throw notFound();
        }
        return descriptor;
    }

    private ApiKeyDescriptor active(String tenant) {
        ApiKeyDescriptor key = own(tenant);
        if (!key.active()) {
            throw notFound();
        }
        return key;
    }

    private static TrueNowException notFound() {
        return new TrueNowException(ErrorCode.NOT_FOUND, "API key not found");
    }

    @EventSourcingHandler
    void on(ApiKeyCreated fact) {
        keyId = fact.keyId();
        descriptor = ApiKeyDescriptor.of(fact);
    }

    @EventSourcingHandler
    void on(ApiKeySigningDemanded fact) {
        descriptor = Objects.requireNonNull(descriptor).with(fact);
    }

    @EventSourcingHandler
    void on(ApiKeyRotated fact) {
        descriptor = Objects.requireNonNull(descriptor).with(fact);
    }

    @EventSourcingHandler
    void on(ApiKeyRevoked fact) {
        descriptor = Objects.requireNonNull(descriptor).with(fact);
    }
}
