package io.truenow.sql.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.sum;
import static org.jooq.impl.DSL.table;

import io.truenow.sql.Shop;
import io.truenow.sql.exec.SqlSettings;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Programs as users write them: with Spring's templates and with jOOQ. */
class ProgramsTest {

    private static final DriverServer SERVER = new DriverServer(DriverServer.USUAL, SqlSettings.DEFAULT);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    record Sale(
            String id, @Nullable String region, @Nullable Double revenue, Instant at) {}

    private static final String SALES =
            "select event_id, region, revenue, event_time from production.events where region = ? and revenue > ? order by event_id";

    @Test
    void springsTemplateReadsRecordsMapsAndSingleValues() {
        JdbcTemplate template = new JdbcTemplate(new DriverManagerDataSource(SERVER.url("/production")));
        List<Sale> sales = template.query(
                SALES,
                (rows, number) -> new Sale(
                        rows.getString("event_id"),
                        rows.getString("region"),
                        rows.getObject("revenue", Double.class),
                        rows.getTimestamp("event_time").toInstant()),
                "eu",
                500.0);
        assertThat(sales).isNotEmpty().allMatch(sale -> sale.revenue() != null && sale.revenue() > 500);
        assertThat(template.queryForObject(
                        "select count(*) from events where region = ? and revenue > ?", Long.class, "eu", 500))
                .isEqualTo(sales.size());
        assertThat(template.queryForList(
                        "select event_id as id from events where event_time >= ? limit 3",
                        Timestamp.from(Instant.ofEpochSecond(Shop.T0 / 1_000_000))))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).containsOnlyKeys("id"));
        NamedParameterJdbcTemplate named = new NamedParameterJdbcTemplate(template);
        assertThat(named.queryForList(
                        "select distinct region from events where region in (:regions) order by 1",
                        Map.of("regions", List.of("eu", "ap")),
                        String.class))
                .containsExactly("ap", "eu");
    }

    @Test
    void springTranslatesErrorsByTheirState() {
        JdbcTemplate template = new JdbcTemplate(new DriverManagerDataSource(SERVER.url("/production")));
        assertThatThrownBy(() -> template.queryForList("select nothing from events"))
                .isInstanceOf(BadSqlGrammarException.class);
        template.setQueryTimeout(1);
        assertThatThrownBy(() -> template.queryForList(DriverServer.ENDLESS)).isInstanceOf(QueryTimeoutException.class);
    }

    @Test
    void jooqBuildsRunsAndFetches() throws SQLException {
        try (Connection connection = SERVER.connect("/production")) {
            DSLContext jooq = DSL.using(connection, SQLDialect.DEFAULT);
            Field<String> region = field(name("region"), String.class);
            Field<Double> revenue = field(name("revenue"), Double.class);
            Field<LocalDateTime> time = field(name("event_time"), LocalDateTime.class);
            LocalDateTime from = LocalDateTime.ofEpochSecond(Shop.T0 / 1_000_000, 0, ZoneOffset.UTC);
            var totals = jooq.select(region, count(), sum(revenue))
                    .from(table(name("production", "events")))
                    .where(region.in("eu", "ap").and(time.ge(from)))
                    .groupBy(region)
                    .orderBy(region)
                    .fetch();
            assertThat(totals.getValues(region)).containsExactly("ap", "eu");
            assertThat(totals.getFirst().value2()).isPositive();
            assertThat(totals.getFirst().value3()).isGreaterThan(BigDecimal.ZERO);
            var first = jooq.select(time)
                    .from(table(name("events")))
                    .orderBy(time)
                    .limit(1)
                    .fetchOne();
            assertThat(first).isNotNull();
            assertThat(first.value1()).isAfterOrEqualTo(from);
        }
    }
}
