package io.truenow.sql.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.sql.exec.SqlCursor;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that a schema types are filtered, grouped and summed by the hot tier itself, and answer as without it. */
class TypedPushDownTest {

    private static ProofTables tables;

    @BeforeAll
    static void fill() throws SQLException {
        tables = new ProofTables(7);
    }

    @AfterAll
    static void close() throws SQLException {
        tables.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select sum(w), avg(w), min(w), max(w), count(w), count(distinct w) from a",
                "select sum(cast(w as double)), approx_percentile(w, 0.5) from a",
                "select w, count(*) from a group by w",
                "select t, count(*), sum(w) from a group by t",
                "select min(m), max(m), count(m) from a",
                "select min(w), min(cast(w as double)), sum(cast(w as double)), sum(w) from a",
                "select event_id, w, t, m from a where w > 2",
                "select m, count(*) from a group by m",
                "select floor(m to minute), count(*) from a group by 1",
                "select time_bucket(interval '10' second, m) b, sum(w) from a group by 1 order by 1",
                "select event_id from a where w in (1, 3, 5)",
                "select event_id from a where w is null",
                "select event_id, t from a where t",
                "select event_id, t from a where not t",
                "select event_id, t from a where t is not true",
                "select event_id, t from a where t is not false and w <> 3",
                "select event_id from a where t is null",
                "select event_id from a where t or w = 1",
                "select event_id, m from a where m >= TIMESTAMP '2025-12-30 00:00:20'",
                "select event_id, w from a where w is not null order by w desc, event_id limit 5",
                "select count(*) filter (where t) from a",
            })
    void noMoreRowsLeaveTheHotTierThanTheAnswerHas(String sql) {
        try (SqlCursor cursor = tables.engine.execute(Principal.LOCAL, sql, List.of(), List.of("p"))) {
            long rows = 0;
            while (cursor.next()) {
                rows++;
            }
            assertThat(rows).isPositive();
            assertThat(cursor.statistics().rowsOut()).isLessThanOrEqualTo(rows);
        }
        assertThat(Answers.difference(
                        ProofTables.rows(tables.engine, sql),
                        ProofTables.rows(tables.plain, sql),
                        sql.contains("order by")))
                .isNull();
    }
}
