package io.truenow.command.answer;

import io.truenow.command.limit.RateLimitedException;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;

/**
 * How a documented door words an error: status, the contract's text, and when to come again.
 *
 * @param status of HTTP
 * @param error the contract's text
 * @param retryAfterSeconds for the header {@code Retry-After}; 0 for none
 */
public record Refusal(int status, String error, int retryAfterSeconds) {

    /** The wording of an error, which may know when to come again. */
    public static Refusal of(TrueNowException e) {
        Refusal usual = of(e.code());
        return e instanceof RateLimitedException limited
                ? new Refusal(usual.status(), usual.error(), limited.retryAfterSeconds())
                : usual;
    }

    /** The wording of a code. */
    public static Refusal of(ErrorCode code) {
        return switch (code) {
            case MISSING_TABLE -> bad("Missing namespace or table");
            case INVALID_JSON, INVALID_ENCODING -> bad("Invalid JSON");
            case INVALID_EVENT -> bad("Invalid event");
            case INVALID_ARROW -> bad("Invalid Arrow stream");
            case INVALID_NAME, INVALID_TIME, INVALID_NUMBER, INVALID_VALUE, COLUMN_LIMIT, TOO_OLD, SCHEMA_MISMATCH ->
                bad("Schema validation failed");
            case UNSUPPORTED_ENCODING -> new Refusal(415, "Unsupported content encoding", 0);
            case TOO_LARGE -> new Refusal(413, "Request too large", 0);
            case ATOMIC_TOO_LARGE -> new Refusal(413, "Request too large to be atomic", 0);
            case NOT_AUTO_CREATED -> bad("Table not declared");
            case UNKNOWN_NAMESPACE -> new Refusal(404, "Namespace not found", 0);
            case UNKNOWN_TABLE -> new Refusal(404, "Table not found", 0);
            case NOT_FOUND -> new Refusal(404, "Not found", 0);
            case CHANGED_MEANWHILE -> new Refusal(412, "Changed meanwhile", 0);
            case ALREADY_EXISTS -> new Refusal(409, "Already exists", 0);
            case TABLE_NOT_ACTIVE -> new Refusal(409, "Table not active", 0);
            case REQUEST_UNDER_WAY -> new Refusal(409, "Request under way", 1);
            case IDEMPOTENCY_KEY_REUSED -> new Refusal(422, "Idempotency key reused", 0);
            case UNAUTHENTICATED -> new Refusal(401, "Unauthorized", 0);
            case FORBIDDEN -> new Refusal(403, "Forbidden", 0);
            case RATE_LIMITED -> new Refusal(429, "Rate limit exceeded", 1);
            case OVERLOADED, MEMORY_LIMIT -> new Refusal(503, "Request queue full", 2);
            case LAG_LIMIT -> new Refusal(503, "Service overloaded, request shed", 5);
            case LOG_UNAVAILABLE, UNKNOWN_OUTCOME -> new Refusal(503, "Failed to send to stream", 1);
            case CATALOG_UNAVAILABLE -> new Refusal(503, "Catalog unavailable", 2);
            case NOT_READY, CANCELLED -> new Refusal(503, "Not ready", 1);
            case STORAGE_FULL -> new Refusal(507, "Storage full", 30);
            case INVALID_QUERY,
                    INVALID_IDEMPOTENCY_KEY,
                    TOO_COMPLEX,
                    STATEMENT_TIMEOUT,
                    ROW_LIMIT,
                    GROUP_LIMIT,
                    ANSWER_LIMIT,
                    NOT_ACCEPTABLE,
                    UNKNOWN_STATEMENT,
                    UNKNOWN_CURSOR,
                    INVALID_POSITION,
                    POSITION_TIMEOUT -> bad("Invalid request");
            case SHARD_STOPPED -> new Refusal(503, "Table stopped", 30);
            case CORRUPT_RECORD, INTERNAL -> new Refusal(500, "Internal error", 0);
        };
    }

    private static Refusal bad(String error) {
        return new Refusal(400, error, 0);
    }
}
