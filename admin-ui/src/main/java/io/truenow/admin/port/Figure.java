package io.truenow.admin.port;

/** Live figures of the whole process; each with its unit. */
public enum Figure {
    /** Events stored, duplicates not counted. */
    EVENTS_STORED,
    /** Mean of events accepted a second over the last 10 s. */
    EVENTS_PER_SECOND,
    /** 99th percentile of the time from request to durable answer over the last minute, microseconds. */
    ACKNOWLEDGEMENT_P99_MICROS,
    /** Now minus the lowest watermark of the tables that receive events, microseconds. */
    FRESHNESS_MICROS,
    /** Log records appended and not yet applied by the hot tier. */
    LAG_RECORDS,
    /** Mean of SQL statements finished a second over the last 10 s. */
    STATEMENTS_PER_SECOND,
    /** Bytes of the memory budget in use by resident segments. */
    MEMORY_USED_BYTES,
    /** Memory budget in bytes. */
    MEMORY_BUDGET_BYTES,
    /** Since the process started, microseconds. */
    UPTIME_MICROS
}
