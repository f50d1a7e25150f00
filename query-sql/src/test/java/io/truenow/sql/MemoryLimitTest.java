package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.MemorySettings;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryLimitTest {

    private static final Shop SHOP = new Shop(11);
    private static final String PAIRS =
            " from production.events a join production.events b on a.region = b.region and b.quantity < 5";

    private final SqlEngine narrow =
            SHOP.engine(SqlSettings.DEFAULT.withMemory(new MemorySettings(1 << 20, 64 << 20, 64 << 20)));
    private final SqlEngine wide = SHOP.engine(SqlSettings.DEFAULT);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "select a.event_id, b.event_id" + PAIRS + " order by a.revenue + b.revenue limit 50000",
                "select a.event_id, rank() over (order by a.revenue + b.revenue)" + PAIRS,
                "select char_length(listagg(a.event_id || b.event_id, ','))" + PAIRS,
                "select count(*) from (select a.event_id, b.event_id e" + PAIRS
                        + " except select region, product from production.events)",
                "select count(*) from production.planned p right join (select a.event_id e, b.event_id f" + PAIRS
                        + ") x on p.color = x.e",
                "select count(*) from (select a.event_id, b.event_id e, min(a.revenue) m" + PAIRS
                        + " group by a.event_id, b.event_id) where m > -1",
                "select count(distinct a.event_id || b.event_id), sum(a.quantity)" + PAIRS,
                "select count(*) from (select distinct a.event_id || b.event_id" + PAIRS + ")",
                "select count(*) from (select a.event_id, b.event_id, sum(a.quantity)" + PAIRS
                        + " group by grouping sets ((a.event_id, b.event_id), (b.event_id)))",
            })
    void whatKeepsTooManyBytesEnds(String sql) {
        assertThatThrownBy(() -> Shop.rows(narrow, sql)).isInstanceOfSatisfying(TrueNowException.class, e -> {
            assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_LIMIT);
            assertThat(e.getMessage()).contains("[1048576]", "limit of statement memory");
        });
        assertThat(narrow.memory().refused()).isEqualTo(1);
        assertThat(narrow.memory().heldBytes()).isZero();
        assertThat(Shop.rows(wide, sql)).isNotEmpty();
        assertThat(wide.memory().heldBytes()).isZero();
    }

    @Test
    void aSmallLimitKeepsFewRowsAndPasses() {
        assertThat(Shop.rows(narrow, "select a.event_id" + PAIRS + " order by a.revenue + b.revenue, 1 limit 10"))
                .hasSize(10);
    }

    @Test
    void fewGroupsOfManyRowsPass() {
        assertThat(Shop.rows(
                        narrow, "select a.region, count(*), count(distinct b.product)" + PAIRS + " group by a.region"))
                .isNotEmpty();
        assertThat(narrow.memory().refused()).isZero();
    }

    @Test
    void aRightSideThatIsReadAgainForEachRowIsNotKept() {
        String pairs = "(select b.event_id e from production.events b join production.events c"
                + " on b.region = c.region and c.quantity = 1) x";
        assertThat(Shop.rows(
                        narrow,
                        "select count(*) > 100000 from production.events a join " + pairs
                                + " on a.event_id <> x.e and a.quantity = 3"))
                .containsExactly(List.of(true));
        assertThat(narrow.memory().refused()).isZero();
    }

    @Test
    void allTogetherHaveALimitToo() {
        SqlEngine shared =
                SHOP.engine(SqlSettings.DEFAULT.withMemory(new MemorySettings(12 << 20, 64 << 20, 12 << 20)));
        String sql = "select a.event_id, b.event_id" + PAIRS + " order by a.revenue + b.revenue";
        try (SqlCursor first = shared.execute(Shop.LOCAL, sql, List.of())) {
            assertThat(first.next()).isTrue();
            assertThat(shared.memory().heldBytes()).isPositive();
            assertThatThrownBy(() -> Shop.rows(shared, sql)).hasMessageContaining("limit of memory of statements");
        }
        assertThat(shared.memory().heldBytes()).isZero();
        assertThat(Shop.rows(shared, sql)).isNotEmpty();
    }

    @Test
    void soDoAllOfATenant() {
        SqlEngine shared =
                SHOP.engine(SqlSettings.DEFAULT.withMemory(new MemorySettings(12 << 20, 12 << 20, 64 << 20)));
        String sql = "select a.event_id, b.event_id" + PAIRS + " order by a.revenue + b.revenue";
        String own = "select v from (values (3), (1), (2)) as t (v) order by v";
        try (SqlCursor first = shared.execute(Shop.LOCAL, sql, List.of())) {
            assertThat(first.next()).isTrue();
            assertThatThrownBy(() -> Shop.rows(shared, sql)).hasMessageContaining("memory of a tenant's statements");
            try (SqlCursor other = shared.execute(Shop.STRANGER, own, List.of())) {
                assertThat(other.next()).isTrue();
            }
        }
        assertThat(shared.memory().heldBytes()).isZero();
        assertThat(Shop.rows(shared, sql)).isNotEmpty();
    }
}
