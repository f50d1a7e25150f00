package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that need quotes or must not, text beyond ASCII, and times to the microsecond. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesAndTimeIT {

    /** 2024-02-29T12:00:00Z. */
    private static final long NOON = 1_709_208_000_000_000L;

    private Connection connection;

    @BeforeAll
    void load(Product product) throws SQLException {
        for (int i = 0; i < 6; i++) {
            String lang = i % 2 == 0 ? "日本" : "Ελλάδα";
            product.ingest(
                    "{\"namespace\":\"my-ns\",\"table\":\"t\",\"event_id\":\"n" + i + "\",\"event_time\":" + (NOON + i)
                            + ",\"dimensions\":{\"language\":\"" + lang
                            + "\",\"module\":\"m" + i / 2
                            + "\",\"user\":\"u\",\"date\":\"d\",\"state\":\"s\",\"method\":\"GET\","
                            + "\"position\":\"p\",\"result\":\"r\",\"level\":\"5\",\"type\":\"y\",\"name\":\"it's\",\"Mixed\":\"Big\","
                            + "\"Twin\":\"upper\",\"twin\":\"lower\",\"with space\":\"w\",\"flag\":true,\"number\":7},"
                            + "\"metrics\":{\"value\":" + i + ",\"count\":2,\"year\":2024,\"name\":0.5}}");
        }
        product.ingest("{\"namespace\":\"default\",\"table\":\"Orders\",\"event_id\":\"1\",\"event_time\":" + NOON
                + ",\"metrics\":{\"value\":1}}");
        connection = product.jdbc();
        Await.until(
                "every event is applied",
                Duration.ofSeconds(20),
                () -> Sql.count(connection, "SELECT COUNT(*) FROM \"my-ns\".t") == 6
                        && Sql.count(connection, "SELECT COUNT(*) FROM default.Orders") == 1);
    }

    @AfterAll
    void end() throws SQLException {
        connection.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT COUNT(*) FROM \"my-ns\".\"t\"|6",
                "SELECT COUNT(*) FROM \"my-ns\".T|6",
                "SELECT COUNT(*) FROM \"MY-NS\".t|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE language = '日本'|3",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE language > 'Z'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE language LIKE '日%'|3",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE name = 'it''s'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE mixed = 'Big' AND MIXED = 'Big' AND \"Mixed\" = 'Big'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE Twin = 'upper' AND twin = 'lower'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE \"with space\" = 'w'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE flag = 'true' AND number = '7'|6",
                "SELECT COUNT(*) FROM \"my-ns\".t WHERE NAME_metric = 0.5|6",
                "SELECT COUNT(*) FROM default.orders|1"
            })
    void namesAreFoundExactlyElseWithoutCase(String sql, long count) throws SQLException {
        assertThat(Sql.count(connection, sql)).as(sql).isEqualTo(count);
    }

    @Test
    void wordsThatDataUsesNeedNoQuotes() throws SQLException {
        assertThat(Sql.rows(connection, "SELECT module, SUM(value) FROM \"my-ns\".t GROUP BY module ORDER BY module"))
                .containsExactly(List.of("m0", 1.0), List.of("m1", 5.0), List.of("m2", 9.0));
        assertThat(Sql.rows(connection, "SELECT value FROM \"my-ns\".t ORDER BY value DESC LIMIT 1"))
                .containsExactly(List.of(5.0));
        assertThat(Sql.rows(
                        connection,
                        "SELECT user, date, state, method, position, result, level, type, name, count, year"
                                + " FROM \"my-ns\".t WHERE value = 0"))
                .containsExactly(List.of("u", "d", "s", "GET", "p", "r", "5", "y", "it's", 2.0, 2024.0));
    }

    @Test
    void twoColumnsThatDifferInCaseAreAmbiguousInAnyOther() {
        assertThatThrownBy(() -> Sql.rows(connection, "SELECT TWIN FROM \"my-ns\".t"))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("TWIN");
    }

    /** The right-hand forms cannot be pushed into a scan: a time out of arithmetic, or a row of a sub-query with OFFSET. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event_time > TIMESTAMP '2024-02-29 12:00:00.000002'|3",
                "event_time >= TIMESTAMP '2024-02-29 12:00:00.000002'|4",
                "event_time = TIMESTAMP '2024-02-29 12:00:00.000002'|1",
                "event_time <> TIMESTAMP '2024-02-29 12:00:00.000002'|5",
                "event_time < TIMESTAMP '2024-02-29 12:00:00'|0",
                "event_time <= TIMESTAMP '2024-02-29 12:00:00'|1",
                "event_time BETWEEN TIMESTAMP '2024-02-29 12:00:00.000001' AND TIMESTAMP '2024-02-29 12:00:00.000003'|3",
                "event_time IN (TIMESTAMP '2024-02-29 12:00:00.000000', TIMESTAMP '2024-02-29 12:00:00.000005')|2",
                "event_time_us > 1709208000000002|3",
                "event_time_us = 1709208000000002|1",
                "event_time_us + 0 > 1709208000000002|3",
                "event_time_us - 1709208000000000 IN (1, 2)|2"
            })
    void comparisonsAreExactToTheMicrosecondWithAndWithoutPushDown(String condition, long count) throws SQLException {
        String pushed = "SELECT COUNT(*) FROM \"my-ns\".t WHERE " + condition;
        String notPushed = "SELECT SUM(CASE WHEN " + condition + " THEN 1 ELSE 0 END) FROM \"my-ns\".t";
        String joined =
                "SELECT COUNT(*) FROM \"my-ns\".t JOIN (VALUES ('n0'), ('n1'), ('n2'), ('n3'), ('n4'), ('n5')) AS v (id)"
                        + " ON event_id = v.id AND " + condition;

        assertThat(Sql.count(connection, pushed)).as(pushed).isEqualTo(count);
        assertThat(Sql.count(connection, notPushed)).as(notPushed).isEqualTo(count);
        assertThat(Sql.count(connection, joined)).as(joined).isEqualTo(count);
    }

    @Test
    void timesAreReadInUtc() throws SQLException {
        assertThat(Sql.rows(connection, "SELECT event_time, event_time_us FROM \"my-ns\".t WHERE event_id = 'n3'"))
                .containsExactly(List.of(NOON / 1000, NOON + 3));
        assertThat(Sql.rows(
                        connection,
                        "SELECT EXTRACT(DAY FROM event_time), EXTRACT(HOUR FROM event_time) FROM \"my-ns\".t"
                                + " WHERE event_id = 'n3'"))
                .containsExactly(List.of(29L, 12L));
    }

    @Test
    void parametersCarryTextAndNumbers() throws SQLException {
        assertThat(Sql.rows(
                        connection,
                        "SELECT event_id FROM \"my-ns\".t WHERE language = ? AND value >= ? AND event_time_us < ? ORDER BY event_id",
                        "日本",
                        2.0,
                        NOON + 5))
                .containsExactly(List.of("n2"), List.of("n4"));
    }

    @Test
    void metaDataNamesSchemasTablesAndColumns() throws SQLException {
        try (ResultSet tables = connection.getMetaData().getTables(null, "my-ns", "%", null)) {
            assertThat(tables.next()).isTrue();
            assertThat(tables.getString("TABLE_NAME")).isEqualTo("t");
        }
        try (ResultSet columns = connection.getMetaData().getColumns(null, "my-ns", "t", "%")) {
            List<String> names = new java.util.ArrayList<>();
            while (columns.next()) {
                names.add(columns.getString("COLUMN_NAME"));
            }
            assertThat(names)
                    .contains(
                            "event_id",
                            "event_time",
                            "event_time_us",
                            "ingest_time",
                            "language",
                            "value",
                            "name_metric");
        }
        assertThat(Sql.count(
                        connection,
                        "SELECT COUNT(*) FROM sys.columns WHERE namespace = 'my-ns' AND \"column\" = 'language'"))
                .isEqualTo(1);
    }
}
