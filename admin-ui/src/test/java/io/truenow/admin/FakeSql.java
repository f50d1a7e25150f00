package io.truenow.admin;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.RowSink;
import io.truenow.admin.port.SqlCall;
import io.truenow.admin.port.SqlExport;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** In-memory double of the door to SQL: knows the system tables, one answer, one error, and a statement that never ends. */
final class FakeSql implements SqlRunner, SqlExport {

    private static final int ANSWER_ROWS = 20_000;

    private final boolean empty;

    FakeSql(boolean empty) {
        this.empty = empty;
    }

    @Override
    public SqlCall call(String sql, int maxRows) {
        CountDownLatch cancelled = new CountDownLatch(1);
        return new SqlCall() {
            @Override
            public ResultRows run() {
                return sql.contains("forever") ? wait(cancelled) : answer(sql, maxRows);
            }

            @Override
            public void cancel() {
                cancelled.countDown();
            }

            private static ResultRows wait(CountDownLatch cancelled) {
                try {
                    boolean stopped = cancelled.await(60, TimeUnit.SECONDS);
                    return ResultRows.failed(
                            new SqlFailure("The statement was cancelled.", "Cancelled.", null, stopped), 2_345_678);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException(e);
                }
            }
        };
    }

    @Override
    public End export(String sql, int maxRows, RowSink sink) throws IOException {
        ResultRows rows = answer(sql, maxRows);
        sink.columns(rows.columns());
        for (@Nullable Object[] row : rows.rows()) {
            sink.row(row);
        }
        return new End(rows.rows().size(), rows.truncated(), rows.failure());
    }

    private ResultRows answer(String sql, int maxRows) {
        int wrong = sql.indexOf("nosuch");
        if (wrong >= 0) {
            String above = sql.substring(0, wrong);
            int line = (int) above.lines().count();
            int column = wrong - above.lastIndexOf('\n');
            return ResultRows.failed(
                    new SqlFailure(
                            "Column 'nosuch' not found in any table",
                            "Error -1 (00000) : CalciteContextException: Column 'nosuch' not found in any table",
                            new SqlFailure.Span(line, column, line, column + 5),
                            false),
                    3_210);
        }
        if (sql.startsWith("EXPLAIN")) {
            return plan(sql.startsWith("EXPLAIN ANALYZE"));
        }
        if (sql.contains("sys.domain_events")) {
            return FakeFacts.answer(sql);
        }
        if (sql.contains("sys.statements")) {
            return cost();
        }
        if (sql.contains("sys.columns")) {
            return FakeCatalog.columns();
        }
        if (sql.contains("sys.segments")) {
            return FakeCatalog.segments();
        }
        if (sql.contains("sys.tables")) {
            return FakeCatalog.tables(empty, sql);
        }
        if (sql.contains("COUNT(DISTINCT ")) {
            return FakeCatalog.exact();
        }
        if (sql.contains("top_value")) {
            return FakeCatalog.top();
        }
        return events(maxRows);
    }

    private static ResultRows plan(boolean analyzed) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {"EnumerableSort(sort0=[$1], dir0=[DESC])"});
        rows.add(new @Nullable Object[] {"  HotTierScan(table=[[git, changes]], groups=[[module]])"});
        if (analyzed) {
            rows.add(new @Nullable Object[] {"rows: 77"});
            rows.add(new @Nullable Object[] {"rows_scanned: 162766"});
        }
        return ResultRows.of(List.of(text("PLAN")), rows, 900);
    }

    private static ResultRows cost() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {162_766L, 3L, 1L});
        return ResultRows.of(
                List.of(number("ROWS_SCANNED"), number("SEGMENTS_SCANNED"), number("SEGMENTS_PRUNED")), rows, 800);
    }

    private static ResultRows events(int maxRows) {
        List<ResultColumn> columns = List.of(
                text("event_id"),
                new ResultColumn("event_time", "TIMESTAMP(6)", false),
                text("repo"),
                text("module"),
                new ResultColumn("additions", "DOUBLE", true),
                number("commits"),
                text("note"));
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (int i = 0; i < Math.min(ANSWER_ROWS, maxRows); i++) {
            rows.add(new @Nullable Object[] {
                "evt-" + i,
                "2026-11-20T14:%02d:%02d.123456Z".formatted(i / 60 % 60, i % 60),
                i % 3 == 0 ? "flow" : "kafka",
                "core/module-" + i % 17,
                i * 1.5,
                (long) i * i * 31,
                i % 4 == 0 ? null : "日本 " + i
            });
        }
        return new ResultRows(columns, rows, 12_345, ANSWER_ROWS > maxRows, List.of(), null);
    }

    private static ResultColumn text(String name) {
        return new ResultColumn(name, "VARCHAR", false);
    }

    private static ResultColumn number(String name) {
        return new ResultColumn(name, "BIGINT", true);
    }
}
