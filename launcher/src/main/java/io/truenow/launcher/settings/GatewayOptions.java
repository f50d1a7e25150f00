package io.truenow.launcher.settings;

import io.truenow.command.limit.LimitSettings;
import io.truenow.command.limit.port.LimitRate;
import java.time.Duration;
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
 * @param rateLimits most events a second
 * @param sharing how rate limits are shared, where there is a Redis server
 */
public record GatewayOptions(
        int batchSize,
        int batchTimeoutMillis,
        int maxQueuedRequests,
        int maxLagRecords,
        int lineWaitMillis,
        int ioSeconds,
        LimitSettings rateLimits,
        LimitSharing sharing) {

    /**
     * How rate limits are shared through Redis.
     *
     * @param patience longest wait for it
     * @param pause how long a process limits alone at least, once Redis did not answer in time
     */
    public record LimitSharing(Duration patience, Duration pause) {

        /** 50 ms, 1 s. */
        public static final LimitSharing USUAL = new LimitSharing(Duration.ofMillis(50), Duration.ofSeconds(1));
    }

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
                    rate(),
                    "most events a second of all callers together; beyond it requests are refused with 429, `Rate limit exceeded`; unset:"
                            + " any number")
            .alias("RATE_LIMIT");
    static final Setting<Integer> TENANT_RATE_LIMIT = Setting.unset(
            "GATEWAY_RATE_LIMIT_PER_TENANT",
            "gateway.rate_limit.per_tenant",
            rate(),
            "most events a second of one tenant, as above");
    static final Setting<Integer> KEY_RATE_LIMIT = Setting.unset(
            "GATEWAY_RATE_LIMIT_PER_KEY",
            "gateway.rate_limit.per_key",
            rate(),
            "most events a second of one API key, as above; callers without a key count as one");
    static final Setting<Double> RATE_LIMIT_BURST = Setting.of(
            "GATEWAY_RATE_LIMIT_BURST",
            "gateway.rate_limit.burst",
            SettingType.number(1, 60),
            "1",
            "seconds of its rate that each rate limit lets through at once after it was idle for as long; also the largest request");
    static final Setting<Integer> RATE_LIMIT_BUCKETS = Setting.of(
            "TRUENOW_RATE_LIMIT_MAX_BUCKETS",
            "gateway.rate_limit.max_buckets",
            SettingType.whole(1, 10_000_000, "callers"),
            Integer.toString(LimitSettings.USUAL_BUCKETS),
            "most tenants, and most API keys, that rate limits tell apart within the time of a burst; whoever is beyond them begins with"
                    + " nothing saved");

    static final Setting<Integer> RATE_LIMIT_PATIENCE = Setting.of(
            "TRUENOW_RATE_LIMIT_REDIS_PATIENCE_MS",
            "gateway.rate_limit.redis_patience_ms",
            SettingType.whole(1, 10_000, "milliseconds"),
            "50",
            "longest wait of a request for Redis, through which rate limits are shared where `REDIS_ADDR` is set; then this process"
                    + " limits alone");
    static final Setting<Integer> RATE_LIMIT_PAUSE = Setting.of(
            "TRUENOW_RATE_LIMIT_REDIS_PAUSE_MS",
            "gateway.rate_limit.redis_pause_ms",
            SettingType.whole(1, 3_600_000, "milliseconds"),
            "1000",
            "how long a process limits alone at least, once Redis did not answer in time; then it looks in the background");

    static final SettingGroup GROUP = new SettingGroup(
            "gateway",
            List.of(
                    BATCH_SIZE,
                    BATCH_TIMEOUT,
                    QUEUE,
                    LAG,
                    LINE_WAIT,
                    IO_SECONDS,
                    RATE_LIMIT,
                    TENANT_RATE_LIMIT,
                    KEY_RATE_LIMIT,
                    RATE_LIMIT_BURST,
                    RATE_LIMIT_BUCKETS,
                    RATE_LIMIT_PATIENCE,
                    RATE_LIMIT_PAUSE));

    private static SettingType<Integer> rate() {
        return SettingType.whole(1, LimitRate.MAX_RATE, "events a second");
    }

    static GatewayOptions read(SettingValues values) {
        return new GatewayOptions(
                values.get(BATCH_SIZE),
                values.get(BATCH_TIMEOUT),
                values.get(QUEUE),
                values.get(LAG),
                values.get(LINE_WAIT),
                values.get(IO_SECONDS),
                new LimitSettings(
                        values.find(RATE_LIMIT).orElse(0),
                        values.find(TENANT_RATE_LIMIT).orElse(0),
                        values.find(KEY_RATE_LIMIT).orElse(0),
                        values.get(RATE_LIMIT_BURST),
                        values.get(RATE_LIMIT_BUCKETS)),
                new LimitSharing(
                        Duration.ofMillis(values.get(RATE_LIMIT_PATIENCE)),
                        Duration.ofMillis(values.get(RATE_LIMIT_PAUSE))));
    }

    /** Properties of the gateway's web server. */
    public Map<String, Object> webProperties() {
        return Map.of("server.tomcat.connection-timeout", ioSeconds + "s");
    }
}
