package io.truenow.command.tenant;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ChangeTenantState;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantStateChanged;
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
 * A tenant: owner of namespaces. The first one, {@code default}, is there without a fact and stays active. Event-sourced; Axon loads one
 * instance per command.
 */
public class TenantAggregate {

    @AggregateIdentifier
    private @Nullable String tenantKey;

    private @Nullable TenantDescriptor tenant;

    /** For Axon. */
    protected TenantAggregate() {}

    /**
     * Makes the tenant.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS}, {@code INVALID_NAME}
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public TenantDescriptor handle(CreateTenant command, MicroClock clock) {
        Names.requireAt("/name", "tenant", command.tenant());
        if (tenant != null || command.tenant().equals(Principal.DEFAULT_TENANT)) {
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS, "The tenant [" + command.tenant() + "] exists already.");
        }
        apply(new TenantCreated(command.tenant(), command.requestedBy(), clock.nowMicros()));
        return Objects.requireNonNull(tenant);
    }

    /**
     * Lets its callers in, or not.
     *
     * @throws TrueNowException {@code INVALID_VALUE} if it is in that state
     */
    @CommandHandler
    public TenantDescriptor handle(ChangeTenantState command, MicroClock clock) {
        TenantDescriptor known = Objects.requireNonNull(tenant);
        if (!known.state().canBecome(command.state())) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "cannot transition from " + known.state().text() + " to "
                            + command.state().text(),
                    "/status",
                    null,
                    null);
        }
        apply(new TenantStateChanged(
                known.tenant(), known.state(), command.state(), command.requestedBy(), clock.nowMicros()));
        return Objects.requireNonNull(tenant);
    }

    @EventSourcingHandler
    void on(TenantCreated fact) {
        tenantKey = CreateTenant.keyOf(fact.tenant());
        tenant = TenantDescriptor.of(fact);
    }

    @EventSourcingHandler
    void on(TenantStateChanged fact) {
        tenant = Objects.requireNonNull(tenant).with(fact);
    }
}
