package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.MemoryDisk;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.sql.exec.SqlColumn;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code _partition}, {@code _offset} and {@code _index}: there for who names them, and nowhere else. */
class PseudoColumnsTest {

    private static final TableRef ORDERS = new TableRef("default", "shop", "orders");
    private static final TableRef RETURNS = new TableRef("default", "shop", "returns");
    private static final int FIRST = LiveTier.partition(ORDERS, 0);
    private static final int SECOND = LiveTier.partition(ORDERS, 1);
    private static final MemoryDisk DISK = new MemoryDisk();
    private static final LiveTier TIER = started();
    private static final SqlEngine ON = engine(TIER.reads, true);
    private static final SqlEngine OFF = engine(TIER.reads, false);

    private static LiveTier started() {
        LiveTier tier = new LiveTier(DISK, 1_000);
        // Times fall, so that a sealed segment has its rows in another order than the log.
        tier.apply(
                ORDERS,
                0,
                4,
                new Events()
                        .add("a", 300, Map.of("region", "eu", "amount", 1))
                        .add("b", 200, Map.of("region", "us", "amount", 2))
                        .add("c", 100, Map.of("region", "eu", "amount", 3))
                        .build());
        tier.apply(
                ORDERS, 1, 7, new Events().add("d", 50, Map.of("region", "us")).build());
        tier.apply(
                ORDERS,
                0,
                9,
                new Events()
                        .add("a", 300, Map.of("region", "eu", "amount", 1))
                        .add("e", 10, Map.of("amount", 5))
                        .build());
        tier.apply(
                RETURNS,
                0,
                2,
                new Events().add("a", 300, Map.of("why", "broken")).build());
        return tier;
    }

    private static SqlEngine engine(HotTierReads reads, boolean pushDown) {
        return new SqlEngine(
                reads, DeclaredTables.NONE, () -> 1_000, SqlSettings.DEFAULT.withPushDown(pushDown), () -> true);
    }

    @AfterAll
    static void stop() {
        ON.close();
        OFF.close();
        TIER.close();
    }

    private static List<String> rows(SqlEngine engine, String sql) {
        return Shop.rows(engine, sql).stream()
                .map(row -> String.join("|", row.stream().map(String::valueOf).toList()))
                .toList();
    }

    private static List<String> names(String sql) {
        try (SqlCursor cursor = ON.execute(Shop.LOCAL, sql, List.of())) {
            return cursor.columns().stream().map(SqlColumn::name).toList();
        }
    }

    private static final String PLACES =
            "select event_id, _partition, _offset, _index from shop.orders order by _partition, _offset, _index";

    private static List<String> places() {
        List<String> first = List.of("a|%d|4|0", "b|%d|4|1", "c|%d|4|2", "e|%d|9|1").stream()
                .map(row -> row.formatted(FIRST))
                .toList();
        List<String> both = new ArrayList<>(first);
        both.add(FIRST < SECOND ? 4 : 0, "d|" + SECOND + "|7|0");
        return both;
    }

    @Test
    void aRowLeadsToItsEventInTheLog() {
        assertThat(FIRST).isNotEqualTo(SECOND);
        assertThat(rows(ON, PLACES)).isEqualTo(places());
        assertThat(rows(OFF, PLACES)).isEqualTo(places());
    }

    @Test
    void placesAreTheSameAfterSegmentsWereSealedCheckpointedAndReadAgain() {
        MemoryDisk disk = new MemoryDisk();
        List<String> before;
        String all = "select event_id, _partition, _offset, _index from shop.orders order by _offset, _index";
        try (LiveTier tier = new LiveTier(disk, 1_000)) {
            for (int record = 0; record < 40; record++) {
                Events events = new Events();
                for (int i = 0; i < 100; i++) {
                    events.add("e" + record + "-" + i, (record * 7919L + i * 104_729L) % 100_003, Map.of("n", i));
                }
                tier.apply(ORDERS, 0, record * 3L, events.build());
            }
            before = rows(engine(tier.reads, true), all);
        }
        assertThat(before).hasSize(4_000).startsWith("e0-0|" + FIRST + "|0|0", "e0-1|" + FIRST + "|0|1");
        assertThat(before.get(2_345)).isEqualTo("e23-45|" + FIRST + "|69|45");
        try (LiveTier again = new LiveTier(disk, 1_000)) {
            SqlEngine engine = engine(again.reads, true);
            assertThat(
                            rows(
                                    engine,
                                    "select count(*), bool_and(sealed and checkpointed) from sys.segments where \"rows\" = 1000"))
                    .isEqualTo(List.of("4|true"));
            assertThat(rows(engine, all)).isEqualTo(before);
            assertThat(rows(engine, "select event_id from shop.orders where _offset = 69 and _index = 45"))
                    .isEqualTo(List.of("e23-45"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select event_id from shop.orders where _offset = 4 and _index between 1 and 2 order by event_id; b,c
            select event_id from shop.orders where _OFFSET > 4 and _offset < 9; d
            select max(_offset), count(distinct _partition), min(o._index) from shop.orders o; 9|2|0
            select _offset, count(*) from shop.orders group by _offset order by 1; 4|3,7|1,9|1
            select o.event_id, r._offset from shop.orders o join shop.returns r on r.event_id = o.event_id and r._offset < o._offset; a|2
            select count(*) from (select _offset, _offset + 1 as following from shop.orders) where following = 5; 3
            select event_id from shop.orders order by _offset desc, _index desc limit 1; e
            select count(*) from shop.orders a natural join shop.orders b; 3
            select count(*) from shop.orders natural join shop.returns; 1
            select count(*) from (select event_id from shop.orders) natural join shop.returns; 1
            select why from (shop.orders a join shop.orders b using (event_id)) join shop.returns using (event_id); broken
            select count(*) from (select event_id, _offset from shop.orders) natural join (select event_id, _offset from shop.returns); 0
            select i from shop.returns as r(i, t, us, ingested, reason) where reason = 'broken'; a
            with w as (select event_id, _index as place from shop.orders) select place from w where event_id = 'c'; 2
            select event_id from shop.orders o where exists (select 1 from shop.returns r where r._index = o._index and r.event_id = o.event_id); a
            select event_id, row_number() over (order by _partition, _offset, _index) - 1 - _index from shop.orders where _offset = 4 order by event_id; a|0,b|0,c|0
            select count(*) from (select * from shop.orders union all select * from shop.orders); 10
            select count(*) from (table shop.returns); 1
            """)
    void theyAreUsableWhereverAColumnIs(String sql, String expected) {
        assertThat(String.join(",", rows(ON, sql))).isEqualTo(expected);
        assertThat(String.join(",", rows(OFF, sql))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            select * from shop.orders; event_id,event_time,event_time_us,ingest_time,region,amount
            select o.* from shop.orders o; event_id,event_time,event_time_us,ingest_time,region,amount
            select shop.orders.* from shop.orders; event_id,event_time,event_time_us,ingest_time,region,amount
            select *, _offset from shop.returns; event_id,event_time,event_time_us,ingest_time,why,_offset
            table shop.returns; event_id,event_time,event_time_us,ingest_time,why
            select * from (select * from shop.returns); event_id,event_time,event_time_us,ingest_time,why
            select * from (select why, _offset from shop.returns); why,_offset
            select * from (select why, _offset from shop.returns) as r; why,_offset
            select * from shop.returns as r(a, b, c, d, e); a,b,c,d,e
            with w as (select * from shop.returns) select * from w; event_id,event_time,event_time_us,ingest_time,why
            select r.* from shop.orders o join shop.returns r using (event_id); event_id,event_time,event_time_us,ingest_time,why
            select * from shop.orders o join shop.returns r using (event_id); event_id,event_time,event_time_us,ingest_time,region,amount,event_time0,event_time_us0,ingest_time0,why
            select o.*, r._index from shop.orders o, shop.returns r; event_id,event_time,event_time_us,ingest_time,region,amount,_index
            select * from shop.returns natural join shop.orders; event_id,event_time,event_time_us,ingest_time,why,region,amount
            """)
    void aStarLeavesThemOutOfTablesButNotOfSubQueriesThatNameThem(String sql, String expected) {
        assertThat(String.join(",", names(sql))).isEqualTo(expected);
    }

    @Test
    void filtersOnThemAreTheHotTiersWork() {
        String sql = "select event_id from shop.orders where _partition = " + FIRST + " and _offset = 9";
        try (SqlCursor cursor = ON.execute(Shop.LOCAL, sql, List.of())) {
            assertThat(cursor.next()).isTrue();
            assertThat(cursor.row()).containsExactly("e");
            assertThat(cursor.next()).isFalse();
            assertThat(cursor.statistics().rowsOut()).isEqualTo(1);
        }
        assertThat(rows(ON, "explain plan for " + sql).toString())
                .contains("filter=[(partition = " + FIRST + " AND offset = 9)]")
                .doesNotContain("Calc");
    }

    @Test
    void aSystemTableHasNone() {
        assertThatThrownBy(() -> rows(ON, "select _offset from sys.tables")).hasMessageContaining("_offset");
        assertThatThrownBy(() -> rows(ON, "select _position from shop.orders")).hasMessageContaining("_position");
    }
}
