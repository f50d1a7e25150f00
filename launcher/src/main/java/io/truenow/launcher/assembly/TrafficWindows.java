package io.truenow.launcher.assembly;

import io.truenow.launcher.role.RoleTraffic;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * The traffic of one role, or of several together, over the last seconds, and the metrics object made of it: {@code /metrics} for who asks
 * for JSON. Rates are means over ten seconds; percentiles are of the last minute, as the upper bound of
 * their bucket or the maximum if that is less; mean and maximum are since start, all in
 * milliseconds; usages in percent; {@code error_rate} is the share of answers with 400 or above since start. What is unknown, such as a
 * percentile of nothing, is absent. Thread-safe.
 */
final class TrafficWindows {

    private static final double MILLI = 1e3;

    private final List<RoleTraffic> roles;
    private final @Nullable LongSupplier events;
    private final MachineUse machine;
    private final RateWindow requestRate;
    private final RateWindow receivedRate;
    private final RateWindow sentRate;
    private final @Nullable RateWindow eventRate;
    private final LatencyWindow latencies;

    /** @param events counter of the events that the role takes; null if it takes none */
    TrafficWindows(List<RoleTraffic> roles, @Nullable LongSupplier events, MachineUse machine) {
        this.roles = List.copyOf(roles);
        this.events = events;
        this.machine = machine;
        this.requestRate = new RateWindow(() -> sum(RoleTraffic::requests), System::nanoTime);
        this.receivedRate = new RateWindow(() -> sum(RoleTraffic::receivedBytes), System::nanoTime);
        this.sentRate = new RateWindow(() -> sum(RoleTraffic::sentBytes), System::nanoTime);
        this.eventRate = events == null ? null : new RateWindow(events, System::nanoTime);
        this.latencies =
                new LatencyWindow(this::counts, roles.getFirst().times().boundsMicros());
    }

    /** Takes one sample of each window; called once a second. */
    void sample() {
        requestRate.sample();
        receivedRate.sample();
        sentRate.sample();
        if (eventRate != null) {
            eventRate.sample();
        }
        latencies.sample();
    }

    /** The documented figures now. */
    Map<String, Object> metrics() {
        Map<String, Object> body = new LinkedHashMap<>();
        long requests = sum(RoleTraffic::requests);
        body.put("requests_per_second", requestRate.perSecond());
        put(body, "events_per_second", eventRate == null ? null : eventRate.perSecond());
        body.put("bytes_in_per_second", receivedRate.perSecond());
        body.put("bytes_out_per_second", sentRate.perSecond());
        body.put("active_connections", sum(RoleTraffic::connections));
        body.put("total_requests", requests);
        put(body, "total_events", events == null ? null : events.getAsLong());
        put(body, "error_rate", requests == 0 ? null : sum(RoleTraffic::errors) / (double) requests);
        put(body, "cpu_usage", machine.cpuPercent());
        body.put("memory_usage", machine.heapPercent());
        put(body, "disk_usage", machine.diskPercent());
        body.put("network_in", sum(RoleTraffic::receivedBytes));
        body.put("network_out", sum(RoleTraffic::sentBytes));
        body.put("goroutine_count", MachineUse.threads());
        put(body, "latency_p50", percentile(0.5));
        put(body, "latency_p90", percentile(0.9));
        put(body, "latency_p95", percentile(0.95));
        put(body, "latency_p99", percentile(0.99));
        put(body, "latency_p999", percentile(0.999));
        put(body, "latency_max", requests == 0 ? null : longest() / MILLI);
        put(body, "latency_mean", requests == 0 ? null : sum(t -> t.times().sumMicros()) / MILLI / requests);
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private @Nullable Double percentile(double fraction) {
        Long micros = latencies.percentile(fraction);
        return micros == null ? null : Math.min(micros, longest()) / MILLI;
    }

    private long longest() {
        return roles.stream().mapToLong(t -> t.times().maxMicros()).max().orElse(0);
    }

    private long sum(ToLongFunction<RoleTraffic> figure) {
        return roles.stream().mapToLong(figure).sum();
    }

    private long[] counts() {
        long[] all = new long[roles.getFirst().times().boundsMicros().length + 1];
        for (RoleTraffic role : roles) {
            long[] counts = role.times().counts();
            for (int i = 0; i < all.length; i++) {
                all[i] += counts[i];
            }
        }
        return all;
    }
}
