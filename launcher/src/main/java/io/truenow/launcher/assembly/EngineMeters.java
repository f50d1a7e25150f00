package io.truenow.launcher.assembly;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.truenow.command.ingest.GroupCommit;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitLevel;
import io.truenow.events.error.ErrorCode;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.read.TableInfo;
import io.truenow.infra.access.GuessLimit;
import io.truenow.infra.access.SignedRequests;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.bus.LogMeters;
import io.truenow.infra.bus.LogProgress;
import io.truenow.infra.bus.RecentAppends;
import io.truenow.infra.jwt.JwtKeys;
import io.truenow.infra.jwt.JwtRefusal;
import io.truenow.infra.jwt.JwtValidator;
import io.truenow.infra.limit.SharedBuckets;
import io.truenow.infra.meters.RoleMeters;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.role.RoleTraffic;
import io.truenow.sql.exec.PositionGate;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.http.QueryStatistics;
import io.truenow.sql.tail.Tails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives each role's registry the meters of the parts that are its own. Names without the prefix {@code truenow_} are the documents'; the
 * others are ours. Labels come from fixed lists only (role, error code and category, class of status), never from what callers send.
 */
final class EngineMeters {

    private static final List<String> ERROR_LABELS = List.of("category", "code");

    private final RoleMeters meters;

    EngineMeters(RoleMeters meters) {
        this.meters = meters;
    }

    /**
     * The gateway's.
     *
     * @param queueLimit most requests that may wait for the group of one table
     */
    void gateway(IngestMeters ingest, RateWindow accepted, GroupCommit groups, int queueLimit, LogMeters log) {
        // The documents' names without a suffix are no counters to Prometheus, so they are gauges that only rise.
        meters.of(Role.GATEWAY.title())
                .gauge("gateway_ingest_rate", "Events accepted a second, mean over 10 s", accepted::perSecond)
                .counter("gateway_requests", "Requests", ingest::requestsTotal)
                .gauge("gateway_requests_accepted", "Requests accepted", ingest::requestsAccepted)
                .gauge("gateway_requests_rejected", "Requests rejected", ingest::requestsRejected)
                .gauge("gateway_bytes_processed", "Bytes of bodies taken", ingest::bytesTotal)
                .counter("truenow_ingest_events_accepted", "Events accepted", ingest::eventsAccepted)
                .counters(
                        "truenow_ingest_events_rejected",
                        "Events rejected by rules",
                        ERROR_LABELS,
                        () -> byCode(ingest.eventsRejected()))
                .counters(
                        "truenow_errors",
                        "Requests that failed as a whole",
                        ERROR_LABELS,
                        () -> byCode(ingest.requestsRejectedByCode()))
                .histogram(
                        "truenow_ingest_acknowledgement_seconds",
                        "Accepted requests, from the first byte to the log's acknowledgement",
                        ingest.acknowledgements())
                .gauge(
                        "truenow_ingest_queue_requests",
                        "Requests that wait for a group, of the table for which most wait",
                        groups::fullestQueue)
                .gauge(
                        "truenow_ingest_queue_limit_requests",
                        "Most requests that may wait for the group of one table",
                        () -> queueLimit)
                .gauge("truenow_ingest_streams_open", "Requests of any length under way", ingest::streamsOpen)
                .counter(
                        "truenow_ingest_early_blocks",
                        "Blocks of streams that went to the log before they were full, because their lines had waited",
                        ingest::earlyBlocks)
                .gauge("truenow_ingest_tables_active", "Tables with a request under way", groups::lanes)
                .counter("truenow_log_appends", "Records that the log acknowledged", log::durable)
                .counter(
                        "truenow_log_append_failures",
                        "Records that were refused or whose outcome is unknown",
                        log::failed)
                .histogram(
                        "truenow_log_append_seconds",
                        "Durable appends, from handing a record over to its acknowledgement",
                        log.appends());
    }

    /** The rate limits', and those of what is shared of them. */
    void limits(IngestLimits limits, @Nullable SharedBuckets shared) {
        if (shared != null) {
            meters.of(Role.GATEWAY.title())
                    .gauge(
                            "truenow_limits_shared",
                            "1 while rate limits are shared through Redis, 0 while this process limits alone",
                            () -> shared.isShared() ? 1 : 0)
                    .counter("truenow_limits_shared_draws", "Draws of permits from Redis", shared::draws)
                    .counter(
                            "truenow_limits_shared_failures",
                            "Draws of permits that Redis did not answer in time",
                            shared::failures)
                    .counter(
                            "truenow_limits_shared_fallbacks",
                            "Draws of permits without an answer, so that this process limited alone",
                            shared::alone)
                    .counter(
                            "truenow_limits_shared_lost",
                            "Permits to give back to Redis that did not get there",
                            shared::lost);
        }
        List<String> level = List.of("level");
        meters.of(Role.GATEWAY.title())
                .counters(
                        "truenow_limit_permits_taken",
                        "Permits taken, a permit an event",
                        level,
                        () -> byLevel(limits.taken()))
                .counters(
                        "truenow_limit_permits_returned",
                        "Permits taken and given back, because a later level or what follows refused the events",
                        level,
                        () -> byLevel(limits.returned()))
                .counters(
                        "truenow_limit_permits_refused",
                        "Permits asked for and refused",
                        level,
                        () -> byLevel(limits.refused()))
                .counters(
                        "truenow_limit_buckets_evicted",
                        "Buckets forgotten for the bound before they were full again",
                        level,
                        () -> byLevel(limits.evicted()))
                .gauge("truenow_limit_buckets", "Buckets held, one for each caller seen lately", limits::buckets);
    }

    private static Map<List<String>, Long> byLevel(Map<LimitLevel, Long> counts) {
        Map<List<String>, Long> labelled = new LinkedHashMap<>();
        counts.forEach((level, count) -> labelled.put(List.of(level.label()), count));
        return labelled;
    }

    /**
     * The hot tier's.
     *
     * @param lagLimit most records of the log that may wait for it
     */
    void hotTier(
            HotTier hotTier,
            EngineReadiness readiness,
            KafkaLogSource source,
            LogProgress progress,
            RecentAppends recent,
            int lagLimit) {
        var fold = hotTier.projection();
        var budget = hotTier.budget();
        meters.of(Role.HOT_TIER.title())
                .gauge("hot_tier_up", "1 while the hot tier answers", () -> readiness.answersQueries() ? 1 : 0)
                .counter("truenow_hot_tier_events_stored", "Events stored", hotTier::stored)
                .counter(
                        "truenow_hot_tier_duplicates",
                        "Events that repeated an id",
                        () -> sum(hotTier, TableInfo::duplicates))
                .counter(
                        "truenow_dead_letters_conflicting_duplicate",
                        "Events that repeated an id with other content",
                        () -> sum(hotTier, TableInfo::conflicting))
                .gauge("truenow_hot_tier_tables", "Tables with events", () -> hotTier.tablesOfAll()
                        .size())
                .gauge("truenow_hot_tier_resident_bytes", "Bytes of segments and dictionaries", hotTier::residentBytes)
                .gauge(
                        "truenow_hot_tier_budget_bytes",
                        "Budget of segments, dictionaries and event ids",
                        budget::budgetBytes)
                .counter("truenow_hot_tier_evicted_segments", "Segments that left memory", budget::evictedSegments)
                .counter("truenow_hot_tier_evicted_rows", "Rows that left memory", budget::evictedRows)
                .gauge("truenow_hot_tier_dedup_bytes", "Bytes of the duplicate stores in memory", hotTier::dedupBytes)
                .gauge(
                        "truenow_hot_tier_dedup_limit_bytes",
                        "Most bytes of the duplicate stores in memory",
                        hotTier::dedupLimitBytes)
                .gauge(
                        "truenow_hot_tier_dedup_file_bytes",
                        "Bytes of the duplicate stores' files",
                        hotTier::dedupFileBytes)
                .gauge(
                        "truenow_hot_tier_dedup_file_limit_bytes",
                        "Most bytes of the duplicate stores' files",
                        hotTier::dedupFileLimitBytes)
                .gauge("truenow_hot_tier_snapshots_open", "Snapshots that statements hold", hotTier::openSnapshots)
                .gauge("truenow_hot_tier_lag_records", "Log records not yet applied", progress::totalLag)
                .gauge(
                        "truenow_hot_tier_lag_limit_records",
                        "Log records not yet applied beyond which ingest is refused",
                        () -> lagLimit)
                .histogram(
                        "truenow_visible_delay_seconds",
                        "From the log's acceptance of a record until statements see it",
                        progress.meters().delays())
                .counter(
                        "truenow_log_records_recent",
                        "Records applied as this process had just appended them",
                        progress.meters()::recentlyAppended)
                .counter(
                        "truenow_log_records_fetched",
                        "Records fetched from brokers and applied",
                        progress.meters()::fetchedRecords)
                .gauge(
                        "truenow_log_recent_bytes",
                        "Bytes of records that were appended and wait to be applied",
                        recent::bytes)
                .gauge(
                        "truenow_log_recent_limit_bytes",
                        "Most bytes of records that were appended and wait to be applied",
                        recent::maxBytes)
                .counter("truenow_log_recent_left", "Records that found no room there and are fetched", recent::left)
                .gauge(
                        "truenow_log_partitions_stopped",
                        "Partitions of the log that are not applied any further",
                        () -> source.failures().size())
                .gauge("truenow_hot_tier_shards_stopped", "Table shards that have stopped", () -> hotTier.stopped()
                        .size())
                .counter("truenow_hot_tier_checkpoints_written", "Checkpoints written", fold::checkpointsWritten)
                .counter(
                        "truenow_hot_tier_checkpoints_failed",
                        "Checkpoints that could not be written",
                        fold::checkpointsFailed)
                .gauge(
                        "truenow_hot_tier_checkpoint_age_seconds",
                        "How long the oldest applied record that is in no checkpoint has been waiting",
                        fold::checkpointAgeSeconds)
                .gauge(
                        "truenow_hot_tier_checkpoint_interval_seconds",
                        "After how long a partition with something new gets a checkpoint",
                        fold::checkpointIntervalSeconds)
                .gauge(
                        "truenow_hot_tier_checkpoints_skipped",
                        "Damaged checkpoints passed over since start",
                        fold::checkpointsSkipped);
    }

    /** The control plane's: the pool of connections to PostgreSQL, by the pool's own binder. */
    void controlPlane(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(meters.role(Role.CONTROL_PLANE.title())));
    }

    /** Those of keys that were refused, at any port. */
    void access(GuessLimit guesses) {
        meters.of(Role.CONTROL_PLANE.title())
                .counter("truenow_access_refused", "API keys that were wrong", guesses::refused)
                .counter(
                        "truenow_access_limited",
                        "API keys that were not looked at, after too many wrong ones",
                        guesses::limited)
                .gauge("truenow_access_guessers", "Callers with wrong keys that are remembered", guesses::callers);
    }

    /** Those of signed requests, at any port. */
    void signed(SignedRequests signed, int most) {
        meters.of(Role.CONTROL_PLANE.title())
                .gauge("truenow_signatures_remembered", "Signatures that are not taken again", signed::remembered)
                .gauge("truenow_signatures_limit", "Most signatures that are remembered", () -> most)
                .counter("truenow_signatures_turned_away", "Signed requests that found no room", signed::full)
                .counter("truenow_signatures_replayed", "Signatures that came again", signed::replays)
                .counter("truenow_signatures_untimely", "Signed requests with a wrong time", signed::untimely)
                .gauge("truenow_signed_bodies_bytes", "Bodies of signed requests that are held", signed::heldBytes);
    }

    /** Those of JWTs, at any port; the reasons are ours, never what callers send. */
    void jwt(JwtKeys keys, JwtValidator jwts) {
        meters.of(Role.CONTROL_PLANE.title())
                .counters("truenow_jwt_refused", "JWTs that were not taken", List.of("reason"), () -> byReason(jwts))
                .gauge("truenow_jwt_keys", "Public keys that JWTs are verified by", keys::size)
                .counter("truenow_jwt_key_reads", "Reads of those keys", keys::reads)
                .counter("truenow_jwt_key_read_failures", "Reads of those keys that failed", keys::failures);
    }

    private static Map<List<String>, Long> byReason(JwtValidator jwts) {
        Map<List<String>, Long> counts = new LinkedHashMap<>();
        for (JwtRefusal refusal : JwtRefusal.values()) {
            counts.put(List.of(refusal.label()), jwts.refused(refusal));
        }
        return counts;
    }

    /** Those of the JSON query API and of SQL. */
    void queries(SqlEngine sql, QueryStatistics queries, ThreadPoolExecutor scanners, int scanQueue) {
        meters.of(Role.QUERY.title())
                .counter("query_requests", "Requests", queries::queries)
                .counter("truenow_query_cached", "Requests answered from kept answers", queries::cacheHits)
                .gauge("truenow_sql_cursors", "Answers of /v1/sql that wait for their next page", queries::cursors)
                .counter(
                        "truenow_sql_clients_gone",
                        "Statements of /v1/sql that ended because their client was gone",
                        queries::clientsGone)
                .histogram("query_latency_seconds", "Answered requests", queries.times())
                .counters(
                        "truenow_errors",
                        "Requests that failed as a whole",
                        ERROR_LABELS,
                        () -> byCode(queries.failures()))
                .gauge("truenow_scan_queue_tasks", "Tasks of scans that wait for a thread", scanners.getQueue()::size)
                .gauge(
                        "truenow_scan_queue_limit_tasks",
                        "Most tasks that may wait; beyond, the statement's own thread does them",
                        () -> scanQueue)
                .gauge("truenow_scan_threads_busy", "Threads that scan now", scanners::getActiveCount)
                .gauge("truenow_scan_threads", "Threads for scans", scanners::getMaximumPoolSize)
                .counter("truenow_scan_rows_out", "Rows that left the hot tier", () -> sql.figures()
                        .rowsOut())
                .counter("truenow_scan_rows_scanned", "Rows whose filter was evaluated", () -> sql.figures()
                        .rowsScanned());
        meters.of(Role.SQL.title())
                .counter("truenow_sql_statements", "Statements that ended, of every door", () -> sql.figures()
                        .finished())
                .gauge("truenow_sql_statements_running", "Statements that are open now", () -> sql.figures()
                        .running())
                .gauge("truenow_sql_statements_limit", "Most open statements", () -> sql.settings()
                        .maxStatements())
                .gauge("truenow_sql_statements_working", "Statements that work now", sql::working)
                .gauge("truenow_sql_statements_waiting", "Statements that wait for their turn", sql::waiting)
                .counter(
                        "truenow_sql_statements_turned_away",
                        "Statements that found too many waiting, or waited too long",
                        sql::turnedAway)
                .counter(
                        "truenow_sql_statements_gave_way",
                        "Statements ended because nobody asked for their rows while others had no place",
                        sql::gaveWay)
                .histogram(
                        "truenow_sql_cancel_seconds",
                        "Times from a cancel until the statement had ended",
                        sql.cancelTimes())
                .histogram("truenow_sql_wait_seconds", "Waits of statements that had to, until their turn", sql.waits())
                .gauge(
                        "truenow_sql_held_bytes",
                        "Rows and groups kept by sorts, joins and what is above them",
                        () -> sql.memory().heldBytes())
                .counter(
                        "truenow_sql_memory_refused",
                        "Statements that would have kept more than they may",
                        () -> sql.memory().refused())
                .counter("truenow_sql_plan_hits", "Statements whose plan was kept", () -> sql.planFigures()
                        .hits())
                .counter("truenow_sql_plan_misses", "Statements that were planned", () -> sql.planFigures()
                        .misses())
                .counter(
                        "truenow_sql_plan_by_text",
                        "Statements that were looked up by their whole text",
                        () -> sql.planFigures().byText())
                .gauge("truenow_sql_plans", "Plans and shapes of statements that are kept", () -> sql.planFigures()
                        .kept())
                .gauge("truenow_sql_plans_limit", "Most that are kept", () -> sql.planFigures()
                        .bound())
                .histogram("truenow_sql_statement_seconds", "Statements, until they were closed", sql.statementTimes())
                .counters("truenow_errors", "Statements that failed", ERROR_LABELS, () -> byCode(sql.failures()));
    }

    /** Those of statements that wait for events that were acknowledged. */
    void positions(PositionGate positions) {
        meters.of(Role.SQL.title())
                .gauge("truenow_sql_positions_waiting", "Statements that wait for their position", positions::waiting)
                .gauge("truenow_sql_positions_limit", "Most statements that may", positions::limit)
                .counter("truenow_sql_position_timeouts", "Waits that came to their limit", positions::timeouts)
                .histogram("truenow_sql_position_wait_seconds", "Waits of statements that had to", positions.times());
    }

    /** Those of tails. */
    void tails(Tails tails) {
        meters.of(Role.QUERY.title())
                .gauge("truenow_tails_open", "Tails that run now", tails::open)
                .gauge("truenow_tails_limit", "Most tails at a time", tails::limit)
                .counter("truenow_tails_refused", "Tails refused because too many ran", tails::refused)
                .counter("truenow_tail_events", "Events sent to tails", tails::eventsSent);
    }

    /** Those of every role. */
    void role(Role role, RoleTraffic traffic, BooleanSupplier healthy) {
        meters.of(role.title())
                .gauge(
                        "truenow_role_healthy",
                        "1 while the role is healthy, 0 while it is degraded or unhealthy",
                        () -> healthy.getAsBoolean() ? 1 : 0)
                .counters("truenow_http_requests", "Requests on the role's port", List.of("status"), () -> {
                    Map<List<String>, Long> counts = new LinkedHashMap<>();
                    for (int status = 1; status <= RoleTraffic.CLASSES; status++) {
                        counts.put(List.of(status + "xx"), traffic.requests(status));
                    }
                    return counts;
                })
                .histogram(
                        "truenow_http_request_seconds",
                        "Requests on the role's port, to the end of the answer",
                        traffic.times())
                .counter("truenow_http_received_bytes", "Bytes of bodies that came", traffic::receivedBytes)
                .counter("truenow_http_sent_bytes", "Bytes of bodies that went", traffic::sentBytes)
                .gauge("truenow_http_connections", "Open connections", traffic::connections);
    }

    /** The gateway's once more, under other documented names. */
    FlowMeters flow() {
        return new FlowMeters(meters.of(Role.GATEWAY.title()));
    }

    /** How far answers are behind the clock; absent while it is unknown. */
    void freshness(Supplier<@Nullable Long> micros) {
        meters.of(Role.HOT_TIER.title())
                .gauge(
                        "truenow_freshness_seconds",
                        "Now minus the newest watermark, while events flow",
                        () -> micros.get() instanceof Long known ? (Double) (known / 1e6) : null);
    }

    /** Those of the process and its machine. */
    void process(MachineUse machine, String version) {
        meters.ofProcess()
                .info("truenow_build", "The product", "version", version)
                .gauge(
                        "truenow_disk_free_bytes",
                        "Bytes that can still be written on the disk with the data",
                        machine::diskFreeBytes)
                .gauge("truenow_disk_size_bytes", "Bytes of that disk", machine::diskBytes)
                .gauge(
                        "truenow_disk_floor_bytes",
                        "Free bytes below which ingest is refused",
                        machine.floor()::floorBytes)
                .gauge("process_resident_memory_bytes", "Memory that the process holds", MachineUse::residentBytes);
    }

    /** Every code, so that the first failure of a kind is a rise from 0 and not a series that begins at 1. */
    private static Map<List<String>, Long> byCode(Map<ErrorCode, Long> counts) {
        Map<List<String>, Long> all = new LinkedHashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            all.put(
                    List.of(code.category().name().toLowerCase(Locale.ROOT), code.name()),
                    counts.getOrDefault(code, 0L));
        }
        return all;
    }

    private static long sum(HotTier hotTier, ToLongFunction<TableInfo> figure) {
        return hotTier.tablesOfAll().stream().mapToLong(figure).sum();
    }
}
