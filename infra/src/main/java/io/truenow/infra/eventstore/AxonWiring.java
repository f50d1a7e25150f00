package io.truenow.infra.eventstore;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventBus;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventhandling.tokenstore.jpa.JpaTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStore;

/**
 * Which of Axon's parts won, by class name. Axon picks parts in silence, an in-memory token store for one, so the start asserts what
 * it got.
 *
 * @param catalogTokenStore token store of the {@code catalog} processor: in memory, because its projection is
 */
public record AxonWiring(
        String commandBus,
        String eventStore,
        String eventBus,
        String serializer,
        String eventSerializer,
        String messageSerializer,
        String tokenStore,
        String catalogTokenStore,
        String catalogProcessor) {

    /** What a configuration has. */
    static AxonWiring of(Configuration axon) {
        return new AxonWiring(
                name(axon.commandBus()),
                name(axon.eventStore()),
                name(axon.eventBus()),
                name(axon.serializer()),
                name(axon.eventSerializer()),
                name(axon.messageSerializer()),
                name(axon.getComponent(TokenStore.class)),
                name(axon.eventProcessingConfiguration().tokenStore(ControlPlane.CATALOG)),
                axon.eventProcessingConfiguration()
                        .eventProcessor(ControlPlane.CATALOG, StreamingEventProcessor.class)
                        .map(AxonWiring::name)
                        .orElse("none"));
    }

    /**
     * Returns if the parts are the ones meant.
     *
     * @throws IllegalStateException naming every part that is not
     */
    public AxonWiring require() {
        List<String> wrong = new ArrayList<>();
        check(wrong, CommandBus.class, commandBus, SimpleCommandBus.class);
        check(wrong, EventStore.class, eventStore, EmbeddedEventStore.class);
        check(wrong, EventBus.class, eventBus, EmbeddedEventStore.class);
        check(wrong, "serializer", serializer, KnownRevisions.class);
        check(wrong, "event serializer", eventSerializer, KnownRevisions.class);
        check(wrong, "message serializer", messageSerializer, KnownRevisions.class);
        check(wrong, TokenStore.class, tokenStore, JpaTokenStore.class);
        check(wrong, "token store of catalog", catalogTokenStore, InMemoryTokenStore.class);
        if (!catalogProcessor.equals("none")) {
            check(wrong, "processor of catalog", catalogProcessor, PooledStreamingEventProcessor.class);
        }
        if (!wrong.isEmpty()) {
            throw new IllegalStateException("Axon is not wired as meant: " + String.join("; ", wrong));
        }
        return this;
    }

    private static void check(List<String> wrong, Class<?> part, String found, Class<?> meant) {
        check(wrong, part.getSimpleName(), found, meant);
    }

    private static void check(List<String> wrong, String part, String found, Class<?> meant) {
        if (!found.equals(meant.getSimpleName())) {
            wrong.add(part + " is [" + found + "], not [" + meant.getSimpleName() + "]");
        }
    }

    private static String name(Object part) {
        return part.getClass().getSimpleName();
    }
}
