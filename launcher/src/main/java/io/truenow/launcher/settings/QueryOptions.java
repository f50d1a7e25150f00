package io.truenow.launcher.settings;

import io.truenow.infra.cache.AnswerCacheSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What concerns queries: the JSON API and SQL.
 *
 * @param maxResults most rows of a JSON query's answer
 * @param sqlAnswerBytes largest answer of {@code /v1/sql}
 * @param ioSeconds longest wait of a JSON query's connection for the next bytes of a request, or for room for those of an answer
 * @param idleSeconds longest wait of such a connection for its next request
 * @param maxTails most tails at a time
 * @param answerCache how long and where answers are kept
 * @param statementSeconds longest run of a statement
 * @param positionWaitMillis longest wait of a statement for the position that it is to see
 * @param pushDown false: statements are answered without our planner rules, slowly, to compare
 * @param limits how many statements work at once, how the others wait, what they may keep in memory
 */
public record QueryOptions(
        int maxResults,
        int sqlAnswerBytes,
        int ioSeconds,
        int idleSeconds,
        int maxTails,
        AnswerCacheSettings answerCache,
        int statementSeconds,
        int positionWaitMillis,
        boolean pushDown,
        SqlLimits limits) {

    static final Setting<Integer> MAX_RESULTS = Setting.of(
            "QUERY_API_MAX_RESULTS",
            "query_api.max_results",
            SettingType.whole(1, 10_000_000, "rows"),
            "10000",
            "most rows of a JSON query's answer; more are cut and `metadata.truncated` says so");
    static final Setting<Integer> SQL_ANSWER = Setting.of(
            "TRUENOW_SQL_ANSWER_MIB",
            "query_api.sql_answer_mib",
            SettingType.whole(1, 1_024, "MiB"),
            "64",
            "largest JSON answer of `/v1/sql`; a larger one ends with `ANSWER_LIMIT`, with a hint to the other forms, which have no such limit");
    static final Setting<Integer> IO_SECONDS = Setting.of(
            "TRUENOW_QUERY_IO_SECONDS",
            "query_api.io_seconds",
            SettingType.seconds(1, 3_600),
            "30",
            "longest wait of a connection of the query API for the next bytes of a request, or for room for those of an answer");
    static final Setting<Integer> IDLE_SECONDS = Setting.of(
            "TRUENOW_QUERY_IDLE_SECONDS",
            "query_api.idle_seconds",
            SettingType.seconds(1, 3_600),
            "60",
            "longest wait of such a connection for its next request");
    static final Setting<Integer> MAX_TAILS = Setting.of(
            "TRUENOW_MAX_TAILS",
            "query_api.max_tails",
            SettingType.whole(1, 256, "tails"),
            "16",
            "most tails (`/v1/tail`) at a time; each reads the log with a consumer of its own. One more is refused with 503");
    static final Setting<Integer> CACHE_TTL = Setting.of(
                    "QUERY_API_CACHE_TTL",
                    "query_api.cache.ttl",
                    SettingType.seconds(0, 86_400),
                    "60",
                    "seconds that an answer of `/v1/query` is kept at most; it is used only while nothing was added to its table. 0 keeps none")
            .alias("QUERY_CACHE_TTL");
    static final Setting<Integer> STATEMENT_SECONDS = Setting.of(
            "TRUENOW_STATEMENT_SECONDS",
            "sql.statement_seconds",
            SettingType.seconds(1, 86_400),
            "60",
            "longest run of a statement");
    static final Setting<Integer> POSITION_WAIT = Setting.of(
            "TRUENOW_POSITION_WAIT_MILLIS",
            "sql.position_wait_millis",
            SettingType.whole(1, 600_000, "ms"),
            "10000",
            "longest wait of a statement with `X-TrueNow-Position` or `truenow.min_position` until the events up to there are applied");
    static final Setting<Boolean> RULES_OFF = Setting.of(
            "TRUENOW_SQL_RULES_OFF",
            "sql.rules_off",
            SettingType.flag(),
            "false",
            "`true`: statements are answered without TrueNow's planner rules, slowly, to compare answers");

    static final SettingGroup GROUP = new SettingGroup(
            "query-api and sql",
            List.of(
                    MAX_RESULTS,
                    SQL_ANSWER,
                    IO_SECONDS,
                    IDLE_SECONDS,
                    MAX_TAILS,
                    CACHE_TTL,
                    STATEMENT_SECONDS,
                    POSITION_WAIT,
                    RULES_OFF));

    static QueryOptions read(SettingValues values) {
        return new QueryOptions(
                values.get(MAX_RESULTS),
                values.get(SQL_ANSWER) << 20,
                values.get(IO_SECONDS),
                values.get(IDLE_SECONDS),
                values.get(MAX_TAILS),
                AnswerCacheSettings.DEFAULT.with(
                        Duration.ofSeconds(values.get(CACHE_TTL)),
                        values.find(ExternalParts.REDIS).orElse(null)),
                values.get(STATEMENT_SECONDS),
                values.get(POSITION_WAIT),
                !values.get(RULES_OFF),
                SqlLimits.read(values));
    }

    /** Properties of the query API's web server. */
    public Map<String, Object> webProperties() {
        return Map.of(
                "server.tomcat.connection-timeout", ioSeconds + "s",
                "server.tomcat.keep-alive-timeout", idleSeconds + "s");
    }
}
