package io.truenow.launcher.e2e;

import java.util.List;

/** Questions on the real data set. One text for two engines, unless they write a thing differently. {@code %s} is the table. */
final class GitQuestions {

    /**
     * A question.
     *
     * @param name what it asks
     * @param sql for TrueNow
     * @param duckdb for DuckDB
     */
    record Question(String name, String sql, String duckdb) {

        private static Question of(String name, String sql) {
            return new Question(name, sql, sql);
        }
    }

    static final List<Question> ALL = List.of(
            Question.of("how many", "SELECT COUNT(*), COUNT(DISTINCT event_id) FROM %s"),
            Question.of(
                    "sums by repo",
                    "SELECT repo, COUNT(*), SUM(additions), SUM(deletions), AVG(additions), MIN(deletions),"
                            + " MAX(additions) FROM %s GROUP BY repo ORDER BY repo"),
            Question.of(
                    "sums by extension",
                    "SELECT extension, SUM(additions), SUM(deletions) FROM %s GROUP BY extension ORDER BY extension"),
            Question.of(
                    "distinct authors",
                    "SELECT repo, COUNT(DISTINCT author), COUNT(DISTINCT module) FROM %s GROUP BY repo ORDER BY repo"),
            Question.of(
                    "top modules",
                    "SELECT module, SUM(additions) FROM %s GROUP BY module ORDER BY SUM(additions) DESC, module"
                            + " LIMIT 10"),
            Question.of(
                    "changes per year",
                    "SELECT EXTRACT(YEAR FROM event_time) AS y, COUNT(*) FROM %s"
                            + " GROUP BY EXTRACT(YEAR FROM event_time) ORDER BY 1"),
            new Question(
                    "changes per month",
                    "SELECT FLOOR(event_time TO MONTH) AS m, COUNT(*), SUM(additions) FROM %s"
                            + " GROUP BY FLOOR(event_time TO MONTH) ORDER BY 1",
                    "SELECT CAST(date_trunc('month', event_time) AS TIMESTAMP) AS m, COUNT(*), SUM(additions) FROM %s"
                            + " GROUP BY 1 ORDER BY 1"),
            Question.of(
                    "self-join: authors of both repos",
                    "SELECT COUNT(*) FROM (SELECT DISTINCT author FROM %s WHERE repo = 'kafka') a"
                            + " JOIN (SELECT DISTINCT author FROM %s WHERE repo <> 'kafka') b ON a.author = b.author"),
            Question.of(
                    "self-join: large additions beside large deletions of an author",
                    "SELECT a.author, COUNT(*) FROM %s a JOIN %s b ON a.author = b.author"
                            + " WHERE a.additions > 2000 AND b.deletions > 2000 GROUP BY a.author ORDER BY a.author"),
            Question.of(
                    "window: running sum and rank",
                    "SELECT repo, y, s, SUM(s) OVER (PARTITION BY repo ORDER BY y), RANK() OVER (PARTITION BY repo"
                            + " ORDER BY s DESC) FROM (SELECT repo, EXTRACT(YEAR FROM event_time) AS y,"
                            + " SUM(additions) AS s FROM %s GROUP BY repo, EXTRACT(YEAR FROM event_time)) AS yearly"
                            + " ORDER BY repo, y"),
            Question.of(
                    "CTE: modules above the mean",
                    "WITH m AS (SELECT module, SUM(additions) AS s FROM %s GROUP BY module)"
                            + " SELECT module, s FROM m WHERE s > (SELECT AVG(s) FROM m) ORDER BY s DESC, module"),
            Question.of(
                    "filtered accumulators",
                    "SELECT kind, COUNT(*) FILTER (WHERE additions > deletions),"
                            + " SUM(deletions) FILTER (WHERE repo = 'kafka') FROM %s GROUP BY kind ORDER BY kind"),
            Question.of(
                    "time range, LIKE and IN, HAVING",
                    "SELECT module, extension, COUNT(*) FROM %s WHERE event_time >= TIMESTAMP '2015-01-01 00:00:00'"
                            + " AND event_time < TIMESTAMP '2020-01-01 00:00:00' AND module LIKE 'c%%'"
                            + " AND extension IN ('java', 'scala', 'py') GROUP BY module, extension"
                            + " HAVING COUNT(*) > 10 ORDER BY 3 DESC, 1, 2"),
            Question.of(
                    "largest changes",
                    "SELECT event_id, event_time_us, additions FROM %s WHERE additions > 3000"
                            + " ORDER BY additions DESC, event_id LIMIT 25"),
            Question.of(
                    "set operation: authors of one repo only",
                    "SELECT COUNT(*) FROM (SELECT author FROM %s WHERE repo = 'kafka' EXCEPT"
                            + " SELECT author FROM %s WHERE repo <> 'kafka') AS only_kafka"));

    private GitQuestions() {}
}
