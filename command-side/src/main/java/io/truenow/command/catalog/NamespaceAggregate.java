package io.truenow.command.catalog;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.events.catalog.CreateNamespace;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
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

/** A namespace: a collection of tables of one tenant. Event-sourced; Axon loads one instance per command. */
public class NamespaceAggregate {

    /** Read by Axon. */
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable")
    private @Nullable String namespaceKey;

    private @Nullable NamespaceDescriptor descriptor;

    /** For Axon. */
    protected NamespaceAggregate() {}

    /**
     * Makes the namespace; answers the one that holds afterwards.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS} unless the command takes an existing one; {@code INVALID_NAME}
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public NamespaceDescriptor handle(CreateNamespace command, MicroClock clock) {
        if (descriptor == null) {
            Names.require("tenant", command.tenant());
            Names.require("namespace", command.name());
            apply(new NamespaceCreated(
                    command.namespaceKey(),
                    command.tenant(),
                    command.name(),
                    command.policy(),
                    command.description(),
                    command.requestedBy(),
                    clock.nowMicros()));
        } else if (!command.onlyIfAbsent()) {
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS, "The namespace [" + command.name() + "] exists already.");
        }
        return Objects.requireNonNull(descriptor);
    }

    @EventSourcingHandler
    void on(NamespaceCreated fact) {
        namespaceKey = fact.namespaceKey();
        descriptor = CatalogState.describe(fact);
    }
}
