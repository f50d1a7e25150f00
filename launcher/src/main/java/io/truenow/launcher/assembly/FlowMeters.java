package io.truenow.launcher.assembly;

import io.truenow.command.ingest.GroupCommit;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.events.error.ErrorCategory;
import io.truenow.events.error.ErrorCode;
import io.truenow.hottier.HotTier;
import io.truenow.infra.bus.LogMeters;
import io.truenow.infra.bus.LogProgress;
import io.truenow.infra.meters.MeterSet;
import io.truenow.launcher.role.RoleTraffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The documents' own dashboard reads series whose names begin with {@code flow_}: the same figures once more under those names, with the
 * gateway's. The cache's are with the cache. What nothing behind it is built for (the circuit breaker) and what the documents
 * leave without a unit is absent.
 */
record FlowMeters(MeterSet meters) {

    void ingest(IngestMeters ingest, GroupCommit groups, int queueLimit) {
        meters.counter("flow_requests", "Requests", ingest::requestsTotal)
                .counter("flow_requests_success", "Requests accepted", ingest::requestsAccepted)
                .counter("flow_requests_failed", "Requests rejected", ingest::requestsRejected)
                .histogram("flow_request_duration_seconds", "Accepted requests", ingest.acknowledgements())
                .counter("flow_events_ingested", "Events accepted", ingest::eventsAccepted)
                .counter("flow_bytes_ingested", "Bytes of bodies taken", ingest::bytesTotal)
                .gauge("flow_queue_depth", "Requests that wait, of the table for which most wait", groups::fullestQueue)
                .gauge("flow_queue_capacity", "Most requests that may wait for a table", () -> queueLimit)
                .counter("flow_shed_requests", "Requests refused for overload", () -> shed(ingest))
                .counter(
                        "flow_rate_limit_hits", "Requests refused for their rate", () -> ingest.requestsRejectedByCode()
                                .getOrDefault(ErrorCode.RATE_LIMITED, 0L))
                .counters("flow_errors", "Requests rejected", List.of("type"), () -> byType(ingest));
    }

    void log(HotTier hotTier, LogProgress progress, Supplier<@Nullable Long> freshnessMicros) {
        LogMeters log = progress.meters();
        meters.counter("flow_events_processed", "Events stored", hotTier::stored)
                .counter("flow_kafka_producer_sent", "Records that the log acknowledged", log::durable)
                .counter("flow_kafka_producer_errors", "Records refused or of unknown outcome", log::failed)
                .gauge("flow_kafka_consumer_lag", "Log records not yet applied", progress::totalLag)
                .histogramMillis("flow_data_freshness_ms", "From the log's acceptance until visible", log.delays())
                .gauge("flow_watermark_lag_ms", "Now minus the newest watermark, while events flow", () -> {
                    Long micros = freshnessMicros.get();
                    return micros == null ? null : (Double) (micros / 1e3);
                });
    }

    void process(MachineUse machine, RoleTraffic gateway, Supplier<Double> uptimeSeconds) {
        meters.gauge("flow_cpu_usage_percent", "Share of all processors that this process uses", machine::cpuPercent)
                .gauge("flow_memory_usage_percent", "Share of the largest heap that is used", machine::heapPercent)
                .gauge("flow_goroutines", "Live platform threads", MachineUse::threads)
                .gauge("flow_open_connections", "Open connections of the gateway", gateway::connections)
                .gauge("flow_uptime_seconds", "Since the start", uptimeSeconds);
    }

    private static long shed(IngestMeters ingest) {
        return ingest.requestsRejectedByCode().entrySet().stream()
                .filter(refused -> refused.getKey().category() == ErrorCategory.OVERLOAD)
                .filter(refused -> refused.getKey() != ErrorCode.RATE_LIMITED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private static Map<List<String>, Long> byType(IngestMeters ingest) {
        Map<ErrorCode, Long> refused = ingest.requestsRejectedByCode();
        Map<List<String>, Long> all = new LinkedHashMap<>();
        for (ErrorCode code : ErrorCode.values()) {
            all.put(List.of(code.name()), refused.getOrDefault(code, 0L));
        }
        return all;
    }
}
