package io.truenow.admin;

import io.truenow.admin.port.ResultColumn;
import io.truenow.admin.port.ResultRows;
import io.truenow.events.time.MicroClock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers of a server's system tables: five tables, the columns and segments of one. */
final class FakeCatalog {

    private static final String TABLES =
            "TABLE_NAMESPACE TABLE_NAME STORED LOGGED DUPLICATES CONFLICTING LATE RESIDENT_ROWS RESIDENT_BYTES"
                    + " SEGMENT_BYTES DICTIONARY_BYTES DEDUP_BYTES SEGMENTS SHARDS MIN_TIME_US MAX_TIME_US WATERMARK_US"
                    + " INCOMPLETE_BEFORE_US DEDUP_WINDOW_US RETENTION_US STOPPED";
    private static final String COLUMNS =
            "COLUMN_NAME role type NON_NULL NULLS DISTINCT_VALUES DISTINCT_EXACT MIN_VALUE MAX_VALUE EXTREMES_EXACT BYTES";

    private FakeCatalog() {}

    /** All tables, or the one that a statement names. */
    static ResultRows tables(boolean empty, String sql) {
        long now = MicroClock.system().nowMicros();
        List<@Nullable Object[]> rows = new ArrayList<>();
        if (!empty) {
            rows.add(table("demo", "events", 1_284_311L, 96_400_000L, 20L, now - 86_400_000_000L, now - 1_200_000L));
            rows.add(
                    table("git", "changes", 162_766L, 18_874_368L, 3L, 1_262_304_000_000_000L, 1_735_689_600_000_000L));
            rows.add(table("my-ns", "clicks", 4L, 2_048L, 1L, now - 3_600_000_000L, now - 60_000_000L));
            @Nullable
            Object[] incomplete = table(
                    "sensors", "readings", 48_201_977L, 3_221_225_472L, 740L, now - 604_800_000_000L, now - 900_000L);
            incomplete[17] = now - 172_800_000_000L;
            rows.add(incomplete);
            rows.add(new @Nullable Object[] {
                "sensors",
                "idle",
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                0L,
                1L,
                null,
                null,
                null,
                null,
                86_400_000_000L,
                null,
                null
            });
        }
        rows.removeIf(row -> sql.contains("WHERE") && !sql.contains("\"table\" = '" + row[1] + "'"));
        return answer(TABLES, rows);
    }

    private static @Nullable Object[] table(
            String namespace, String name, long stored, long bytes, long segments, long min, long max) {
        long duplicates = stored / 97;
        return new @Nullable Object[] {
            namespace,
            name,
            stored,
            stored + duplicates,
            duplicates,
            stored / 100_000,
            41L,
            stored,
            bytes,
            bytes / 8 * 7,
            bytes / 8,
            stored * 16,
            segments,
            1L,
            min,
            max,
            max - 2_000_000L,
            null,
            86_400_000_000L,
            null,
            null
        };
    }

    static ResultRows columns() {
        return answer(
                COLUMNS,
                List.of(
                        new @Nullable Object[] {
                            "event_id", "built-in", "VARCHAR", 162_766L, 0L, null, null, null, null, null, 2_400_000L
                        },
                        new @Nullable Object[] {
                            "event_time",
                            "built-in",
                            "TIMESTAMP",
                            162_766L,
                            0L,
                            null,
                            null,
                            "2010-01-01T00:00:00.000000Z",
                            "2025-01-01T00:00:00.000000Z",
                            true,
                            1_302_128L
                        },
                        new @Nullable Object[] {
                            "repo", "dimension", "VARCHAR", 162_766L, 0L, 12L, true, "axon", "vaadin", true, 162_900L
                        },
                        new @Nullable Object[] {
                            "module",
                            "dimension",
                            "VARCHAR",
                            160_112L,
                            2_654L,
                            1_482L,
                            false,
                            "a",
                            "z/日本",
                            false,
                            331_000L
                        },
                        new @Nullable Object[] {
                            "additions", "metric", "DOUBLE", 162_766L, 0L, null, null, "0", "182345", true, 651_000L
                        }));
    }

    static ResultRows segments() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (long i = 0; i < 3; i++) {
            rows.add(new @Nullable Object[] {
                0L, i, i < 2, i < 2, 65_536L, 1L, 6_000_000L, 1_262_304_000_000_000L, 1_735_689_600_000_000L
            });
        }
        return answer("SHARD SEGMENT SEALED CHECKPOINTED ROW_COUNT CHUNKS BYTES MIN_TIME_US MAX_TIME_US", rows);
    }

    static ResultRows exact() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {162_766L, 160_112L, 1_391L, "a", "z/日本"});
        return answer("ALL_ROWS NON_NULL DISTINCT_VALUES MIN_VALUE MAX_VALUE", rows);
    }

    static ResultRows top() {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(new @Nullable Object[] {"core", 90_000L});
        rows.add(new @Nullable Object[] {null, 2_654L});
        rows.add(new @Nullable Object[] {"", 3L});
        return answer("TOP_VALUE ROW_COUNT", rows);
    }

    private static ResultRows answer(String names, List<@Nullable Object[]> rows) {
        List<ResultColumn> columns = new ArrayList<>();
        for (String name : names.split(" ", -1)) {
            boolean number = rows.stream().map(row -> row[columns.size()]).anyMatch(Number.class::isInstance);
            columns.add(new ResultColumn(name, number ? "BIGINT" : "VARCHAR", number));
        }
        return ResultRows.of(columns, rows, 2_100);
    }
}
