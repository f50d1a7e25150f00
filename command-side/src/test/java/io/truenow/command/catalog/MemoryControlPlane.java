package io.truenow.command.catalog;

import io.truenow.command.access.ApiKeyAggregate;
import io.truenow.command.config.ConfigurationAggregate;
import io.truenow.command.control.IdSource;
import io.truenow.command.rates.RateLimitAggregate;
import io.truenow.command.schema.SchemaAggregate;
import io.truenow.command.tenant.TenantAggregate;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.inmemory.InMemoryEventStorageEngine;
import org.axonframework.messaging.annotation.ClasspathParameterResolverFactory;
import org.axonframework.messaging.annotation.MultiParameterResolverFactory;
import org.axonframework.messaging.annotation.ParameterResolverFactory;
import org.axonframework.messaging.annotation.SimpleResourceParameterResolverFactory;
import org.axonframework.modelling.command.AggregateAnnotationCommandHandler;
import org.axonframework.modelling.command.ConcurrencyException;

/** The control plane over an event store in memory; it can be taken away. */
public final class MemoryControlPlane {

    private final CatalogCache cache = new CatalogCache();
    private final CommandBus bus = SimpleCommandBus.builder().build();
    private final CommandGateway gateway =
            DefaultCommandGateway.builder().commandBus(bus).build();
    private final EmbeddedEventStore store;
    private final CatalogProjection projection = new CatalogProjection(cache);
    private final List<Object> facts = new CopyOnWriteArrayList<>();
    private volatile boolean away;
    private final AtomicInteger conflicts = new AtomicInteger();

    /**
     * A control plane whose ids count from 1.
     *
     * @param projections that learn of facts beside the catalogue's
     */
    public MemoryControlPlane(MicroClock clock, Object... projections) {
        AtomicLong ids = new AtomicLong();
        IdSource source = () -> new UUID(0, ids.incrementAndGet());
        ParameterResolverFactory parameters = MultiParameterResolverFactory.ordered(
                ClasspathParameterResolverFactory.forClass(MemoryControlPlane.class),
                new SimpleResourceParameterResolverFactory(Set.of(clock, source)));
        store = EmbeddedEventStore.builder()
                .storageEngine(new InMemoryEventStorageEngine())
                .build();
        for (Class<?> aggregate : List.of(
                TenantAggregate.class,
                NamespaceAggregate.class,
                TableAggregate.class,
                SchemaAggregate.class,
                ApiKeyAggregate.class,
                ConfigurationAggregate.class,
                RateLimitAggregate.class)) {
            subscribe(aggregate, parameters);
        }
        List<AnnotationEventHandlerAdapter> handlers =
                new ArrayList<>(List.of(new AnnotationEventHandlerAdapter(projection)));
        for (Object other : projections) {
            handlers.add(new AnnotationEventHandlerAdapter(other));
        }
        store.subscribe(messages -> messages.forEach(m -> {
            handlers.forEach(handler -> apply(handler, m));
            facts.add(m.getPayload());
        }));
        bus.registerHandlerInterceptor((work, chain) -> {
            if (away) {
                throw new IllegalStateException("no connection");
            }
            if (conflicts.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                throw new ConcurrencyException("another writer was first");
            }
            return chain.proceed();
        });
    }

    private static void apply(AnnotationEventHandlerAdapter handler, EventMessage<?> message) {
        try {
            handler.handle(message);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> void subscribe(Class<T> aggregate, ParameterResolverFactory parameters) {
        AggregateAnnotationCommandHandler.<T>builder()
                .aggregateType(aggregate)
                .repository(EventSourcingRepository.builder(aggregate)
                        .eventStore(store)
                        .parameterResolverFactory(parameters)
                        .build())
                .parameterResolverFactory(parameters)
                .build()
                .subscribe(bus);
    }

    /** Takes the event store away, or brings it back. */
    public void away(boolean isAway) {
        away = isAway;
    }

    /** Lets the next commands meet another writer. */
    public void conflicts(int count) {
        conflicts.set(count);
    }

    /** The facts that are stored, in order. */
    public List<Object> facts() {
        return facts;
    }

    /** What the projection knows. */
    public CatalogCache cache() {
        return cache;
    }

    /** The projection itself. */
    public CatalogProjection projection() {
        return projection;
    }

    /** Commands go here. */
    public CommandGateway gateway() {
        return gateway;
    }
}
