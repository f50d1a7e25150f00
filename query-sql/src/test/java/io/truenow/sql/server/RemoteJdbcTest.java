package io.truenow.sql.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.sql.Events;
import io.truenow.sql.Shop;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import jakarta.servlet.Filter;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteJdbcTest {

    private static final Shop SHOP = new Shop(7);
    private static final AtomicBoolean READY = new AtomicBoolean(true);
    private static final AtomicReference<Principal> CALLER = new AtomicReference<>(Principal.LOCAL);
    private static final SqlEngine ENGINE = new SqlEngine(
            SHOP.reads,
            Shop.declared(),
            () -> Shop.T0 + 3_600_000_000L,
            SqlSettings.DEFAULT.withMaxRows(2_000).withStatementTime(Duration.ofSeconds(6)),
            READY::get);
    private static final JdbcSettings SETTINGS = new JdbcSettings(5, Duration.ofMinutes(15), 3, 100, 10_000, 1 << 20);
    private static final EngineMeta META = new EngineMeta(ENGINE, SETTINGS, "0.1.0-TEST");

    private static WebPort port;

    @BeforeAll
    static void start() {
        ENGINE.warmUp(Principal.LOCAL);
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Principal.ATTRIBUTE, CALLER.get());
            chain.doFilter(request, response);
        };
        port = new WebPort(AvaticaWebConfiguration.class, filter, Map.of("meta", META, "settings", SETTINGS));
    }

    @AfterAll
    static void stop() {
        port.close();
        META.close();
        ENGINE.close();
    }

    private static Connection connect(String more) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:avatica:remote:url=http://localhost:" + port.port() + ";timeZone=UTC;" + more);
    }

    private static List<List<Object>> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return all(rows);
        }
    }

    private static List<List<Object>> all(ResultSet rows) throws SQLException {
        List<List<Object>> all = new ArrayList<>();
        while (rows.next()) {
            List<Object> row = new ArrayList<>();
            for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                row.add(rows.getObject(i));
            }
            all.add(row);
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(strings = {"serialization=protobuf", "serialization=json"})
    void statementsAreAnsweredInBothSerialisations(String serialization) throws SQLException {
        try (Connection connection = connect(serialization)) {
            assertThat(query(connection, "values (1)")).isEqualTo(List.of(List.of(1)));
            assertThat(query(connection, "select count(*), sum(additions) from words.t"))
                    .isEqualTo(List.of(List.of(2L, 42.0)));
            assertThat(query(connection, "select city, amount, event_time_us from \"my-ns\".t where city = '日本'"))
                    .isEqualTo(List.of(List.of("日本", 1.0, Shop.T0 + 123_456)));
            assertThat(query(connection, "select event_time from \"my-ns\".t order by event_time"))
                    .hasSize(2)
                    .allMatch(row -> ((Timestamp) row.getFirst()).getTime() == Shop.T0 / 1_000 + 123);
            assertThat(query(connection, "select max(color) from production.planned")
                            .getFirst()
                            .getFirst())
                    .isNull();
        }
    }

    @Test
    void parametersOfEachTypeAreBound() throws SQLException {
        try (Connection connection = connect("serialization=protobuf");
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from production.events where region = ? and revenue > ? and event_time >= ? and event_time_us < ?")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(4);
            for (String region : List.of("eu", "ap", "nowhere")) {
                statement.setString(1, region);
                statement.setDouble(2, 500.25);
                statement.setTimestamp(3, new Timestamp(Shop.T0 / 1_000 + 60_000), utc());
                statement.setLong(4, Shop.T0 + 86_400_000_000L);
                try (ResultSet rows = statement.executeQuery()) {
                    String same = "select count(*) from production.events where region = '" + region
                            + "' and revenue > 500.25 and event_time_us >= " + (Shop.T0 + 60_000_000)
                            + " and event_time_us < " + (Shop.T0 + 86_400_000_000L);
                    assertThat(all(rows)).isEqualTo(query(connection, same));
                }
            }
        }
    }

    private static java.util.Calendar utc() {
        return java.util.Calendar.getInstance(TimeZone.getTimeZone("UTC"), java.util.Locale.ROOT);
    }

    @Test
    void theDefaultNamespaceIsTheConnectionsSchema() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            connection.setSchema("my-ns");
            assertThat(query(connection, "select max(city) from t")).isEqualTo(List.of(List.of("日本")));
        }
    }

    @Test
    void aResultOfManyFramesArrivesWhole() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            List<List<Object>> rows = query(connection, "select event_id, revenue from production.events");
            assertThat(rows).hasSize(Shop.EVENTS);
            assertThat(rows.stream().map(List::getFirst).distinct()).hasSize(Shop.EVENTS);
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(150);
                assertThat(all(statement.executeQuery("select event_id from production.events")))
                        .hasSize(150);
            }
        }
    }

    @Test
    void newTablesAndColumnsAppearInOpenConnectionsAndStatements() throws SQLException {
        TableRef ref = new TableRef("default", "growing", "t");
        try (Connection connection = connect("serialization=protobuf")) {
            assertThatThrownBy(() -> query(connection, "select * from growing.t"))
                    .hasMessageContaining("growing");
            new Events().add("a", Shop.T0, Map.of("x", "1")).into(SHOP.reads, ref);
            try (PreparedStatement statement = connection.prepareStatement("select * from growing.t")) {
                assertThat(all(statement.executeQuery()).getFirst()).hasSize(5);
                new Events().add("b", Shop.T0, Map.of("y", 2)).into(SHOP.reads, ref);
                assertThat(all(statement.executeQuery()).getFirst()).hasSize(6);
            }
        }
    }

    @Test
    void metadataListsSchemasTablesColumnsAndTypes() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            DatabaseMetaData metaData = connection.getMetaData();
            assertThat(all(metaData.getSchemas()).stream().map(List::getFirst))
                    .contains("production", "my-ns", "default", "words", "sys");
            assertThat(all(metaData.getTables(null, "prod%", "%", null)).stream()
                            .map(r -> r.get(2)))
                    .containsExactly("events", "planned");
            List<List<Object>> columns = all(metaData.getColumns(null, "production", "events", "%"));
            assertThat(columns.stream().map(r -> r.get(3)))
                    .startsWith("event_id", "event_time", "event_time_us", "ingest_time")
                    .contains("region", "revenue");
            assertThat(columns.get(1).subList(4, 6)).isEqualTo(List.of(Types.TIMESTAMP, "TIMESTAMP"));
            assertThat(columns.get(0).get(17)).isEqualTo("NO");
            assertThat(columns.getLast().get(17)).isEqualTo("YES");
            assertThat(all(metaData.getTypeInfo()).stream().map(List::getFirst))
                    .contains("VARCHAR", "DOUBLE", "TIMESTAMP");
            assertThat(all(metaData.getTableTypes())).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "model=inline:{version:'1.0'}",
                "schemaFactory=org.apache.calcite.adapter.jdbc.JdbcSchema$Factory",
                "parserFactory=x",
                "typeSystem=x",
                "fun=all"
            })
    void propertiesThatWouldReachIntoCalciteAreRefusedByName(String property) {
        String name = property.substring(0, property.indexOf('='));
        Properties properties = new Properties();
        properties.put(name, property.substring(property.indexOf('=') + 1));
        assertThatThrownBy(() -> DriverManager.getConnection(
                                "jdbc:avatica:remote:url=http://localhost:" + port.port() + ";serialization=protobuf",
                                properties)
                        .close())
                .hasStackTraceContaining("The connection property [" + name + "] is not allowed on this server.");
    }

    @Test
    void aCallerOfAnotherTenantSeesAndReachesNothing() throws SQLException {
        CALLER.set(Shop.STRANGER);
        try (Connection connection = connect("serialization=protobuf")) {
            assertThat(all(connection
                                    .getMetaData()
                                    .getTables(null, null, "%", List.of("TABLE").toArray(String[]::new)))
                            .stream()
                            .map(r -> r.get(2)))
                    .containsExactly("private");
            assertThat(query(connection, "select \"table\" from sys.tables")).isEqualTo(List.of(List.of("private")));
            assertThat(query(connection, "select distinct \"table\" from sys.columns"))
                    .isEqualTo(List.of(List.of("private")));
            assertThatThrownBy(() -> query(connection, "select count(*) from production.events"))
                    .hasMessageContaining("events");
        } finally {
            CALLER.set(Principal.LOCAL);
        }
    }

    private static String stackTrace(Throwable thrown) {
        java.io.StringWriter text = new java.io.StringWriter();
        thrown.printStackTrace(new java.io.PrintWriter(text));
        return text.toString();
    }

    @Test
    void aConnectionIsOnlyThereForThePrincipalThatOpenedIt() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            CALLER.set(Shop.STRANGER);
            try {
                assertThatThrownBy(() -> query(connection, "values (1)"))
                        .hasStackTraceContaining(QuietTranslation.NO_CONNECTION)
                        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("io.truenow.sql.server.EngineMeta"));
            } finally {
                CALLER.set(Principal.LOCAL);
            }
            assertThat(query(connection, "values (1)")).hasSize(1);
        }
    }

    @Test
    void errorsCarryASentenceAPlaceAndAState() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            assertThatThrownBy(() -> query(connection, "select nothing\nfrom production.events"))
                    .isInstanceOfSatisfying(SQLException.class, e -> {
                        assertThat(e.getMessage()).contains("Column 'nothing' not found", "line 1, column 8");
                        assertThat(e.getSQLState()).isEqualTo("42S22");
                    });
            assertThatThrownBy(
                            () -> query(connection, "select a.event_id from production.events a, production.events b"))
                    .hasMessageContaining("limit of rows");
        }
    }

    @Test
    void aStatementThatRunsTooLongIsEnded() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            String endless = "select count(*) from production.events a, production.events b, production.events c,"
                    + " production.events d where a.revenue + b.revenue + c.revenue + d.revenue < 0";
            assertThatThrownBy(() -> query(connection, endless)).isInstanceOfSatisfying(SQLException.class, e -> {
                assertThat(e.getMessage()).contains("limit of statement time");
                assertThat(e.getSQLState()).isEqualTo("57014");
            });
        }
    }

    @Test
    void aRunningStatementHoldsUpNobodyAndEndsWithItsConnection() throws Exception {
        String endless = "select count(*) from production.events a, production.events b, production.events c,"
                + " production.events d where a.revenue + b.revenue + c.revenue + d.revenue < 1";
        Connection connection = connect("serialization=protobuf");
        CompletableFuture<Throwable> end =
                CompletableFuture.supplyAsync(() -> catchThrowable(() -> query(connection, endless)));
        try (Connection other = connect("serialization=protobuf")) {
            // Each second the server looks for statements that are over.
            String running = "select id from sys.statements where state = 'running' and elapsed_us > 1500000"
                    + " and rows_scanned > 0 and sql = '" + endless + "'";
            while (query(other, running).isEmpty()) {
                assertThat(end).isNotDone();
            }
        }
        connection.close();

        assertThat(end.get(20, TimeUnit.SECONDS)).hasMessageContaining("was cancelled");
    }

    @Test
    void openConnectionsAreListedWithTheirStatementsForTheirTenant() throws SQLException {
        try (Connection connection = connect("serialization=protobuf");
                Statement open = connection.createStatement()) {
            connection.setSchema("words");
            ResultSet more = open.executeQuery("select module from t");
            String sql = "select \"user\", namespace, statements, opened <= current_timestamp, idle_us >= 0"
                    + " from sys.connections where namespace = 'words'";
            assertThat(query(connection, sql)).isEqualTo(List.of(List.of("local", "words", 2L, true, true)));
            more.close();
            CALLER.set(Shop.STRANGER);
            try (Connection theirs = connect("serialization=protobuf")) {
                assertThat(query(theirs, "select distinct \"user\" from sys.connections"))
                        .isEqualTo(List.of(List.of("stranger")));
            } finally {
                CALLER.set(Principal.LOCAL);
            }
        }
        assertThat(META.connectionCount()).isZero();
    }

    @Test
    void connectionsAndStatementsAreLimited() throws SQLException {
        List<Connection> open = new ArrayList<>();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= SETTINGS.maxConnections(); i++) {
                            open.add(connect("serialization=protobuf"));
                        }
                    })
                    .hasStackTraceContaining("limit of connections");
            assertThat(open).hasSize(SETTINGS.maxConnections());
            List<Statement> statements = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i <= SETTINGS.maxStatements(); i++) {
                            statements.add(open.getFirst().createStatement());
                        }
                    })
                    .hasStackTraceContaining("limit of statements of a connection");
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
        assertThat(META.connectionCount()).isZero();
    }

    @Test
    void statementsAreRefusedUntilTheServerIsReady() throws SQLException {
        READY.set(false);
        try (Connection connection = connect("serialization=protobuf")) {
            assertThatThrownBy(() -> query(connection, "values (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).startsWith("08"));
        } finally {
            READY.set(true);
        }
    }

    @Test
    void statementsShowWhatTheyDidInTheirTenant() throws SQLException {
        try (Connection connection = connect("serialization=protobuf")) {
            query(connection, "select count(*) from words.t where module = 'kernel'");
            assertThat(
                            query(
                                    connection,
                                    "select rows_scanned, rows_out, rows_returned from sys.statements where sql like '%kernel%' and state = 'done'"))
                    .contains(List.of(2L, 1L, 1L));
        }
    }
}
