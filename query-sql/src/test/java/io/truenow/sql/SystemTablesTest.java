package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemTablesTest {

    private static final Shop SHOP = new Shop(11);
    private static final SqlEngine ENGINE = SHOP.engine(SqlSettings.DEFAULT);

    private static List<List<String>> rows(String sql) {
        return Shop.rows(ENGINE, sql).stream()
                .map(row -> row.stream().map(String::valueOf).toList())
                .toList();
    }

    @Test
    void figuresOfEachColumnAreThoseThatStatementsCount() {
        for (List<String> column :
                rows("select \"column\", role, nulls, non_null, distinct_values, min_value, max_value from sys.columns"
                        + " where namespace = 'production' and \"table\" = 'events' and role <> 'built-in'")) {
            String name = '"' + column.get(0) + '"';
            boolean dimension = column.get(1).equals("dimension");
            List<String> counted = rows("select count(*) - count(" + name + "), count(" + name + "), count(distinct "
                            + name + "), min(" + name + "), max(" + name + ") from production.events")
                    .getFirst();
            assertThat(column.subList(2, 4)).as(name).isEqualTo(counted.subList(0, 2));
            if (dimension) {
                assertThat(column.subList(4, 7)).as(name).isEqualTo(counted.subList(2, 5));
            } else {
                assertThat(column.get(4)).as(name).isEqualTo("null");
                assertThat(Double.parseDouble(column.get(5))).isEqualTo(Double.parseDouble(counted.get(3)));
                assertThat(Double.parseDouble(column.get(6))).isEqualTo(Double.parseDouble(counted.get(4)));
            }
        }
    }

    @Test
    void aTimeColumnHasItsExtremesAndAnIdHasNoneThatIsKnown() {
        List<List<String>> columns = rows(
                "select min_value, max_value, distinct_values, nulls, bytes from sys.columns where namespace ="
                        + " 'words' and \"column\" in ('event_id', 'event_time', 'event_time_us') order by \"position\"");
        assertThat(columns.get(0)).startsWith("null", "null", "null", "0");
        assertThat(columns.get(1))
                .startsWith("2025-08-09T20:46:02.000000Z", "2025-08-09T20:46:02.000001Z", "null", "0");
        assertThat(columns.get(2))
                .isEqualTo(List.of(String.valueOf(Shop.T0), String.valueOf(Shop.T0 + 1), "null", "0", "0"));
    }

    @Test
    void theLogicalPlanIsThatBeforeAnythingIsPushedDown() {
        String sql = "select module, count(*) from words.t group by module";
        assertThat(rows("explain plan without implementation for " + sql).toString())
                .contains("LogicalAggregate", "HotTierScan");
        assertThat(rows("explain plan for " + sql).toString())
                .contains("HotTierScan")
                .doesNotContain("LogicalAggregate");
    }

    @Test
    void segmentsAndTheirTablesAgree() {
        assertThat(rows("select sum(s.\"rows\"), sum(s.bytes) from sys.segments s"))
                .isEqualTo(rows("select sum(resident_rows), sum(segment_bytes) from sys.tables"));
        assertThat(rows("select distinct dictionary_bytes + segment_bytes - resident_bytes from sys.tables"))
                .isEqualTo(List.of(List.of("0")));
    }

    @Test
    void aTableWithoutEventsShowsItsSettingsAndNothingElse() {
        assertThat(rows("select shards, dedup_window_us, retention_us, segments, min_event_time_us from sys.tables"
                        + " where stored = 0"))
                .isEqualTo(List.of(List.of("1", "86400000000", "null", "0", "null")));
    }

    @Test
    void segmentsAndColumnsOfAnotherTenantAreNotThere() {
        for (String table : List.of("sys.segments", "sys.columns", "sys.tables")) {
            List<Object> names = new ArrayList<>();
            try (SqlCursor cursor =
                    ENGINE.execute(Shop.STRANGER, "select distinct \"table\" from " + table, List.of())) {
                while (cursor.next()) {
                    names.add(cursor.row()[0]);
                }
            }
            assertThat(names).as(table).containsExactly("private");
        }
    }
}
