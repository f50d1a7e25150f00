package io.truenow.events.error;

/** Every error that a caller can see. The name is part of the public contract. */
public enum ErrorCode {
    INVALID_JSON(ErrorCategory.USER),
    INVALID_ENCODING(ErrorCategory.USER),
    UNSUPPORTED_ENCODING(ErrorCategory.USER),
    INVALID_EVENT(ErrorCategory.USER),
    INVALID_NAME(ErrorCategory.USER),
    INVALID_TIME(ErrorCategory.USER),
    INVALID_NUMBER(ErrorCategory.USER),
    INVALID_VALUE(ErrorCategory.USER),
    INVALID_QUERY(ErrorCategory.USER),
    INVALID_ARROW(ErrorCategory.USER),
    MISSING_TABLE(ErrorCategory.USER),
    COLUMN_LIMIT(ErrorCategory.USER),
    TOO_LARGE(ErrorCategory.USER),
    TOO_OLD(ErrorCategory.USER),
    TOO_COMPLEX(ErrorCategory.USER),
    ATOMIC_TOO_LARGE(ErrorCategory.USER),
    UNKNOWN_TABLE(ErrorCategory.USER),
    UNKNOWN_NAMESPACE(ErrorCategory.USER),
    ALREADY_EXISTS(ErrorCategory.USER),
    TABLE_NOT_ACTIVE(ErrorCategory.USER),
    NOT_AUTO_CREATED(ErrorCategory.USER),
    UNAUTHENTICATED(ErrorCategory.USER),
    FORBIDDEN(ErrorCategory.USER),
    CANCELLED(ErrorCategory.USER),
    STATEMENT_TIMEOUT(ErrorCategory.USER),
    ROW_LIMIT(ErrorCategory.USER),
    GROUP_LIMIT(ErrorCategory.USER),
    ANSWER_LIMIT(ErrorCategory.USER),
    MEMORY_LIMIT(ErrorCategory.OVERLOAD),
    OVERLOADED(ErrorCategory.OVERLOAD),
    LAG_LIMIT(ErrorCategory.OVERLOAD),
    STORAGE_FULL(ErrorCategory.OVERLOAD),
    NOT_READY(ErrorCategory.EXTERNAL),
    LOG_UNAVAILABLE(ErrorCategory.EXTERNAL),
    CATALOG_UNAVAILABLE(ErrorCategory.EXTERNAL),
    CORRUPT_RECORD(ErrorCategory.INTERNAL),
    SHARD_STOPPED(ErrorCategory.INTERNAL),
    INTERNAL(ErrorCategory.INTERNAL),
    UNKNOWN_OUTCOME(ErrorCategory.UNKNOWN_OUTCOME),
    NOT_ACCEPTABLE(ErrorCategory.USER),
    UNKNOWN_STATEMENT(ErrorCategory.USER),
    UNKNOWN_CURSOR(ErrorCategory.USER),
    INVALID_POSITION(ErrorCategory.USER),
    POSITION_TIMEOUT(ErrorCategory.OVERLOAD),
    NOT_FOUND(ErrorCategory.USER),
    INVALID_IDEMPOTENCY_KEY(ErrorCategory.USER),
    IDEMPOTENCY_KEY_REUSED(ErrorCategory.USER),
    REQUEST_UNDER_WAY(ErrorCategory.USER),
    CHANGED_MEANWHILE(ErrorCategory.USER),
    /** An event does not satisfy the schema of its table. */
    SCHEMA_MISMATCH(ErrorCategory.USER),
    /** More events in a short time than a rate limit lets through. */
    RATE_LIMITED(ErrorCategory.OVERLOAD);

    private final ErrorCategory category;

    ErrorCode(ErrorCategory category) {
        this.category = category;
    }

    /** Who has to act. */
    public ErrorCategory category() {
        return category;
    }
}
