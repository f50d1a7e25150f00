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
        assertThat(line.counts().late()).isEqualTo(3);
        assertThat(line.counts().stored()).isEqualTo(7);
        assertThat(line.times().watermark()).isNull();
        assertThat(line.state()).isEqualTo("OK");
    }

    @Test
    void aTableThatStoppedSaysWhy() {
        TableLine line = answering(row("stopped", "corrupt record at 3:17"))
                .tables()
                .lines()
                .getFirst();
        assertThat(line.stopped()).isEqualTo("corrupt record at 3:17");
        assertThat(line.state()).isEqualTo("Stopped");
        assertThat(line.reason()).isEqualTo("corrupt record at 3:17");
    }

    @Test
    void whatTheServerDoesNotKnowIsNotShownAsAFigure() {
        ColumnLine line = answering(row("column_name", "c"))
                .columns(Place.table("n", "t"))
                .lines()
                .getFirst();
        assertThat(List.of(line.distinctText(), line.nullShare(), line.bytesText()))
                .containsOnly("–");
        assertThat(line.distinctNote()).contains("without reading rows");
    }

    @Test
    void namesAreQuotedInStatements() {
        answering(row("column_name", "c")).columns(Place.table("my-ns", "it's"));
        assertThat(asked.getFirst()).contains("\"namespace\" = 'my-ns' AND \"table\" = 'it''s'");
        Place column = Place.table("my-ns", "t").column("a\"b");
        assertThat(CatalogSql.newest(column)).contains("FROM \"my-ns\".\"t\"");
        assertThat(CatalogSql.top(column)).contains("GROUP BY \"a\"\"b\"");
    }

    @Test
    void aColumnThatAPathCannotCarryStandsInTheQuery() {
        Place table = Place.table("my-ns", "t");
        assertThat(table.column("module").link()).isEqualTo("explorer/my-ns/t/module");
        assertThat(table.column("a/b c%").link()).isEqualTo("explorer/my-ns/t?column=a%2Fb%20c%25");
        assertThat(table.link()).isEqualTo("explorer/my-ns/t");
    }

    @Test
    void theCountSaysWhatTheFilterLeftOut() {
        assertThat(TableList.countText(1, 1)).isEqualTo("1 table");
        assertThat(TableList.countText(2, 1_000)).isEqualTo("2 of 1,000 tables");
    }
}
