package io.truenow.launcher.settings;

import io.truenow.infra.cache.AnswerCacheSettings;
import java.time.Duration;
import java.util.List;

/**
 * What concerns queries: the JSON API and SQL.
 *
 * @param maxResults most rows of a JSON query's answer
 * @param answerCache how long and where answers are kept
 * @param statementSeconds longest run of a statement
 * @param pushDown false: statements are answered without our planner rules, slowly, to compare
 */
public record QueryOptions(int maxResults, AnswerCacheSettings answerCache, int statementSeconds, boolean pushDown) {

    static final Setting<Integer> MAX_RESULTS = Setting.of(
            "QUERY_API_MAX_RESULTS",
            "query_api.max_results",
            SettingType.whole(1, 10_000_000, "rows"),
            "10000",
            "most rows of a JSON query's answer; more are cut and `metadata.truncated` says so");
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
    static final Setting<Boolean> RULES_OFF = Setting.of(
            "TRUENOW_SQL_RULES_OFF",
            "sql.rules_off",
            SettingType.flag(),
            "false",
            "`true`: statements are answered without TrueNow's planner rules, slowly, to compare answers");

    static final SettingGroup GROUP =
            new SettingGroup("query-api and sql", List.of(MAX_RESULTS, CACHE_TTL, STATEMENT_SECONDS, RULES_OFF));

    static QueryOptions read(SettingValues values) {
        return new QueryOptions(
                values.get(MAX_RESULTS),
                AnswerCacheSettings.DEFAULT.with(
                        Duration.ofSeconds(values.get(CACHE_TTL)),
                        values.find(ExternalParts.REDIS).orElse(null)),
                values.get(STATEMENT_SECONDS),
                !values.get(RULES_OFF));
    }
}
