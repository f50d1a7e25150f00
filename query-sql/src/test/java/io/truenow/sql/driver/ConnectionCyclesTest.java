package io.truenow.sql.driver;

import static io.truenow.sql.driver.DriverServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.RunningStatement;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.server.JdbcSettings;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections are opened, closed, cut and forgotten, and the server is started again, and statements go on. */
@Timeout(600)
class ConnectionCyclesTest {

    /** Cycles of the loop; {@code -Dtruenow.driver.cycles=10000} for a long one. */
    private static final int CYCLES = Integer.getInteger("truenow.driver.cycles", 300);

    private static final int THREADS = 4;
    private static final int ROWS = 250;
    private static final String ALL = "select event_id, n from cycles.t";
    private static final JdbcSettings SMALL = new JdbcSettings(20, Duration.ofMinutes(15), 8, 100, 10_000, 1 << 20);

    private static ReferenceReads rows() {
        ReferenceReads reads = new ReferenceReads();
        Events events = new Events();
        for (int i = 0; i < ROWS; i++) {
            events.add("e" + i, Shop.T0 + i, Map.of("n", 1 + i));
        }
        events.into(reads, new TableRef("default", "cycles", "t"));
        return reads;
    }

    @Test
    void cyclesOfOpeningClosingAndCuttingShowNoErrorThroughRestarts() throws Exception {
        // Clients that died leave connections, which are closed after some idle time.
        JdbcSettings settings = new JdbcSettings(500, Duration.ofSeconds(3), 8, 100, 10_000, 1 << 20);
        try (DriverServer server = new DriverServer(rows(), settings, SqlSettings.DEFAULT);
                Relay relay = new Relay(server.port())) {
            AtomicInteger cycles = new AtomicInteger();
            AtomicInteger lost = new AtomicInteger();
            ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(20_261_127 + i);
                clients.add(CompletableFuture.runAsync(
                        () -> {
                            try {
                                new Client(relay, random, lost).run(cycles);
                            } catch (SQLException | RuntimeException | AssertionError failure) {
                                failures.add(failure);
                            }
                        },
                        task -> Thread.ofPlatform().start(task)));
            }
            for (int restart = 1; restart <= 2; restart++) {
                while (cycles.get() < restart * CYCLES / 3 && failures.isEmpty()) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                server.stop();
                server.start();
            }
            clients.forEach(CompletableFuture::join);
            assertThat(failures)
                    .as("errors that a program saw in " + cycles + " cycles")
                    .isEmpty();
            assertThat(cycles.get()).isGreaterThanOrEqualTo(CYCLES);
            // What was being read while the server stopped: a read or two of each client at each of two stops.
            assertThat(lost.get()).isLessThanOrEqualTo(4 * THREADS);
            while (server.meta().connectionCount() > 0) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(server.sql().statements(Shop.LOCAL))
                    .noneMatch(statement -> statement.state() == RunningStatement.State.RUNNING);
        }
    }

    /** A program with one connection that lasts and many that do not. */
    private record Client(Relay relay, Random random, AtomicInteger lost) {

        void run(AtomicInteger cycles) throws SQLException {
            try (Connection lasting = connect();
                    PreparedStatement prepared =
                            lasting.prepareStatement("select count(*) from cycles.t where n > ?")) {
                while (cycles.getAndIncrement() < CYCLES) {
                    cycle(prepared);
                }
            }
        }

        private Connection connect() throws SQLException {
            // A server that is just being started refuses connections, and so does a first connection then.
            for (int i = 0; ; i++) {
                try {
                    return DriverManager.getConnection("jdbc:truenow://localhost:" + relay.port() + "?fetchSize=1");
                } catch (SQLException away) {
                    if (i == 400) {
                        throw away;
                    }
                    sleep();
                }
            }
        }

        private static void sleep() {
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void cycle(PreparedStatement prepared) throws SQLException {
            int above = random.nextInt(ROWS);
            prepared.setInt(1, above);
            try (ResultSet rows = prepared.executeQuery()) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getLong(1)).isEqualTo(ROWS - above);
            }
            Connection connection = connect();
            switch (random.nextInt(5)) {
                case 0 -> {
                    assertThat(query(connection, "values (" + above + ")")).isEqualTo(List.of(List.of(above)));
                    connection.close();
                }
                case 1 -> {
                    query(connection, "values (1)");
                    relay.cut();
                    assertThat(query(connection, "values (2)")).isEqualTo(List.of(List.of(2)));
                    connection.close();
                }
                case 2 -> {
                    connection.createStatement().executeQuery(ALL).next();
                    connection.abort(Runnable::run);
                }
                case 3 -> {
                    connection.createStatement().executeQuery(ALL).next();
                    connection.close();
                }
                default -> {
                    read(connection);
                    connection.close();
                }
            }
        }

        private void read(Connection connection) throws SQLException {
            int count = 0;
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(ALL)) {
                while (rows.next()) {
                    count++;
                }
                assertThat(count).isEqualTo(ROWS);
            } catch (SQLRecoverableException gone) {
                assertThat(gone.getSQLState()).isEqualTo("08S01");
                lost.incrementAndGet();
            }
        }
    }

    @Test
    void moreConnectionsThanThereIsRoomForTakeTurns() throws SQLException {
        try (DriverServer server = new DriverServer(rows(), SMALL, SqlSettings.DEFAULT)) {
            List<Connection> open = new ArrayList<>();
            for (int i = 0; i < 3 * SMALL.maxConnections(); i++) {
                open.add(server.connect(""));
            }
            for (Connection connection : open) {
                assertThat(query(connection, "values (1)")).hasSize(1);
            }
            assertThat(server.meta().connectionCount()).isLessThanOrEqualTo(SMALL.maxConnections());
            for (Connection connection : open) {
                connection.close();
            }
            assertThat(server.meta().connectionCount()).isZero();
        }
    }

    @Test
    void statementsWithRowsLeftAreBoundedAndOneMoreIsRefused() throws SQLException {
        try (DriverServer server = new DriverServer(rows(), SMALL, SqlSettings.DEFAULT);
                Connection connection = server.connect("?fetchSize=1")) {
            List<ResultSet> open = new ArrayList<>();
            for (int i = 0; i < SMALL.maxStatements(); i++) {
                open.add(connection.createStatement().executeQuery(ALL));
            }
            assertThatThrownBy(() -> connection.createStatement().executeQuery(ALL))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getMessage()).contains("limit of statements of a connection");
                        assertThat(e.getSQLState()).isEqualTo("53000");
                    });
            open.getFirst().close();
            assertThat(query(connection, ALL)).hasSize(ROWS);
        }
    }

    @Test
    void rowsThatWereLostWithTheServerAreAnErrorAndTheNextStatementIsNot() throws SQLException {
        try (DriverServer server = new DriverServer(rows(), SMALL, SqlSettings.DEFAULT);
                Connection connection = server.connect("?fetchSize=1");
                Statement statement = connection.createStatement()) {
            ResultSet rows = statement.executeQuery(ALL);
            assertThat(rows.next()).isTrue();
            server.stop();
            server.start();
            assertThatThrownBy(() -> {
                        while (rows.next()) {
                            rows.getString(1);
                        }
                    })
                    .isInstanceOfSatisfying(SQLRecoverableException.class, e -> assertThat(e.getSQLState())
                            .isEqualTo("08S01"));
            assertThat(DriverServer.all(statement.executeQuery(ALL))).hasSize(ROWS);
        }
    }

    @Test
    void aConnectionThatIsForgottenHoldsNothing() throws Exception {
        JdbcSettings brief = new JdbcSettings(20, Duration.ofMillis(200), 8, 100, 10_000, 1 << 20);
        try (DriverServer server = new DriverServer(rows(), brief, SqlSettings.DEFAULT);
                Connection connection = server.connect("?fetchSize=1")) {
            ResultSet rows = connection.createStatement().executeQuery(ALL);
            assertThat(rows.next()).isTrue();
            while (server.meta().connectionCount() > 0) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(server.sql().statements(Shop.LOCAL))
                    .noneMatch(statement -> statement.state() == RunningStatement.State.RUNNING);
            assertThat(query(connection, "values (1)")).hasSize(1);
        }
    }

    @Test
    void anUnreachableServerIsSaidAtOnceWithItsState() throws IOException {
        int nobody;
        try (Relay relay = new Relay(1)) {
            nobody = relay.port();
        }
        assertThatThrownBy(() -> DriverManager.getConnection("jdbc:truenow://localhost:" + nobody))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08001"));
    }
}
