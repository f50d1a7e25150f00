package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves the hot tier: never more rows than the answer has, for what can be folded into a scan. */
class PushDownTest {

    private static final Shop SHOP = new Shop(11);
    private static final SqlEngine ENGINE = SHOP.engine(SqlSettings.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select count(*) from production.events",
                "select region,sum(revenue),count(*) from production.events group by region",
                "select region,product,avg(processing_time),count(*) from production.events group by region,product",
                "select sum(revenue),count(*) from production.events where region='us-east' and product='product-7'",
                "select floor(event_time to minute) m,region,sum(revenue) from production.events group by floor(event_time to minute),region",
                "select product,sum(revenue) from production.events where event_time>=TIMESTAMP '2025-08-09 20:50:02' group by product",
                "select count(distinct user_id) from production.events",
                "select approx_count_distinct(user_id) from production.events",
                "select region,approx_percentile(processing_time,0.95) from production.events group by region",
                "select user_id,sum(revenue) s from production.events group by user_id order by s desc limit 10",
                "select * from production.events where user_id='user-7'",
                "values (1)",
                "select region, count(*) filter (where revenue > 500) from production.events where product like 'product-%' group by region",
                "select time_bucket(interval '5' minute, event_time) b, max(revenue) from production.events group by 1 order by 1 limit 3",
                "select floor(event_time to month), count(*) from production.events group by 1",
                "select event_id, revenue from production.events where not (region in ('eu', 'ap')) or revenue is null order by revenue desc limit 5 offset 2",
                "select event_id from production.events where event_time >= current_timestamp - interval '1' hour and event_time < current_timestamp",
                "select distinct region from production.events",
                "select count(*) from production.events where revenue between 10 and 20.5 and quantity <> 3"
            })
    void noMoreRowsLeaveTheHotTierThanTheAnswerHas(String sql) {
        assertFolded(sql);
    }

    @Test
    void parametersAreFoldedToo() {
        assertFolded(
                "select region, count(*) from production.events where revenue > ? and region in (?, ?) and event_time >= ? group by region limit ?",
                500,
                "eu",
                "ap",
                Shop.T0 / 1_000,
                1L);
    }

    private static void assertFolded(String sql, @Nullable Object... parameters) {
        try (SqlCursor cursor = ENGINE.execute(Shop.LOCAL, sql, Arrays.asList(parameters))) {
            long rows = 0;
            while (cursor.next()) {
                rows++;
            }
            assertThat(rows).isPositive();
            assertThat(cursor.statistics().rowsOut()).isLessThanOrEqualTo(rows);
        }
    }

    @Test
    void withoutOurRulesAllRowsLeaveTheHotTier() {
        SqlEngine off = SHOP.engine(SqlSettings.DEFAULT.withPushDown(false));
        try (SqlCursor cursor = off.execute(Shop.LOCAL, "select count(*) from production.events", List.of())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.statistics().rowsOut()).isEqualTo(Shop.EVENTS);
        }
    }

    @Test
    void knownPartsOfAFilterAreFoldedAndTheOthersStayAbove() {
        String plan = Shop.rows(
                        ENGINE,
                        "explain select event_id from production.events where region = 'eu' and upper(product) = 'PRODUCT-3'")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .collect(Collectors.joining("\n"));
        assertThat(plan).contains("dimension \"region\" = 'eu'", "UPPER").doesNotContain("dimension \"revenue\"");
    }

    @Test
    void theLogicalPlanHasNothingFoldedIntoItsScan() {
        String statement = "select region, count(*) from production.events where region = 'eu' group by region";
        String logical = Shop.rows(ENGINE, "explain plan without implementation for " + statement)
                .toString();
        assertThat(logical).contains("LogicalAggregate", "LogicalFilter").doesNotContain("filter=");
        assertThat(Shop.rows(ENGINE, "explain plan for " + statement).toString())
                .contains("filter=[dimension \"region\" = 'eu']", "keys=[dimension \"region\"]");
    }

    @Test
    void explainAnalyzeRunsTheStatement() {
        assertThat(Shop.rows(ENGINE, "EXPLAIN ANALYZE select count(*) from production.events")
                        .toString())
                .contains("rows: 1", "rows_scanned: 600", "rows_out: 1");
    }

    @Test
    void explainAnalyzeCountsEachOperator() {
        List<String> plan = Shop.rows(
                        ENGINE,
                        "EXPLAIN ANALYZE select a.event_id from production.events a join production.events b"
                                + " on a.event_id = b.event_id where b.region = 'eu' order by a.event_id limit 7")
                .stream()
                .map(row -> String.valueOf(row.getFirst()))
                .filter(line -> line.contains("rows=["))
                .toList();
        long matching = Shop.rows(ENGINE, "select event_id from production.events where region = 'eu'")
                .size();
        assertThat(plan.getFirst()).contains("rows=[7]", "bytes=[", "time_us=[").doesNotContain("bytes=[0]");
        assertThat(plan)
                .anyMatch(line -> line.contains("HashJoin") && line.contains("rows=[" + matching + "]"))
                .anyMatch(line -> line.contains("HotTierScan") && line.contains("rows=[600], bytes=["))
                .anyMatch(line -> line.contains("filter=[dimension")
                        && line.contains("rows=[" + matching + "]")
                        && line.contains("rows_scanned=[600]"));
        assertThat(Shop.rows(ENGINE, "explain analyze select count(*) from production.events where revenue > 500")
                        .toString())
                .containsPattern("HotTierScan\\(.*rows=\\[1\\].*rows_scanned=\\[600\\]");
    }

    @Test
    void aPlanOfAForeignTableCannotBeRun() {
        TableRef secret = new TableRef("other", "production", "private");
        assertThatThrownBy(() -> SHOP.reads.rows(
                        new io.truenow.hottier.read.RowsRequest(
                                Events.id(secret),
                                io.truenow.hottier.read.TimeRange.ALL,
                                io.truenow.hottier.read.Predicate.TRUE,
                                List.of(),
                                List.of(),
                                0,
                                10),
                        new io.truenow.hottier.read.ScanContext(
                                Principal.LOCAL, () -> false, 1, 10, 1, new io.truenow.hottier.read.ScanStatistics())))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_TABLE));
        assertThatThrownBy(() -> Shop.rows(ENGINE, "select * from production.private"))
                .hasMessageContaining("private");
    }

    @Test
    void aPlanNamesWhatItSortsBy() {
        String plan = Shop.rows(
                        ENGINE,
                        "explain plan for select user_id, sum(revenue) s from production.events group by user_id order by s desc, user_id limit 10")
                .toString();

        assertThat(plan).contains("SUM(metric \"revenue\") descending").contains("dimension \"user_id\" ascending");
    }

    @Test
    void aStatementIsCancelledByItsNumberInItsTenantOnly() {
        try (SqlCursor cursor = ENGINE.execute(
                Shop.LOCAL, "select a.event_id from production.events a, production.events b", List.of())) {
            assertThat(cursor.next()).isTrue();
            assertThat(ENGINE.cancel(Shop.STRANGER, cursor.statement().id())).isFalse();
            assertThat(ENGINE.cancel(Shop.LOCAL, cursor.statement().id())).isTrue();
            assertThatThrownBy(() -> {
                        while (cursor.next()) {
                            assertThat(cursor.row()).hasSize(1);
                        }
                    })
                    .isInstanceOfSatisfying(
                            TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CANCELLED));
        }
        assertThat(ENGINE.statements(Shop.STRANGER)).isEmpty();
    }
}
