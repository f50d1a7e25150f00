package io.truenow.admin;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.admin.port.SqlCall;
import io.truenow.admin.port.SqlFailure;
import io.truenow.admin.port.SqlRunner;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** In-memory double of the door to SQL: knows the system tables, one answer, one error, and a statement that never ends. */
final class FakeSql implements SqlRunner {

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
        if (sql.contains("sys.columns")) {
            return columns();
        }
        if (sql.contains("sys.tables")) {
            return tables();
        }
        return events(maxRows);
    }

    private ResultRows tables() {
        List<ResultColumn> columns = List.of(
                text("TABLE_NAMESPACE"),
                text("TABLE_NAME"),
                number("STORED"),
                number("LOGGED"),
                number("DUPLICATES"),
                number("CONFLICTING"),
                number("LATE"),
                number("RESIDENT_ROWS"),
                number("RESIDENT_BYTES"),
                number("DEDUP_BYTES"),
                number("SEGMENTS"),
                number("MIN_TIME_US"),
                number("MAX_TIME_US"),
                number("WATERMARK_US"),
                number("INCOMPLETE_BEFORE_US"),
                new ResultColumn("STOPPED", "BOOLEAN", false));
        long now = MicroClock.system().nowMicros();
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (!empty) {
            rows.add(table(
                    "demo", "events", 1_284_311L, 96_400_000L, 20L, now - 86_400_000_000L, now - 1_200_000L, 0L, null));
            rows.add(table(
                    "git",
                    "changes",
                    162_766L,
                    18_874_368L,
                    3L,
                    1_262_304_000_000_000L,
                    1_735_689_600_000_000L,
                    41L,
                    null));
            rows.add(table("my-ns", "clicks", 4L, 2_048L, 1L, now - 3_600_000_000L, now - 60_000_000L, 0L, null));
            rows.add(table(
                    "sensors",
                    "readings",
                    48_201_977L,
                    3_221_225_472L,
                    740L,
                    now - 604_800_000_000L,
                    now - 900_000L,
                    12_004L,
                    now - 172_800_000_000L));
            rows.add(new @Nullable Object[] {
                "sensors", "idle", 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, null, null, null, null, false
            });
        }
        return ResultRows.of(columns, rows, 4_321);
    }

    private static @Nullable Object[] table(
            String namespace,
            String name,
            long stored,
            long bytes,
            long segments,
            long min,
            long max,
            long late,
            @Nullable Long incomplete) {
        long duplicates = stored / 97;
        return new @Nullable Object[] {
            namespace,
            name,
            stored,
            stored + duplicates,
            duplicates,
            stored / 100_000,
            late,
            stored,
            bytes,
            stored * 16,
            segments,
            min,
            max,
            max - 2_000_000L,
            incomplete,
            false
        };
    }

    private static ResultRows columns() {
        List<ResultColumn> columns =
                List.of(text("COLUMN_NAME"), text("role"), text("type"), number("NON_NULL"), number("DISTINCT_VALUES"));
        return ResultRows.of(
                columns,
                List.of(
                        new @Nullable Object[] {"event_id", "ID", "VARCHAR", 162_766L, 162_766L},
                        new @Nullable Object[] {"event_time", "TIME", "TIMESTAMP(6)", 162_766L, null},
                        new @Nullable Object[] {"repo", "DIMENSION", "VARCHAR", 162_766L, 12L},
                        new @Nullable Object[] {"module", "DIMENSION", "VARCHAR", 160_112L, 1_482L},
                        new @Nullable Object[] {"additions", "METRIC", "DOUBLE", 162_766L, null}),
                2_100);
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
