package io.truenow.sql.exec;

import java.time.Duration;

/**
 * Limits of statements.
 *
 * @param statementTime longest run of one statement, planning and fetching included
 * @param maxRows most rows of one answer
 * @param maxScanRows most rows that the scans of one statement may hand over
 * @param maxGroups most groups of one aggregation in the hot tier
 * @param maxBytes most bytes of intermediate state of one scan
 * @param maxStatements most open statements: those that work, that wait, and whose rows are not all fetched
 * @param maxTenantStatements most of them of one tenant
 * @param abandoned where there is no place for one more, the one whose rows nobody asked for the longest gives way, if it was so long
 * @param maxPlans most plans kept for statements that come again
 * @param maxSqlCharacters longest text of a statement
 * @param pushDown false turns our planner rules off
 * @param admission how many statements work at once, and how the others wait
 * @param memory bounds of what operators above the scans keep
 */
public record SqlSettings(
        Duration statementTime,
        long maxRows,
        long maxScanRows,
        long maxGroups,
        long maxBytes,
        int maxStatements,
        int maxTenantStatements,
        Duration abandoned,
        int maxPlans,
        int maxSqlCharacters,
        boolean pushDown,
        AdmissionSettings admission,
        MemorySettings memory) {

    /** 60 s, 1 M rows, 20 M scanned rows out, 2 M groups, 2 GiB, 10,000 statements, 8,000 of a tenant, 10 s, 512 plans, 1 M characters. */
    public static final SqlSettings DEFAULT = new SqlSettings(
            Duration.ofSeconds(60),
            1_000_000,
            20_000_000,
            2_000_000,
            2L << 30,
            10_000,
            8_000,
            Duration.ofSeconds(10),
            512,
            1_000_000,
            true,
            AdmissionSettings.DEFAULT,
            MemorySettings.DEFAULT);

    /** Positive limits only. */
    public SqlSettings {
        if (!statementTime.isPositive()
                || abandoned.isNegative()
                || maxRows <= 0
                || maxScanRows <= 0
                || maxGroups <= 0
                || maxBytes <= 0
                || maxStatements <= 0
                || maxTenantStatements <= 0
                || maxPlans <= 0
                || maxSqlCharacters <= 0) {
            throw new IllegalArgumentException("Each limit of statements is positive.");
        }
    }

    /** The same with push-down on or off. */
    public SqlSettings withPushDown(boolean on) {
        return new SqlSettings(
                statementTime,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                on,
                admission,
                memory);
    }

    /** The same with another time limit. */
    public SqlSettings withStatementTime(Duration time) {
        return new SqlSettings(
                time,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                admission,
                memory);
    }

    /** The same with another row limit. */
    public SqlSettings withMaxRows(long rows) {
        return new SqlSettings(
                statementTime,
                rows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                admission,
                memory);
    }

    /** The same with other limits of scans: rows of all of one statement, groups and bytes of intermediate state of one. */
    public SqlSettings withScans(long rows, long groups, long bytes) {
        return new SqlSettings(
                statementTime,
                maxRows,
                rows,
                groups,
                bytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                admission,
                memory);
    }

    /** The same with other limits of open statements, and of how long rows may wait where others have no place. */
    public SqlSettings withOpen(int statements, int ofTenant, Duration wait) {
        return new SqlSettings(
                statementTime,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                statements,
                ofTenant,
                wait,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                admission,
                memory);
    }

    /** The same with another limit of kept plans. */
    public SqlSettings withMaxPlans(int plans) {
        return new SqlSettings(
                statementTime,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                plans,
                maxSqlCharacters,
                pushDown,
                admission,
                memory);
    }

    /** The same with other limits of work at once. */
    public SqlSettings withAdmission(AdmissionSettings limits) {
        return new SqlSettings(
                statementTime,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                limits,
                memory);
    }

    /** The same with other limits of memory. */
    public SqlSettings withMemory(MemorySettings limits) {
        return new SqlSettings(
                statementTime,
                maxRows,
                maxScanRows,
                maxGroups,
                maxBytes,
                maxStatements,
                maxTenantStatements,
                abandoned,
                maxPlans,
                maxSqlCharacters,
                pushDown,
                admission,
                limits);
    }
}
