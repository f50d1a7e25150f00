package io.truenow.infra.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.truenow.events.meter.DurationHistogram;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoleMetersTest {

    private final RoleMeters meters = new RoleMeters(List.of("gateway", "hot-tier", "query-api"));

    @AfterEach
    void close() {
        meters.close();
    }

    @Test
    void aRoleShowsItsOwnMetersOnly() {
        meters.role("gateway").counter("truenow_ingest_events").increment(3);
        meters.role("query-api").counter("truenow_queries").increment();
        assertThat(meters.textOf("gateway"))
                .contains("truenow_ingest_events_total{role=\"gateway\"} 3.0")
                .doesNotContain("truenow_queries");
        assertThat(meters.textOf("query-api")).contains("truenow_queries_total{role=\"query-api\"} 1.0");
    }

    @Test
    void theProcessShowsAllOfThemUnderOneHeadingEach() {
        meters.role("gateway").counter("truenow_http_requests").increment(2);
        meters.role("query-api").counter("truenow_http_requests").increment(5);
        String text = meters.text();
        assertThat(text)
                .contains(
                        "jvm_memory_used_bytes",
                        "process_uptime_seconds",
                        "truenow_http_requests_total{role=\"gateway\"} 2.0",
                        "truenow_http_requests_total{role=\"query-api\"} 5.0")
                .containsOnlyOnce("# TYPE truenow_http_requests_total counter");
        assertThat(text.lines().filter(line -> line.startsWith("# TYPE")).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void samplesAreTheSeriesOfTheTextWithoutBuckets() {
        meters.role("gateway").timer("truenow_append").record(java.time.Duration.ofMillis(5));
        meters.of("gateway")
                .counters("x", "Help", List.of("b", "a"), () -> Map.of(List.of("2", "1"), 7L))
                .histogram("waits_seconds", "Waits", DurationHistogram.usual())
                .info("truenow_thing", "A thing", "version", "1");
        List<MeterSample> samples = meters.samples();
        assertThat(samples).contains(new MeterSample("x_total", "a=1,b=2,role=gateway", "counter", 7, "Help"));
        assertThat(samples)
                .extracting(MeterSample::name)
                .contains("truenow_append_seconds_count", "truenow_append_seconds_sum", "waits_seconds_count")
                .contains("truenow_thing_info", "jvm_memory_used_bytes");
        Map<String, Long> series = meters.text()
                .lines()
                .filter(line -> !line.startsWith("#") && !line.contains("_bucket{") && !line.contains("_max"))
                .collect(java.util.stream.Collectors.groupingBy(
                        line -> line.split("[{ ]", 2)[0],
                        java.util.TreeMap::new,
                        java.util.stream.Collectors.counting()));
        Map<String, Long> sampled = samples.stream()
                .filter(sample -> !sample.name().contains("_max"))
                .collect(java.util.stream.Collectors.groupingBy(
                        MeterSample::name, java.util.TreeMap::new, java.util.stream.Collectors.counting()));
        assertThat(sampled).isEqualTo(series);
    }

    @Test
    void aTimerKeepsItsSeriesTogether() {
        meters.role("gateway").timer("truenow_append").record(java.time.Duration.ofMillis(5));
        meters.role("query-api").timer("truenow_append").record(java.time.Duration.ofMillis(7));
        List<String> lines = meters.text().lines().toList();
        int heading = lines.indexOf("# TYPE truenow_append_seconds summary");
        assertThat(lines.subList(heading + 1, heading + 5))
                .allMatch(line -> line.startsWith("truenow_append_seconds_"));
    }

    @Test
    void aHistogramShowsCumulatedBucketsInSeconds() {
        DurationHistogram times = new DurationHistogram(100_000, 500_000);
        times.add(50_000);
        times.add(200_000);
        times.add(3_000_000);
        meters.of("query-api").histogram("query_latency_seconds", "Times", times);

        assertThat(meters.text().lines())
                .contains(
                        "# TYPE query_latency_seconds histogram",
                        "query_latency_seconds_bucket{role=\"query-api\",le=\"0.1\"} 1",
                        "query_latency_seconds_bucket{role=\"query-api\",le=\"0.5\"} 2",
                        "query_latency_seconds_bucket{role=\"query-api\",le=\"+Inf\"} 3",
                        "query_latency_seconds_count{role=\"query-api\"} 3",
                        "query_latency_seconds_sum{role=\"query-api\"} 3.25");
    }

    @Test
    void anUnknownFigureIsAbsentUntilItIsKnown() {
        AtomicReference<@Nullable Double> freshness = new AtomicReference<>();
        meters.of("hot-tier").gauge("truenow_freshness_seconds", "Age", freshness::get);
        assertThat(meters.text()).doesNotContain("truenow_freshness_seconds{");

        freshness.set(1.5);
        assertThat(meters.textOf("hot-tier")).contains("truenow_freshness_seconds{role=\"hot-tier\"} 1.5");
    }

    @Test
    void rolesCountTheSameThingUnderOneHeading() {
        List<String> labels = List.of("code");
        meters.of("gateway").counters("truenow_errors", "Errors", labels, () -> Map.of(List.of("TOO_LARGE"), 2L));
        meters.of("query-api").counters("truenow_errors", "Errors", labels, () -> Map.of(List.of("ROW_LIMIT"), 1L));

        assertThat(meters.text())
                .containsOnlyOnce("# TYPE truenow_errors_total counter")
                .contains(
                        "truenow_errors_total{code=\"TOO_LARGE\",role=\"gateway\"} 2.0",
                        "truenow_errors_total{code=\"ROW_LIMIT\",role=\"query-api\"} 1.0");
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> meters.role("rebalancer"));
    }
}
