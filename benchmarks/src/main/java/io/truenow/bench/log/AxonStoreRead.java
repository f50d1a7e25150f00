package io.truenow.bench.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.truenow.bench.workload.Shop;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EmbeddedEventStore;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.eventsourcing.eventstore.jdbc.PostgresEventTableFactory;
import org.axonframework.serialization.Serializer;
import org.axonframework.serialization.json.JacksonSerializer;
import org.axonframework.spring.jdbc.SpringDataSourceConnectionProvider;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/**
 * Stores W1 in Axon's JDBC event store over PostgreSQL, an event a message, then reads all of it by its global order, payloads
 * included. Prints events a second.
 *
 * <p>{@code java io.truenow.bench.log.AxonStoreRead FOLDER PORT EVENTS}
 */
public final class AxonStoreRead {

    private static final int BATCH = 1000;
    private static final int WARM_UP_EVENTS = 100_000;

    private AxonStoreRead() {}

    /** An event of W1 as a payload. */
    public record ShopEvent(
            String id,
            long eventTimeMicros,
            String region,
            String product,
            String customerType,
            String userId,
            double revenue,
            double quantity,
            double processingTime) {

        static ShopEvent of(long event) {
            return new ShopEvent(
                    Shop.id(event),
                    Shop.timeMicros(event),
                    Shop.region(event),
                    Shop.product(event),
                    Shop.customerType(event),
                    Shop.user(event),
                    Shop.revenue(event),
                    Shop.quantity(event),
                    Shop.processingTime(event));
        }
    }

    /** One read to warm up and one that counts. */
    public static void main(String[] arguments) {
        LocalPostgresSettings settings =
                LocalPostgresSettings.of(Path.of(arguments[0]).resolve("postgres"), Integer.parseInt(arguments[1]));
        int events = Integer.parseInt(arguments[2]);
        try (LocalPostgres postgres = new LocalPostgres(settings)) {
            postgres.start();
            try (HikariDataSource connections = connections(postgres)) {
                EmbeddedEventStore store = store(connections);
                for (int from = 0; from < events; from += BATCH) {
                    store.publish(messages(from, Math.min(BATCH, events - from)));
                }
                read(store, Math.min(events, WARM_UP_EVENTS));
                long start = System.nanoTime();
                double revenue = read(store, events);
                double seconds = (System.nanoTime() - start) / 1e9;
                if (Math.abs(revenue - Shop.revenueOf(events)) > 1e-6 * revenue) {
                    throw new IllegalStateException(
                            "Read a revenue of " + revenue + " instead of " + Shop.revenueOf(events) + ".");
                }
                System.out.println("per_second=" + events / seconds);
            }
        }
    }

    private static HikariDataSource connections(LocalPostgres postgres) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(postgres.jdbcUrl());
        config.setUsername(postgres.user());
        config.setPassword(postgres.password());
        config.setMaximumPoolSize(4);
        return new HikariDataSource(config);
    }

    private static EmbeddedEventStore store(DataSource connections) {
        Serializer serializer =
                JacksonSerializer.builder().objectMapper(new ObjectMapper()).build();
        JdbcEventStorageEngine engine = JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .connectionProvider(new SpringDataSourceConnectionProvider(connections))
                .transactionManager(new SpringTransactionManager(new DataSourceTransactionManager(connections)))
                .batchSize(BATCH)
                .build();
        engine.createSchema(PostgresEventTableFactory.INSTANCE);
        return EmbeddedEventStore.builder().storageEngine(engine).build();
    }

    private static List<EventMessage<?>> messages(long from, int count) {
        List<EventMessage<?>> messages = new ArrayList<>(count);
        for (long event = from; event < from + count; event++) {
            messages.add(new GenericDomainEventMessage<>("Shop", "shop", event, ShopEvent.of(event)));
        }
        return messages;
    }

    /** Sum of the revenue of what was read. */
    private static double read(EmbeddedEventStore store, int events) {
        double revenue = 0;
        try (var stream = store.openStream(null)) {
            for (int i = 0; i < events; i++) {
                revenue += ((ShopEvent) stream.nextAvailable().getPayload()).revenue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
        return revenue;
    }
}
