package io.truenow.command.ingest;

import io.truenow.events.access.Principal;
import org.jspecify.annotations.Nullable;

/**
 * What a request says outside of its body.
 *
 * @param namespace from the header {@code X-Namespace} or the query, if given
 * @param table from the header {@code X-Table} or the query, if given
 * @param batch whether it came to {@code /v1/batch}
 * @param headerDialect whether times in another unit are scaled (ruling 10)
 * @param contentEncoding how the body is packed, as the header says; null for a plain body
 * @param ndjson whether the body is one event a line
 * @param atomic all events or none
 * @param unboundedWindow whether tables that the request makes remember event ids for ever
 * @param contentLength announced length, or -1
 */
public record IngestCall(
        Principal principal,
        String requestId,
        @Nullable String namespace,
        @Nullable String table,
        boolean batch,
        boolean headerDialect,
        @Nullable String contentEncoding,
        boolean ndjson,
        boolean atomic,
        boolean unboundedWindow,
        long contentLength) {}
