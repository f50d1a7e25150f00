package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.ingest.LogMark;
import io.truenow.sql.Events;
import io.truenow.sql.HeldBackLog;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.PositionGate;
import io.truenow.sql.exec.PositionSettings;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.port.IngestFigures;
import io.truenow.sql.port.ServerFigures;
import io.truenow.sql.server.AvaticaWebConfiguration;
import io.truenow.sql.server.EngineMeta;
import io.truenow.sql.server.JdbcSettings;
import io.truenow.sql.tail.MemoryLog;
import io.truenow.sql.tail.Tails;
import jakarta.servlet.Filter;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The hot tier applies each record 200 ms after it was acknowledged; who gives the acknowledgement's position to a statement sees the event.
 * {@code -Dtruenow.readYourWrites.rounds} and {@code .clients} set how often and by how many at once.
 */
class ReadYourWritesTest {

    private static final Duration BEHIND = Duration.ofMillis(200);
    private static final int ROUNDS = Integer.getInteger("truenow.readYourWrites.rounds", 50);
    private static final int CLIENTS = Integer.getInteger("truenow.readYourWrites.clients", 10);
    private static final TableRef ORDERS = new TableRef("default", "shop", "orders");

    private static final HeldBackLog LOG = new HeldBackLog(BEHIND);
    private static final PositionGate GATE =
            new PositionGate(LOG.tier.applied(), new PositionSettings(Duration.ofMillis(1_500), 128));
    private static final SqlEngine ENGINE = new SqlEngine(
            LOG.tier.reads,
            DeclaredTables.NONE,
            IngestFigures.NONE,
            ServerFigures.NONE,
            GATE,
            () -> 1_000_000,
            SqlSettings.DEFAULT,
            () -> true);
    private static final QueryStatistics STATISTICS = new QueryStatistics(LOG.tier.reads);
    private static final Tails TAILS = new Tails(new MemoryLog(), 2, System::nanoTime);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Filter CALLER = (request, response, chain) -> {
        request.setAttribute(Principal.ATTRIBUTE, Principal.LOCAL);
        chain.doFilter(request, response);
    };
    private static WebPort query;
    private static WebPort jdbc;

    @BeforeAll
    static void start() {
        query = new WebPort(
                QueryWebConfiguration.class,
                CALLER,
                Map.of(
                        "engine", ENGINE,
                        "reads", LOG.tier.reads,
                        "answers", AnswerStore.NONE,
                        "settings", QuerySettings.DEFAULT,
                        "statistics", STATISTICS,
                        "tails", TAILS,
                        "declaredNamespaces", DeclaredNamespaces.NONE));
        jdbc = new WebPort(
                AvaticaWebConfiguration.class,
                CALLER,
                Map.of(
                        "meta",
                        new EngineMeta(ENGINE, JdbcSettings.DEFAULT, "0.1.0-TEST"),
                        "settings",
                        JdbcSettings.DEFAULT));
    }

    @AfterAll
    static void stop() {
        query.close();
        jdbc.close();
        STATISTICS.close();
        ENGINE.close();
        LOG.close();
    }

    private static LogMark acknowledged(TableRef table, String id) {
        return LOG.append(table, 0, new Events().add(id, 1_000, Map.of("amount", 1)));
    }

    /** A connection from the thin driver, which passes properties on that do not stand in its URL. */
    private static Connection connect(String position) throws SQLException {
        Properties properties = new Properties();
        if (!position.isEmpty()) {
            properties.put("minPosition", position);
        }
        return DriverManager.getConnection(
                "jdbc:avatica:remote:url=http://localhost:" + jdbc.port() + ";serialization=protobuf", properties);
    }

    private static Connection driver(String more) throws SQLException {
        return DriverManager.getConnection("jdbc:truenow://localhost:" + jdbc.port() + more);
    }

    private static HttpResponse<String> post(String path, String body, String position) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + query.port() + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!position.isEmpty()) {
            request.header(LogMark.HEADER, position);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static String count(String table, String id) {
        return "SELECT COUNT(*) FROM shop." + table + " WHERE event_id = '" + id + "'";
    }

    private static long first(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    /** How a client tells which position it wants, one way after the other; each gives how often it sees the event. */
    private static long seen(int way, Connection connection, String id, LogMark mark) throws Exception {
        return switch (way % 6) {
            case 0 ->
                json(post("/v1/sql", "{\"sql\":\"" + count("orders", id) + "\"}", mark.toString()))
                        .at("/rows/0/0")
                        .longValue();
            case 1 ->
                json(post(
                                "/v1/query",
                                "{\"namespace\":\"shop\",\"table\":\"orders\",\"start_time\":0,\"end_time\":2000,"
                                        + "\"filters\":{\"id\":\"" + id + "\"}}",
                                mark.toString()))
                        .at("/results/0/count")
                        .longValue();
            case 2 -> {
                try (Statement statement = connection.createStatement()) {
                    statement.execute("SET truenow.min_position = '" + mark + "'");
                    yield first(statement, count("orders", id));
                }
            }
            case 3 -> {
                try (Connection own = connect(mark.toString());
                        Statement statement = own.createStatement()) {
                    yield first(statement, count("orders", id));
                }
            }
            case 4 -> {
                try (Connection own = driver("");
                        Statement statement = own.createStatement()) {
                    statement.execute("SET truenow.min_position = '" + mark + "'");
                    yield first(statement, count("orders", id));
                }
            }
            default -> {
                try (Connection own = driver("?minPosition=" + mark);
                        Statement statement = own.createStatement()) {
                    yield first(statement, count("orders", id));
                }
            }
        };
    }

    @Test
    void anAcknowledgedEventIsSeenByTheNextStatementOfItsClient() throws Exception {
        AtomicInteger next = new AtomicInteger();
        List<String> unseen = new ArrayList<>();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        long begun = System.nanoTime();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                running.add(clients.submit(() -> {
                    try (Connection connection = connect("")) {
                        for (int round = next.getAndIncrement(); round < ROUNDS; round = next.getAndIncrement()) {
                            String id = "e" + round;
                            LogMark mark =
                                    LOG.append(ORDERS, 0, new Events().add(id, 1_000, Map.of("id", id, "amount", 1)));
                            if (seen(round, connection, id, mark) != 1) {
                                synchronized (unseen) {
                                    unseen.add(id);
                                }
                            }
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get(10, TimeUnit.MINUTES);
            }
        } finally {
            clients.shutdownNow();
        }
        System.out.printf(
                "%d statements of %d clients saw their events, %d did not; %d ms%n",
                ROUNDS - unseen.size(), CLIENTS, unseen.size(), (System.nanoTime() - begun) / 1_000_000);
        assertThat(unseen).isEmpty();
        assertThat(GATE.times().count()).as("they had to wait").isGreaterThan(ROUNDS / 2);
    }

    @Test
    void withoutThePositionTheEventIsNotThereYet() throws Exception {
        TableRef held = new TableRef("default", "shop", "held");
        LogMark first = acknowledged(held, "h0");
        assertThat(json(post("/v1/sql", "{\"sql\":\"" + count("held", "h0") + "\"}", first.toString()))
                        .at("/rows/0/0")
                        .longValue())
                .as("the first event of its table")
                .isEqualTo(1);
        LogMark second = acknowledged(held, "h1");
        assertThat(json(post("/v1/sql", "{\"sql\":\"" + count("held", "h1") + "\"}", ""))
                        .at("/rows/0/0")
                        .longValue())
                .isZero();
        assertThat(json(post("/v1/sql", "{\"sql\":\"" + count("held", "h1") + "\"}", second.toString()))
                        .at("/rows/0/0")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void aPreparedStatementOfANewTableWaitsForItsFirstEvent() throws Exception {
        TableRef fresh = new TableRef("default", "shop", "fresh");
        try (Connection connection = connect("");
                Statement set = connection.createStatement()) {
            LogMark mark = acknowledged(fresh, "f");
            try (ResultSet answer = set.executeQuery("set TRUENOW.min_position TO '" + mark + "' ;")) {
                assertThat(answer.next()).isTrue();
                assertThat(answer.getMetaData().getColumnLabel(1)).isEqualTo("truenow.min_position");
                assertThat(answer.getString(1)).isEqualTo(mark.toString());
            }
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT COUNT(*) FROM shop.fresh WHERE event_id = ?")) {
                statement.setString(1, "f");
                try (ResultSet rows = statement.executeQuery()) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getLong(1)).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void aPositionThatIsNotReachedEndsInABoundedTimeWithAState() throws Exception {
        LogMark far = new LogMark.Builder().reach(5, 123_456_789).build();
        HttpResponse<String> response = post("/v1/sql", "{\"sql\":\"VALUES (1)\"}", far.toString());
        assertThat(response.statusCode()).isEqualTo(504);
        assertThat(response.body()).contains("POSITION_TIMEOUT", "5:123456789");
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.execute("SET truenow.min_position = '" + far + "'");
            assertThatThrownBy(() -> statement.executeQuery("VALUES (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("55000"))
                    .hasMessageContaining("5:123456789");
            statement.execute("SET truenow.min_position = DEFAULT");
            assertThat(first(statement, "VALUES (1)")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"99:1", "1", "abc", "1:1'; DROP", "1:1:1:1", "-1:-1"})
    void whatIsNoPositionIsRefusedAtOnce(String text) throws Exception {
        HttpResponse<String> response = post("/v1/sql", "{\"sql\":\"VALUES (1)\"}", text);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("INVALID_POSITION", LogMark.HEADER);
        assertThat(post("/v1/query", "{\"namespace\":\"a\",\"table\":\"b\",\"start_time\":0,\"end_time\":1}", text)
                        .statusCode())
                .isEqualTo(400);
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SET truenow.min_position = '" + text.replace("'", "") + "x'"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
            assertThatThrownBy(() -> connect(text).close()).hasStackTraceContaining("no position of the log");
        }
        try (Connection connection = driver("?minPosition="
                        + URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20"));
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("VALUES (1)"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22023"));
        }
    }
}
