package io.truenow.infra.eventstore;

import io.truenow.command.port.AuditLog;
import io.truenow.command.port.SchemaStore;
import io.truenow.events.access.RequestOrigin;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.infra.readmodel.AuditChain;
import io.truenow.infra.readmodel.SchemaReadModel;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.Configuration;
import org.axonframework.config.Configurer;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.inmemory.InMemoryTokenStore;
import org.axonframework.eventhandling.tokenstore.jpa.JpaTokenStore;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.jpa.JpaEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jpa.SQLErrorCodesResolver;
import org.axonframework.messaging.StreamableMessageSource;
import org.axonframework.messaging.correlation.MessageOriginProvider;
import org.axonframework.messaging.correlation.SimpleCorrelationDataProvider;
import org.axonframework.messaging.interceptors.CorrelationDataInterceptor;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * The control plane, the one place where Axon is wired: aggregates event-sourced in PostgreSQL, their command bus with transactions,
 * a query bus, the processing group {@code catalog} in memory and the stored read models. No Spring auto-configuration takes part.
 *
 * <p>{@code catalog} reads every event again at each start, because what it feeds is in memory; so its tracking token is in memory too,
 * on purpose. When PostgreSQL is away, commands fail within seconds, queries go on, and the processor goes on when it is back.
 * Thread-safe.
 */
public final class ControlPlane implements AutoCloseable {

    /** Processing group of the in-memory catalogue. */
    public static final String CATALOG = "catalog";

    private static final long FETCH_DELAY_MILLIS = 500;

    private final ControlPlaneJpa jpa;
    private final Configuration axon;
    private final AxonWiring wiring;
    private final FactProcessors processors;
    private final SchemaReadModel schemas;
    private final AuditChain audit;

    private ControlPlane(
            ControlPlaneJpa jpa,
            Configuration axon,
            AxonWiring wiring,
            FactProcessors processors,
            SchemaReadModel schemas,
            AuditChain audit) {
        this.jpa = jpa;
        this.axon = axon;
        this.wiring = wiring;
        this.processors = processors;
        this.schemas = schemas;
        this.audit = audit;
    }

    /**
     * Migrates the database, starts everything and asserts the wiring.
     *
     * @param dataSource PostgreSQL, open for the life of the control plane; the caller closes it
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE} if PostgreSQL does not answer
     * @throws IllegalStateException if Axon picked other parts than meant
     */
    public static ControlPlane start(DataSource dataSource, ControlPlaneHandlers handlers) {
        System.setProperty("axoniq.update-checker.disabled", "true");
        ControlPlaneJpa jpa = ControlPlaneJpa.open(dataSource);
        try {
            Configurer configurer = stores(jpa, dataSource);
            AtomicReference<FactProcessors> processors = new AtomicReference<>();
            SchemaReadModel schemas = new SchemaReadModel(
                    jpa.entities().getEntityManager(), jpa.transactions(), () -> rebuilding(processors.get()));
            AuditChain audit = new AuditChain(jpa.entities().getEntityManager(), jpa.transactions());
            register(configurer, handlers, schemas, audit);
            Configuration axon = configurer.buildConfiguration();
            AxonWiring wiring = AxonWiring.of(axon).require();
            FactProcessors known = new FactProcessors(
                    axon.eventProcessingConfiguration(),
                    List.of(AuditChain.NAME, CATALOG, SchemaReadModel.NAME),
                    List.of(SchemaReadModel.NAME));
            processors.set(known);
            axon.start();
            return new ControlPlane(jpa, axon, wiring, known, schemas, audit);
        } catch (SQLException e) {
            jpa.close();
            throw new TrueNowException(ErrorCode.CATALOG_UNAVAILABLE, "The event store does not answer.", e);
        } catch (RuntimeException e) {
            jpa.close();
            throw e;
        }
    }

    private static boolean rebuilding(@Nullable FactProcessors processors) {
        return processors == null || processors.rebuilding(SchemaReadModel.NAME);
    }

    /** Gateway to the control plane's command bus. */
    public CommandGateway commandGateway() {
        return axon.commandGateway();
    }

    /** Gateway to the query bus. */
    public QueryGateway queryGateway() {
        return axon.queryGateway();
    }

    /**
     * Whether the processing group {@code catalog} has read every fact that the store has. Until then the catalogue in memory lacks
     * tables that exist.
     */
    public boolean catalogCaughtUp() {
        return processors.caughtUp(CATALOG);
    }

    /** The processors of facts. */
    public FactProcessors processors() {
        return processors;
    }

    /** The chain over the facts. */
    public AuditLog audit() {
        return audit;
    }

    /** Schemas, for reading. */
    public SchemaStore schemas() {
        return schemas;
    }

    /** The event store. */
    public EventStore eventStore() {
        return axon.eventStore();
    }

    /** The serializer of the control plane. */
    public Serializer serializer() {
        return axon.serializer();
    }

    /** Which of Axon's parts won. */
    public AxonWiring wiring() {
        return wiring;
    }

    /** Stops the processors and closes the entities. */
    @Override
    public void close() {
        axon.shutdown();
        jpa.close();
    }

    private static Configurer stores(ControlPlaneJpa jpa, DataSource dataSource) throws SQLException {
        Serializer serializer = ControlPlaneSerializer.create();
        EventStorageEngine engine = JpaEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .entityManagerProvider(jpa.entities())
                .transactionManager(jpa.transactions())
                .persistenceExceptionResolver(new SQLErrorCodesResolver(dataSource))
                .build();
        return DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(c -> serializer)
                .configureEventSerializer(c -> serializer)
                .configureMessageSerializer(c -> serializer)
                .configureTransactionManager(c -> jpa.transactions())
                .configureCorrelationDataProviders(c ->
                        List.of(new MessageOriginProvider(), new SimpleCorrelationDataProvider(RequestOrigin.ADDRESS)))
                .configureEventStore(c -> EmbeddedEventStore.builder()
                        .storageEngine(engine)
                        .fetchDelay(FETCH_DELAY_MILLIS)
                        .timeUnit(TimeUnit.MILLISECONDS)
                        .build())
                .configureCommandBus(c -> {
                    SimpleCommandBus bus = SimpleCommandBus.builder()
                            .transactionManager(jpa.transactions())
                            .build();
                    bus.registerHandlerInterceptor(new CorrelationDataInterceptor<>(c.correlationDataProviders()));
                    return bus;
                })
                .registerComponent(TokenStore.class, c -> JpaTokenStore.builder()
                        .entityManagerProvider(jpa.entities())
                        .serializer(serializer)
                        .build());
    }

    private static void register(
            Configurer configurer, ControlPlaneHandlers handlers, SchemaReadModel schemas, AuditChain audit) {
        handlers.resources().forEach(resource -> register(configurer, resource));
        handlers.aggregates().forEach(configurer::configureAggregate);
        handlers.queryHandlers().forEach(bean -> configurer.registerQueryHandler(c -> bean));
        handlers.commandHandlers().forEach(bean -> configurer.registerCommandHandler(c -> bean));
        configurer.eventProcessing(processing -> {
            processing.registerTokenStore(CATALOG, c -> new InMemoryTokenStore());
            processing.byDefaultAssignHandlerInstancesTo(bean -> CATALOG);
            processing.byDefaultAssignHandlerTypesTo(type -> CATALOG);
            handlers.catalogHandlers().forEach(bean -> processing.registerEventHandler(c -> bean));
            if (!handlers.catalogHandlers().isEmpty()) {
                catalog(processing);
            }
            stored(processing, SchemaReadModel.NAME, schemas);
            stored(processing, AuditChain.NAME, audit);
        });
    }

    private static void catalog(EventProcessingConfigurer processing) {
        processing.registerPooledStreamingEventProcessor(CATALOG, Configuration::eventStore, (c, processor) -> processor
                .initialSegmentCount(1)
                .batchSize(100)
                .tokenClaimInterval(1_000)
                .initialToken(StreamableMessageSource::createTailToken));
    }

    /** A processor whose state and tracking token are stored together; a fact that it cannot handle stops it, so that none is left out. */
    private static void stored(EventProcessingConfigurer processing, String name, Object handler) {
        processing.assignHandlerInstancesMatching(name, bean -> bean == handler);
        processing.registerEventHandler(c -> handler);
        processing.registerListenerInvocationErrorHandler(name, c -> PropagatingErrorHandler.instance());
        processing.registerPooledStreamingEventProcessor(name, Configuration::eventStore, (c, processor) -> processor
                .initialSegmentCount(1)
                .batchSize(100)
                .tokenClaimInterval(1_000)
                .initialToken(StreamableMessageSource::createTailToken));
    }

    private static <T> void register(Configurer configurer, ControlPlaneHandlers.Resource<T> resource) {
        configurer.registerComponent(resource.type(), c -> resource.bean());
    }
}
