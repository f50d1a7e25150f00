package io.truenow.command.rates;

import io.truenow.command.access.ApiKeyDirectory;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.tenant.Tenants;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.limit.ClearRateLimit;
import io.truenow.events.limit.LimitSubject;
import io.truenow.events.limit.RateLimit;
import io.truenow.events.limit.SetRateLimit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rate limits: an administrator of the first tenant sets them, everybody else sees those of its own tenant. Thread-safe. */
public final class RateLimits {

    private final RateLimitDirectory directory;
    private final Tenants tenants;
    private final ApiKeyDirectory keys;
    private final ControlCommands commands;

    /** Over all limits. */
    public RateLimits(RateLimitDirectory directory, Tenants tenants, ApiKeyDirectory keys, ControlCommands commands) {
        this.directory = directory;
        this.tenants = tenants;
        this.keys = keys;
        this.commands = commands;
    }

    /**
     * A limit as it holds.
     *
     * @param set what the control plane says
     * @param rate what holds, by the control plane or the settings
     */
    public record Standing(RateLimit set, LimitRate rate) {}

    /** The limits that hold for the server, as far as the caller sees it, for its tenant, and all that were set. */
    public List<Standing> list(Principal caller) {
        return directory.all().stream()
                .filter(limit -> sees(caller, limit.subject()))
                .map(limit -> standing(limit.subject()))
                .toList();
    }

    /**
     * One limit.
     *
     * @throws TrueNowException {@code NOT_FOUND} if there is no such tenant or key, or the caller does not see it
     */
    public Standing require(Principal caller, LimitSubject subject) {
        if (!sees(caller, subject)) {
            throw notFound(subject);
        }
        requireThere(caller, subject);
        return standing(subject);
    }

    /**
     * Sets a limit.
     *
     * @throws TrueNowException {@code FORBIDDEN}, {@code NOT_FOUND}, {@code INVALID_VALUE}, {@code CHANGED_MEANWHILE},
     *     {@code CATALOG_UNAVAILABLE}
     */
    public Standing set(
            Principal caller, LimitSubject subject, int perSecond, double burst, @Nullable Long expectedVersion) {
        caller.requireServer();
        requireThere(caller, subject);
        return send(new SetRateLimit(subject.limitId(), subject, perSecond, burst, expectedVersion, caller.name()));
    }

    /**
     * Lets the settings say again; also of a tenant or key that is gone.
     *
     * @throws TrueNowException {@code FORBIDDEN}; {@code NOT_FOUND} if it is not set; {@code CHANGED_MEANWHILE}; {@code CATALOG_UNAVAILABLE}
     */
    public Standing clear(Principal caller, LimitSubject subject, @Nullable Long expectedVersion) {
        caller.requireServer();
        return send(new ClearRateLimit(subject.limitId(), expectedVersion, caller.name()));
    }

    private Standing send(Object command) {
        RateLimit changed = commands.send(command, RateLimit.class);
        directory.learn(changed);
        return standing(changed.subject());
    }

    private Standing standing(LimitSubject subject) {
        return new Standing(directory.find(subject), directory.rate(subject));
    }

    private static boolean sees(Principal caller, LimitSubject subject) {
        return caller.managesServer() || caller.tenant().equals(subject.tenant());
    }

    private void requireThere(Principal caller, LimitSubject subject) {
        String tenant = subject.tenant();
        if (tenant != null) {
            tenants.require(caller, tenant);
            String keyId = subject.keyId();
            if (keyId != null
                    && keys.keys(tenant).stream().noneMatch(key -> key.keyId().equals(keyId))) {
                throw notFound(subject);
            }
        }
    }

    private static TrueNowException notFound(LimitSubject subject) {
        return new TrueNowException(
                ErrorCode.NOT_FOUND, subject.keyId() == null ? "tenant not found" : "API key not found");
    }
}
