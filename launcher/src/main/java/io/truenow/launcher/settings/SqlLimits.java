package io.truenow.launcher.settings;

import io.truenow.sql.exec.AdmissionSettings;
import io.truenow.sql.exec.MemorySettings;
import io.truenow.sql.http.PageSettings;
import java.time.Duration;
import java.util.List;

/**
 * How much statements may do at once.
 *
 * @param admission how many work at once, and how the others wait
 * @param memory what operators above the scans may keep
 * @param plans most plans that are kept for statements that come again
 * @param pages answers that are fetched page by page
 * @param open most open statements
 * @param tenantOpen most of them of one tenant
 * @param abandoned how long rows may wait for their client where others have no place
 * @param rows most rows of one answer
 * @param scanRows most rows that the scans of one statement hand over
 * @param groups most groups of one aggregation of the hot tier
 * @param scanBytes most bytes of intermediate state of one scan
 */
public record SqlLimits(
        AdmissionSettings admission,
        MemorySettings memory,
        int plans,
        PageSettings pages,
        int open,
        int tenantOpen,
        Duration abandoned,
        int rows,
        int scanRows,
        int groups,
        long scanBytes) {

    static final Setting<Integer> WORKING = Setting.of(
            "TRUENOW_SQL_WORKING",
            "sql.working",
            SettingType.whole(1, 256, "statements"),
            "64",
            "most statements that work at once; the others wait by arrival and priority");
    static final Setting<Integer> TENANT_WORKING = Setting.of(
            "TRUENOW_SQL_TENANT_WORKING",
            "sql.tenant_working",
            SettingType.whole(1, 256, "statements"),
            "48",
            "most of them of one tenant");
    static final Setting<Integer> WAITING = Setting.of(
            "TRUENOW_SQL_WAITING",
            "sql.waiting",
            SettingType.whole(0, 100_000, "statements"),
            "1000",
            "most statements that wait; one more is refused with `OVERLOADED`");
    static final Setting<Integer> WAIT = Setting.of(
            "TRUENOW_SQL_WAIT_SECONDS",
            "sql.wait_seconds",
            SettingType.seconds(0, 3_600),
            "30",
            "longest wait of a statement for its turn; then it is refused with `OVERLOADED`");
    static final Setting<Integer> STATEMENT_MEMORY = Setting.of(
            "TRUENOW_SQL_STATEMENT_MEMORY_MIB",
            "sql.statement_memory_mib",
            SettingType.whole(1, 1 << 20, "MiB"),
            "512",
            "most memory for what the sorts, joins, groups above them, windows and collections of one statement keep; beyond, it ends with `MEMORY_LIMIT`");
    static final Setting<Integer> TENANT_MEMORY = Setting.of(
            "TRUENOW_SQL_TENANT_MEMORY_MIB",
            "sql.tenant_memory_mib",
            SettingType.whole(1, 1 << 20, "MiB"),
            "768",
            "the same for all statements of one tenant");
    static final Setting<Integer> MEMORY = Setting.of(
            "TRUENOW_SQL_MEMORY_MIB",
            "sql.memory_mib",
            SettingType.whole(1, 1 << 20, "MiB"),
            "1024",
            "the same for all statements together");

    static final Setting<Integer> PLANS = Setting.of(
            "TRUENOW_SQL_MAX_PLANS",
            "sql.max_plans",
            SettingType.whole(1, 100_000, "plans"),
            "512",
            "most plans that are kept for statements that come again, alike but for their literals; beyond, those that are used seldom go");

    static final Setting<Integer> CURSORS = Setting.of(
            "TRUENOW_SQL_CURSORS",
            "sql.cursors",
            SettingType.whole(2, 200, "answers"),
            "64",
            "most answers of `/v1/sql` that wait for their next page, half of them of one tenant; one more is refused with `OVERLOADED`");
    static final Setting<Integer> CURSOR_SECONDS = Setting.of(
            "TRUENOW_SQL_CURSOR_SECONDS",
            "sql.cursor_seconds",
            SettingType.seconds(1, 3_600),
            "300",
            "longest wait of such an answer for its next page; then its statement ends");

    static final Setting<Integer> OPEN = Setting.of(
            "TRUENOW_SQL_OPEN",
            "sql.open",
            SettingType.whole(1, 1_000_000, "statements"),
            "10000",
            "most open statements: those that work or wait, and those whose rows are not all fetched; one more is refused with `OVERLOADED`");
    static final Setting<Integer> TENANT_OPEN = Setting.of(
            "TRUENOW_SQL_TENANT_OPEN",
            "sql.tenant_open",
            SettingType.whole(1, 1_000_000, "statements"),
            "8000",
            "most of them of one tenant");
    static final Setting<Integer> ABANDONED = Setting.of(
            "TRUENOW_SQL_ABANDONED_SECONDS",
            "sql.abandoned_seconds",
            SettingType.seconds(0, 3_600),
            "10",
            "where no more statements may be open, the one whose rows nobody asked for the longest gives way, if that is so long");
    static final Setting<Integer> ROWS = Setting.of(
            "TRUENOW_SQL_MAX_ROWS",
            "sql.max_rows",
            SettingType.whole(1, 2_000_000_000, "rows"),
            "1000000",
            "most rows of one answer, through every door; beyond, the statement ends with `ROW_LIMIT`");
    static final Setting<Integer> SCAN_ROWS = Setting.of(
            "TRUENOW_SQL_MAX_SCAN_ROWS",
            "sql.max_scan_rows",
            SettingType.whole(1, 2_000_000_000, "rows"),
            "20000000",
            "most rows that the scans of one statement may hand over to joins, sorts and the like; beyond, it ends with `ROW_LIMIT`");
    static final Setting<Integer> GROUPS = Setting.of(
            "TRUENOW_SQL_MAX_GROUPS",
            "sql.max_groups",
            SettingType.whole(1, 100_000_000, "groups"),
            "2000000",
            "most groups of one aggregation of the hot tier; beyond, the statement ends with `GROUP_LIMIT`");
    static final Setting<Integer> SCAN_MEMORY = Setting.of(
            "TRUENOW_SQL_SCAN_MEMORY_MIB",
            "sql.scan_memory_mib",
            SettingType.whole(1, 1 << 20, "MiB"),
            "2048",
            "most memory for what one scan of the hot tier keeps until it is done; beyond, the statement ends with `MEMORY_LIMIT`");

    static final SettingGroup GROUP = new SettingGroup(
            "sql limits",
            List.of(
                    WORKING,
                    TENANT_WORKING,
                    WAITING,
                    WAIT,
                    STATEMENT_MEMORY,
                    TENANT_MEMORY,
                    MEMORY,
                    PLANS,
                    CURSORS,
                    CURSOR_SECONDS,
                    OPEN,
                    TENANT_OPEN,
                    ABANDONED,
                    ROWS,
                    SCAN_ROWS,
                    GROUPS,
                    SCAN_MEMORY));

    static SqlLimits read(SettingValues values) {
        return new SqlLimits(
                new AdmissionSettings(
                        values.get(WORKING),
                        values.get(TENANT_WORKING),
                        values.get(WAITING),
                        Duration.ofSeconds(values.get(WAIT))),
                new MemorySettings(
                        (long) values.get(STATEMENT_MEMORY) << 20,
                        (long) values.get(TENANT_MEMORY) << 20,
                        (long) values.get(MEMORY) << 20),
                values.get(PLANS),
                new PageSettings(
                        PageSettings.DEFAULT.maxRows(),
                        values.get(CURSORS),
                        values.get(CURSORS) / 2,
                        Duration.ofSeconds(values.get(CURSOR_SECONDS))),
                values.get(OPEN),
                values.get(TENANT_OPEN),
                Duration.ofSeconds(values.get(ABANDONED)),
                values.get(ROWS),
                values.get(SCAN_ROWS),
                values.get(GROUPS),
                (long) values.get(SCAN_MEMORY) << 20);
    }
}
