package io.truenow.sql.http;

/**
 * Limits of the JSON query API.
 *
 * @param maxResults most rows of an answer of {@code /v1/query}; what is beyond is cut and said so ({@code QUERY_API_MAX_RESULTS})
 * @param maxBodyBytes largest request
 * @param maxGroupBy most dimensions to group by
 * @param maxCached most answers kept; 0 keeps none
 */
public record QuerySettings(int maxResults, int maxBodyBytes, int maxGroupBy, int maxCached) {

    /** 10,000 rows, 1 MiB, 16 dimensions, 512 answers. */
    public static final QuerySettings DEFAULT = new QuerySettings(10_000, 1 << 20, 16, 512);

    /** Positive limits only. */
    public QuerySettings {
        if (maxResults <= 0 || maxBodyBytes <= 0 || maxGroupBy <= 0 || maxCached < 0) {
            throw new IllegalArgumentException("Each limit of the query API is positive.");
        }
    }
}
