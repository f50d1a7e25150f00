package io.truenow.infra.eventstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.truenow.events.access.RequestOrigin;
import io.truenow.infra.embedded.FreePorts;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import io.truenow.infra.eventstore.Counter.Count;
import io.truenow.infra.eventstore.Counter.Counted;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.commandhandling.GenericCommandMessage;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.ReplayToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryHandler;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlPlaneIT {

    @TempDir
    static Path folder;

    private static LocalPostgres postgres;
    private static HikariDataSource pool;

    private Seen seen;
    private ControlPlane plane;

    /** Catalogue of the test. */
    static final class Seen {

        final List<Counted> facts = new CopyOnWriteArrayList<>();

        @EventHandler
        void on(Counted fact) {
            facts.add(fact);
        }

        @QueryHandler
        Integer sum(String name) {
            return facts.stream()
                    .filter(fact -> fact.name().equals(name))
                    .mapToInt(Counted::step)
                    .sum();
        }
    }

    @BeforeAll
    static void startServer() {
        postgres = new LocalPostgres(LocalPostgresSettings.of(folder, FreePorts.next()));
        postgres.start();
        pool = PostgresPool.open(postgres.jdbcUrl(), postgres.user(), postgres.password(), 8);
    }

    @AfterAll
    static void stopServer() {
        pool.close();
        postgres.close();
    }

    @BeforeEach
    void open() {
        seen = new Seen();
        plane = plane(seen);
    }

    @AfterEach
    void close() {
        plane.close();
    }

    private static ControlPlane plane(Seen seen) {
        return ControlPlane.start(
                pool,
                new ControlPlaneHandlers(List.of(Counter.class), List.of(seen), List.of(seen), List.of(), List.of()));
    }

    @Test
    void anAggregateComesBackFromItsEventsAndTheCatalogueIsReadFromTheStartEachTime() {
        assertThat(plane.commandGateway().<Integer>sendAndWait(new Count("again", 2)))
                .isEqualTo(2);
        assertThat(plane.commandGateway().<Integer>sendAndWait(new Count("again", 3)))
                .isEqualTo(5);
        await().atMost(Duration.ofSeconds(10)).until(() -> sum(plane, "again") == 5);

        plane.close();
        Seen fresh = new Seen();
        plane = plane(fresh);
        await().atMost(Duration.ofSeconds(10)).until(() -> sum(plane, "again") == 5);
        assertThat(plane.commandGateway().<Integer>sendAndWait(new Count("again", 1)))
                .isEqualTo(6);
    }

    @Test
    void aFactKeepsFromWhereItsCommandCame() {
        plane.commandGateway()
                .sendAndWait(GenericCommandMessage.asCommandMessage(new Count("origin", 1))
                        .andMetaData(Map.of(RequestOrigin.ADDRESS, "10.0.0.7", "secret", "no")));
        MetaData stored = plane.eventStore().readEvents("origin").next().getMetaData();
        assertThat(stored).containsEntry(RequestOrigin.ADDRESS, "10.0.0.7").containsKey("traceId");
        assertThat(stored).doesNotContainKey("secret");
    }

    @Test
    void aPayloadIsJsonThatSqlCanRead() throws SQLException {
        plane.commandGateway().sendAndWait(new Count("readable", 9));
        assertThat(ask("SELECT convert_from(payload, 'UTF8') FROM domain_event_entry"
                        + " WHERE aggregate_identifier = 'readable'"))
                .contains("\"step\":9", "日本");
        assertThat(ask("SELECT data_type FROM information_schema.columns"
                        + " WHERE table_name = 'domain_event_entry' AND column_name = 'payload'"))
                .isEqualTo("bytea");
    }

    @Test
    void numbersOfEventsHaveNoGapsForAnotherNodeToFallInto() throws SQLException {
        plane.commandGateway().sendAndWait(new Count("one", 1));
        long first = Long.parseLong(ask("SELECT max(global_index) FROM domain_event_entry"));
        Seen other = new Seen();
        try (ControlPlane second = plane(other)) {
            second.commandGateway().sendAndWait(new Count("two", 1));
            plane.commandGateway().sendAndWait(new Count("three", 1));
            assertThat(ask("SELECT max(global_index) FROM domain_event_entry")).isEqualTo(Long.toString(first + 2));
        }
        assertThat(ask("SELECT increment_by FROM pg_sequences WHERE sequencename = 'domain_event_entry_seq'"))
                .isEqualTo("1");
    }

    @Test
    void callersWhoCreateTheSameAggregateAtOnceAllCount() throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                answers.add(executor.submit(() -> plane.commandGateway().<Integer>sendAndWait(new Count("race", 1))));
            }
            for (Future<Integer> answer : answers) {
                assertThat(answer.get()).isBetween(1, 16);
            }
        }
        await().atMost(Duration.ofSeconds(10)).until(() -> sum(plane, "race") == 16);
    }

    @Test
    void withoutPostgresCommandsFailSoonQueriesGoOnAndAllOfItComesBack() {
        plane.commandGateway().sendAndWait(new Count("lost", 1));
        await().atMost(Duration.ofSeconds(10)).until(() -> sum(plane, "lost") == 1);
        postgres.close();

        long begin = System.nanoTime();
        assertThatThrownBy(() -> plane.commandGateway().sendAndWait(new Count("lost", 1)))
                .isInstanceOf(RuntimeException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(6));
        assertThat(sum(plane, "lost")).isEqualTo(1);

        postgres.start();
        await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> {
            plane.commandGateway().sendAndWait(new Count("lost", 10));
            return true;
        });
        await().atMost(Duration.ofSeconds(10)).until(() -> sum(plane, "lost") == 11);
    }

    /** A handler that says how many connections are in use while it runs. */
    record Waiting(HikariDataSource pool) {

        @CommandHandler
        int on(String command) {
            return pool.getHikariPoolMXBean().getActiveConnections();
        }
    }

    @Test
    void anIngestCommandHoldsNoDatabaseConnection() {
        IngestCommandBus bus = new IngestCommandBus();
        bus.handler(new Waiting(pool));
        await().atMost(Duration.ofSeconds(10)).until(() -> bus.gateway().<Integer>sendAndWait("how many") == 0);
    }

    @Test
    void axonIsWiredAsMeant() {
        AxonWiring wiring = plane.wiring();
        assertThat(wiring)
                .isEqualTo(new AxonWiring(
                        "SimpleCommandBus",
                        "EmbeddedEventStore",
                        "EmbeddedEventStore",
                        "KnownRevisions",
                        "KnownRevisions",
                        "KnownRevisions",
                        "JpaTokenStore",
                        "InMemoryTokenStore",
                        "PooledStreamingEventProcessor"));
        AxonWiring other = new AxonWiring(
                "SimpleCommandBus",
                "EmbeddedEventStore",
                "EmbeddedEventStore",
                "XStreamSerializer",
                "KnownRevisions",
                "KnownRevisions",
                "InMemoryTokenStore",
                "InMemoryTokenStore",
                "PooledStreamingEventProcessor");
        assertThatThrownBy(other::require)
                .hasMessageContaining("serializer is [XStreamSerializer]")
                .hasMessageContaining("TokenStore is [InMemoryTokenStore], not [JpaTokenStore]");
    }

    @Test
    void aReplayTokenCanBeReadBack() {
        TrackingToken token =
                ReplayToken.createReplayToken(new GlobalSequenceTrackingToken(10), new GlobalSequenceTrackingToken(3));
        TrackingToken read = plane.serializer().deserialize(plane.serializer().serialize(token, byte[].class));
        assertThat(read).isEqualTo(token);
    }

    private static int sum(ControlPlane plane, String name) {
        return plane.queryGateway().query(name, Integer.class).join();
    }

    private static String ask(String sql) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            assertThat(answer.next()).isTrue();
            return answer.getString(1);
        }
    }
}
