package io.truenow.sql.http;

/**
 * Limits of the JSON query API, and the log that it answers from.
 *
 * @param maxResults most rows of an answer of {@code /v1/query}; what is beyond is cut and said so ({@code QUERY_API_MAX_RESULTS})
 * @param maxBodyBytes largest request
 * @param maxGroupBy most dimensions to group by
 * @param maxKeptBytes largest answer that goes into the {@link io.truenow.sql.port.AnswerStore}
 * @param maxSqlBytes largest answer of {@code /v1/sql}; a larger one is refused, because half of it would look whole
 * @param log identity of the log: processes that name the same one share kept answers
 * @param pages limits of answers that are fetched page by page
 */
public record QuerySettings(
        int maxResults,
        int maxBodyBytes,
        int maxGroupBy,
        int maxKeptBytes,
        int maxSqlBytes,
        String log,
        PageSettings pages) {

    /** Usual pages, 10,000 rows, 1 MiB, 16 dimensions, 1 MiB, 64 MiB, no log to share. */
    public static final QuerySettings DEFAULT =
            new QuerySettings(10_000, 1 << 20, 16, 1 << 20, 64 << 20, "", PageSettings.DEFAULT);

    /** Positive limits only. */
    public QuerySettings {
        if (maxResults <= 0 || maxBodyBytes <= 0 || maxGroupBy <= 0 || maxKeptBytes <= 0 || maxSqlBytes <= 0) {
            throw new IllegalArgumentException("Each limit of the query API is positive.");
        }
    }

    /** The same with another limit of rows. */
    public QuerySettings withMaxResults(int rows) {
        return new QuerySettings(rows, maxBodyBytes, maxGroupBy, maxKeptBytes, maxSqlBytes, log, pages);
    }

    /** The same with another limit of the bytes of {@code /v1/sql}. */
    public QuerySettings withMaxSqlBytes(int bytes) {
        return new QuerySettings(maxResults, maxBodyBytes, maxGroupBy, maxKeptBytes, bytes, log, pages);
    }

    /** The same for a log. */
    public QuerySettings withLog(String identity) {
        return new QuerySettings(maxResults, maxBodyBytes, maxGroupBy, maxKeptBytes, maxSqlBytes, identity, pages);
    }

    /** The same with other limits of pages. */
    public QuerySettings withPages(PageSettings limits) {
        return new QuerySettings(maxResults, maxBodyBytes, maxGroupBy, maxKeptBytes, maxSqlBytes, log, limits);
    }
}
