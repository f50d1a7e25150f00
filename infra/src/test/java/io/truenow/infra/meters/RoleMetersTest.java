package io.truenow.infra.meters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoleMetersTest {

    private final RoleMeters meters = new RoleMeters(List.of("gateway", "query-api"));

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
    void aTimerKeepsItsSeriesTogether() {
        meters.role("gateway").timer("truenow_append").record(java.time.Duration.ofMillis(5));
        meters.role("query-api").timer("truenow_append").record(java.time.Duration.ofMillis(7));
        List<String> lines = meters.text().lines().toList();
        int heading = lines.indexOf("# TYPE truenow_append_seconds summary");
        assertThat(lines.subList(heading + 1, heading + 5))
                .allMatch(line -> line.startsWith("truenow_append_seconds_"));
    }

    @Test
    void anUnknownRoleIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> meters.role("rebalancer"));
    }
}
