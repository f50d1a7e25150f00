package io.truenow.command.catalog;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.time.MicroClock;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** A tenant: owner of namespaces. Event-sourced; Axon loads one instance per command. */
public class TenantAggregate {

    @AggregateIdentifier
    private @Nullable String tenant;

    /** For Axon. */
    protected TenantAggregate() {}

    /** Makes the tenant; nothing happens if it is there. */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public void handle(CreateTenant command, MicroClock clock) {
        if (tenant == null) {
            Names.require("tenant", command.tenant());
            apply(new TenantCreated(command.tenant(), command.requestedBy(), clock.nowMicros()));
        }
    }

    @EventSourcingHandler
    void on(TenantCreated fact) {
        tenant = fact.tenant();
    }
}
