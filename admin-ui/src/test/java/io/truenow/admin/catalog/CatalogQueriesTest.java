package io.truenow.admin.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CatalogQueriesTest {

    private final List<String> asked = new ArrayList<>();

    private CatalogQueries answering(ResultRows rows) {
        return new CatalogQueries((sql, maxRows) -> {
            asked.add(sql);
            return new SqlCall() {
                @Override
                public ResultRows run() {
                    return rows;
                }

                @Override
                public void cancel() {}
            };
        });
    }

    private static ResultRows row(String names, @Nullable Object... cells) {
        List<ResultColumn> columns = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            columns.add(new ResultColumn(name, "ANY", false));
        }
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(cells);
        return ResultRows.of(columns, rows, 1);
    }

    @Test
    void columnsAreFoundByNameInAnyOrderAndCase() {
        TableLine line = answering(row("LATE table_name TABLE_NAMESPACE stored", 3, "t", "n", 7L))
                .tables()
                .lines()
                .getFirst();
        assertThat(line.path()).isEqualTo("n.t");
        assertThat(line.late()).isEqualTo(3);
        assertThat(line.stored()).isEqualTo(7);
        assertThat(line.watermarkMicros()).isNull();
        assertThat(TableGrid.state(line)).isEqualTo("OK");
    }

    @Test
    void aTableThatStoppedSaysSoWhetherTheServerGivesATruthValueOrAReason() {
        assertThat(answering(row("stopped", true)).tables().lines().getFirst().stopped())
                .isNotEmpty();
        assertThat(answering(row("stopped", false)).tables().lines().getFirst().stopped())
                .isEmpty();
        TableLine line = answering(row("stopped", "corrupt record at 3:17"))
                .tables()
                .lines()
                .getFirst();
        assertThat(line.stopped()).isEqualTo("corrupt record at 3:17");
        assertThat(TableGrid.state(line)).isEqualTo("Stopped");
    }

    @Test
    void namesOfTablesAreQuotedInStatements() {
        answering(row("column_name", "c")).columns("my-ns", "it's");
        assertThat(asked.getFirst()).contains("\"namespace\" = 'my-ns' AND \"table\" = 'it''s'");
        assertThat(CatalogQueries.newestSql("my-ns", "t")).contains("FROM \"my-ns\".\"t\"");
    }

    @Test
    void theCountSaysWhatTheFilterLeftOut() {
        assertThat(TablesView.countText(1, 1)).isEqualTo("1 table");
        assertThat(TablesView.countText(2, 1_000)).isEqualTo("2 of 1,000 tables");
    }
}
