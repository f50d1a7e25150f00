package io.truenow.launcher.settings;

import java.util.List;
import java.util.Map;

/**
 * What concerns ingest.
 *
 * @param batchSize most events that waiting requests are gathered to for one append
 * @param batchTimeoutMillis longest that they wait for the append before theirs
 * @param maxQueuedRequests requests of one table that may wait for an append
 * @param maxLagRecords records of the log that may wait for the hot tier before ingest is refused
 * @param lineWaitMillis about how long whole lines of a stream wait at most for more of them
 * @param ioSeconds longest wait of a connection for the next bytes of a request, or for room for those of an answer
 */
public record GatewayOptions(
        int batchSize,
        int batchTimeoutMillis,
        int maxQueuedRequests,
        int maxLagRecords,
        int lineWaitMillis,
        int ioSeconds) {

    private static final Effect LIMITS_LATER =
            Effect.notYet("the gateway has no rate limits in this version, so nothing is refused for its rate");

    static final Setting<Integer> BATCH_SIZE = Setting.of(
            "GATEWAY_BATCH_SIZE",
            "gateway.batch.max_size",
            SettingType.whole(1, 100_000, "events"),
            "1000",
            "most events that requests which wait for the log are gathered to for one append; a larger request goes alone, and nobody"
                    + " waits for a group to fill");
    static final Setting<Integer> BATCH_TIMEOUT = Setting.of(
            "GATEWAY_BATCH_TIMEOUT_MS",
            "gateway.batch.timeout_ms",
            SettingType.whole(1, 60_000, "milliseconds"),
            "100",
            "after this wait a group goes although the append before it has no answer yet");
    static final Setting<Integer> QUEUE = Setting.of(
            "TRUENOW_MAX_QUEUED_REQUESTS",
            "gateway.max_queued_requests",
            SettingType.whole(1, 1_000_000, "requests"),
            "10000",
            "most requests of one table that wait for an append; beyond it requests are refused with 503, `Request queue full`");
    static final Setting<Integer> LAG = Setting.of(
            "TRUENOW_MAX_LAG_RECORDS",
            "gateway.max_lag_records",
            SettingType.whole(1, Integer.MAX_VALUE, "records of the log"),
            "20000",
            "most records of the log that wait for the hot tier; beyond it requests are refused with 503, `Service overloaded, request shed`");
    static final Setting<Integer> LINE_WAIT = Setting.of(
            "TRUENOW_LINE_WAIT_MS",
            "gateway.stream.line_wait_ms",
            SettingType.whole(10, 60_000, "milliseconds"),
            "1000",
            "about how long whole lines of a stream (NDJSON, line protocol) wait at most for more of them before they go to the log");
    static final Setting<Integer> IO_SECONDS = Setting.of(
            "TRUENOW_GATEWAY_IO_SECONDS",
            "gateway.io_seconds",
            SettingType.seconds(1, 3_600),
            "20",
            "longest wait of a connection of the gateway for the next bytes of a request, or for room for those of an answer; then"
                    + " the request ends");
    static final Setting<Integer> RATE_LIMIT = Setting.<Integer>unset(
                    "GATEWAY_RATE_LIMIT",
                    "gateway.rate_limit.global",
                    SettingType.whole(1, Integer.MAX_VALUE, "events a second"),
                    "most events a second of all callers together")
            .alias("RATE_LIMIT")
            .with(LIMITS_LATER);
    static final Setting<Integer> TENANT_RATE_LIMIT = Setting.<Integer>unset(
                    "GATEWAY_RATE_LIMIT_PER_TENANT",
                    "gateway.rate_limit.per_tenant",
                    SettingType.whole(1, Integer.MAX_VALUE, "events a second"),
                    "most events a second of one tenant")
            .with(LIMITS_LATER);

    static final SettingGroup GROUP = new SettingGroup(
            "gateway",
            List.of(BATCH_SIZE, BATCH_TIMEOUT, QUEUE, LAG, LINE_WAIT, IO_SECONDS, RATE_LIMIT, TENANT_RATE_LIMIT));

    static GatewayOptions read(SettingValues values) {
        return new GatewayOptions(
                values.get(BATCH_SIZE),
                values.get(BATCH_TIMEOUT),
                values.get(QUEUE),
                values.get(LAG),
                values.get(LINE_WAIT),
                values.get(IO_SECONDS));
    }

    /** Properties of the gateway's web server. */
    public Map<String, Object> webProperties() {
        return Map.of("server.tomcat.connection-timeout", ioSeconds + "s");
    }
}
