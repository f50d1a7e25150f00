package io.truenow.sql.driver;

import static io.truenow.sql.driver.DriverServer.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.truenow.events.error.ErrorCode;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.SqlSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.SQLTimeoutException;
import java.sql.SQLWarning;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrueNowDriverTest {

    private static final DriverServer SERVER = new DriverServer(DriverServer.USUAL, SqlSettings.DEFAULT);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static Connection connect(String more) throws SQLException {
        return SERVER.connect(more);
    }

    @Test
    void statementsAreAnswered() throws SQLException {
        try (Connection connection = connect("")) {
            assertThat(query(connection, "values (1)")).isEqualTo(List.of(List.of(1)));
            assertThat(query(connection, "select count(*), sum(additions) from words.t"))
                    .isEqualTo(List.of(List.of(2L, 42.0)));
            assertThat(query(connection, "select city, amount, event_time_us from \"my-ns\".t where city = '日本'"))
                    .isEqualTo(List.of(List.of("日本", 1.0, Shop.T0 + 123_456)));
            assertThat(query(connection, "select max(color) from production.planned")
                            .getFirst()
                            .getFirst())
                    .isNull();
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void theNamespaceIsThePathOfTheUrlOrTheConnectionsSchema() throws SQLException {
        try (Connection connection = connect("/my-ns")) {
            assertThat(connection.getSchema()).isEqualTo("my-ns");
            assertThat(query(connection, "select max(city) from t")).isEqualTo(List.of(List.of("日本")));
            connection.setSchema("words");
            assertThat(query(connection, "select count(*) from t")).isEqualTo(List.of(List.of(2L)));
        }
    }

    @Test
    void everyTypeComesAsTheObjectOfItsColumn() throws SQLException {
        String sql =
                "select cast(1 as tinyint) a, cast(2 as smallint) b, 3 c, cast(4 as bigint) d, cast('5.50' as decimal(9, 2)) e,"
                        + " cast(6.5 as real) f, cast(7.5 as double) g, true h, date '2026-03-01' i, time '10:11:12' j,"
                        + " timestamp '2026-03-01 10:11:12.345' k, 'text' l, cast(null as varchar) m, x'00ff' n";
        try (Connection connection = connect("");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            Object[] expected = {
                1,
                2,
                3,
                4L,
                new BigDecimal("5.50"),
                6.5f,
                7.5,
                true,
                Date.valueOf("2026-03-01"),
                java.sql.Time.valueOf("10:11:12"),
                Timestamp.from(Instant.parse("2026-03-01T10:11:12.345Z")),
                "text",
                null,
                new byte[] {0, -1}
            };
            for (int i = 1; i <= expected.length; i++) {
                Object value = rows.getObject(i);
                assertThat(value).as("column " + i).isEqualTo(expected[i - 1]);
                assertThat(rows.wasNull()).isEqualTo(value == null);
                if (value != null) {
                    assertThat(rows.getMetaData().getColumnClassName(i))
                            .isEqualTo(value.getClass().getName());
                }
            }
            assertThat(rows.getString("k")).isEqualTo("2026-03-01 10:11:12.345");
            assertThat(rows.getObject("K", LocalDateTime.class))
                    .isEqualTo(LocalDateTime.parse("2026-03-01T10:11:12.345"));
            assertThat(rows.getObject(11, Instant.class)).isEqualTo(Instant.parse("2026-03-01T10:11:12.345Z"));
            assertThat(rows.getObject(11, OffsetDateTime.class).getOffset()).isEqualTo(ZoneOffset.UTC);
            assertThat(rows.getObject(9, LocalDate.class)).isEqualTo(LocalDate.of(2026, 3, 1));
            assertThat(rows.getObject(10, LocalTime.class)).isEqualTo(LocalTime.of(10, 11, 12));
            assertThat(rows.getInt(5)).isEqualTo(5);
            assertThat(rows.getLong("g")).isEqualTo(7);
            assertThat(rows.getString(8)).isEqualTo("true");
            assertThatThrownBy(() -> rows.getInt("l"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("22018"));
            assertThatThrownBy(() -> rows.getString("nothing")).hasMessageContaining("[nothing]");
            assertThat(rows.next()).isFalse();
        }
    }

    @Test
    void parametersOfEachTypeAreBound() throws SQLException {
        try (Connection connection = connect("");
                PreparedStatement statement = connection.prepareStatement(
                        "select count(*) from production.events where region = ? and revenue > ? and event_time >= ? and event_time_us < ?")) {
            assertThat(statement.getParameterMetaData().getParameterCount()).isEqualTo(4);
            assertThat(statement.getParameterMetaData().getParameterType(3)).isEqualTo(Types.TIMESTAMP);
            assertThat(statement.getMetaData().getColumnType(1)).isEqualTo(Types.BIGINT);
            for (String region : List.of("eu", "ap", "nowhere")) {
                String same = "select count(*) from production.events where region = '" + region
                        + "' and revenue > 500.25 and event_time_us >= " + (Shop.T0 + 60_000_000)
                        + " and event_time_us < " + (Shop.T0 + 86_400_000_000L);
                Instant from = Instant.ofEpochSecond(Shop.T0 / 1_000_000 + 60);
                for (Object time : List.of(
                        Timestamp.from(from),
                        from,
                        LocalDateTime.ofInstant(from, ZoneOffset.UTC),
                        from.atOffset(ZoneOffset.ofHours(5)),
                        from.toString())) {
                    statement.setString(1, region);
                    statement.setObject(2, new BigDecimal("500.25"));
                    statement.setObject(3, time);
                    statement.setLong(4, Shop.T0 + 86_400_000_000L);
                    try (ResultSet rows = statement.executeQuery()) {
                        assertThat(DriverServer.all(rows))
                                .as(time.getClass() + " " + region)
                                .isEqualTo(query(connection, same));
                    }
                }
            }
        }
    }

    @Test
    void thePriorityIsThatOfTheUrlUntilAStatementSetsAnother() throws SQLException {
        String own =
                "select priority, 'of this one' from sys.queries where state = 'running' and sql like '%of this one%'";
        try (Connection connection = connect("?priority=Low")) {
            assertThat(query(connection, own)).isEqualTo(List.of(List.of("low", "of this one")));
            assertThat(query(connection, "SET truenow.priority = 'HIGH'")).isEqualTo(List.of(List.of("high")));
            assertThat(query(connection, own)).isEqualTo(List.of(List.of("high", "of this one")));
            assertThat(query(connection, "set truenow.priority to default")).isEqualTo(List.of(List.of("normal")));
            assertThatThrownBy(() -> query(connection, "set truenow.priority = 'soon'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("not [soon]");
        }
        try (Connection connection = connect("?priority=soon")) {
            assertThatThrownBy(() -> query(connection, own)).hasMessageContaining("not [soon]");
        }
    }

    @Test
    void anAnswerThatMayMissOldRowsHasAWarning() throws SQLException {
        try (DriverServer aged = new DriverServer(
                        AgedReads.of(new Shop(7).reads, Shop.T0), DriverServer.USUAL, SqlSettings.DEFAULT);
                Connection connection = aged.connect("?fetchSize=100");
                Statement statement = connection.createStatement()) {
            try (ResultSet rows = statement.executeQuery("select event_id from production.events")) {
                assertThat(DriverServer.all(rows)).hasSize(Shop.EVENTS);
                SQLWarning warning = rows.getWarnings();
                assertThat(warning.getSQLState()).isEqualTo("01000");
                assertThat(warning.getMessage()).contains("before [" + Instant.ofEpochSecond(Shop.T0 / 1_000_000));
                assertThat(warning.getNextWarning() == null)
                        .as("once, not for each frame")
                        .isTrue();
                rows.clearWarnings();
                assertThat(rows.getWarnings() == null).isTrue();
            }
            try (ResultSet rows = statement.executeQuery("values (1)")) {
                assertThat(rows.getWarnings() == null).isTrue();
            }
        }
    }

    @Test
    void aThousandConnectionsEachKeepTheirUnreadRows() throws SQLException {
        List<Connection> open = new ArrayList<>();
        try (DriverServer many = new DriverServer(DriverServer.USUAL, SqlSettings.DEFAULT)) {
            List<ResultSet> answers = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                Connection connection = many.connect("?fetchSize=1");
                open.add(connection);
                answers.add(connection
                        .createStatement()
                        .executeQuery(
                                "select v from (values (1), (2), (3)) as t (v) where v > " + i % 3 + " order by 1"));
            }
            assertThat(many.meta().connectionCount()).isEqualTo(1_000);
            for (int i = 0; i < answers.size(); i++) {
                assertThat(DriverServer.all(answers.get(i)))
                        .isEqualTo(List.of(List.of(1), List.of(2), List.of(3)).subList(i % 3, 3));
            }
            for (Connection connection : open) {
                connection.close();
            }
            assertThat(many.meta().connectionCount()).isZero();
        }
    }

    @Test
    void theProgramsNameIsShown() throws SQLException {
        try (Connection connection = connect("?applicationName=till%204");
                Connection nameless = connect("")) {
            assertThat(query(nameless, "values (1)")).hasSize(1);
            assertThat(query(connection, "select program from sys.connections where program = 'till 4'"))
                    .isEqualTo(List.of(List.of("till 4")));
        }
    }

    @Test
    void oneRoundTripAnswersAStatementAndLeavesNothing() throws SQLException {
        try (Connection connection = connect("")) {
            for (int i = 0; i < 200; i++) {
                Statement left = connection.createStatement();
                ResultSet rows = left.executeQuery("values (" + i + ")");
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(i);
            }
            assertThat(query(connection, "select statements from sys.connections order by 1 desc limit 1"))
                    .isEqualTo(List.of(List.of(1L)));
        }
    }

    @Test
    void aResultOfManyFramesArrivesWhole() throws SQLException {
        try (Connection connection = connect("?fetchSize=1")) {
            List<List<@Nullable Object>> rows = query(connection, "select event_id, revenue from production.events");
            assertThat(rows).hasSize(Shop.EVENTS);
            assertThat(rows.stream().map(List::getFirst).distinct()).hasSize(Shop.EVENTS);
            try (Statement statement = connection.createStatement()) {
                statement.setMaxRows(150);
                assertThat(DriverServer.all(statement.executeQuery("select event_id from production.events")))
                        .hasSize(150);
            }
        }
    }

    @Test
    void errorsHaveASentenceAStateAndTheCodesNumber() throws SQLException {
        try (Connection connection = connect("")) {
            assertThatThrownBy(() -> query(connection, "select nothing\nfrom production.events"))
                    .isInstanceOfSatisfying(SQLSyntaxErrorException.class, e -> {
                        assertThat(e.getMessage()).contains("Column 'nothing' not found", "line 1, column 8");
                        assertThat(e.getSQLState()).startsWith("42");
                        assertThat(e.getErrorCode()).isEqualTo(ErrorCode.INVALID_QUERY.ordinal() + 1);
                    });
            assertThatThrownBy(() -> connection.createStatement().executeUpdate("delete from words.t"))
                    .isInstanceOfSatisfying(
                            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("0A000"));
        }
    }

    @Test
    void aRunningStatementIsCancelledFromAnotherThread() throws Exception {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            CompletableFuture<Throwable> end = CompletableFuture.supplyAsync(
                    () -> catchThrowable(() -> statement.executeQuery(DriverServer.ENDLESS)));
            String running = "select id from sys.statements where state = 'running' and rows_scanned > 0 and sql = '"
                    + DriverServer.ENDLESS + "'";
            while (query(connection, running).isEmpty()) {
                assertThat(end).isNotDone();
            }
            long cancelled = System.nanoTime();
            statement.cancel();
            assertThat(end.get(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(SQLException.class, TrueNowDriverTest::wasCancelled);
            assertThat(System.nanoTime() - cancelled).isLessThan(5_000_000_000L);
            assertThat(DriverServer.all(statement.executeQuery("values (1)"))).hasSize(1);
        }
    }

    private static void wasCancelled(SQLException failure) {
        assertThat(failure.getSQLState()).isEqualTo("57014");
        assertThat(failure.getErrorCode()).isEqualTo(ErrorCode.CANCELLED.ordinal() + 1);
        assertThat((Object) failure).isNotInstanceOf(SQLTimeoutException.class);
    }

    @Test
    void theQueryTimeoutEndsAStatementOnTheServer() throws SQLException {
        try (Connection connection = connect("");
                Statement statement = connection.createStatement()) {
            statement.setQueryTimeout(1);
            long began = System.nanoTime();
            assertThatThrownBy(() -> statement.executeQuery(DriverServer.ENDLESS))
                    .isInstanceOfSatisfying(SQLTimeoutException.class, e -> {
                        assertThat(e.getSQLState()).isEqualTo("57014");
                        assertThat(e.getErrorCode()).isEqualTo(ErrorCode.STATEMENT_TIMEOUT.ordinal() + 1);
                        assertThat(e.getMessage()).contains("[1000] ms");
                    });
            assertThat(System.nanoTime() - began).isLessThan(8_000_000_000L);
        }
    }
}
