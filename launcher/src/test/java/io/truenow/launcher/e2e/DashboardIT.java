package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the operator sees: every expression of dashboard and rules, asked by a real Prometheus of the running product under load. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {

    private static final Path DASHBOARD = Product.home().resolve("infra/deploy/grafana/dashboards/truenow.json");

    /** Panels that the documents name. */
    private static final List<String> DOCUMENTED = List.of(
            "Request Rate",
            "Request Latency (p99)",
            "Events Throughput",
            "Data Freshness",
            "Kafka Metrics",
            "Backpressure Status",
            "System Resources",
            "Cache Performance",
            "Error Rate by Type");

    /** Series of roles that are built, as the documents name them, and those that the documents' own dashboard reads. */
    private static final List<String> DOCUMENTED_SERIES = List.of(
            "gateway_ingest_rate",
            "gateway_requests_total",
            "gateway_requests_accepted",
            "gateway_requests_rejected",
            "gateway_bytes_processed",
            "hot_tier_up",
            "query_requests_total",
            "query_latency_seconds_bucket{le=\"0.1\"}",
            "query_latency_seconds_bucket{le=\"0.5\"}",
            "query_latency_seconds_bucket{le=~\"1|1.0\"}",
            "query_latency_seconds_bucket{le=\"+Inf\"}",
            "flow_requests_total",
            "flow_requests_success_total",
            "flow_requests_failed_total",
            "flow_request_duration_seconds_bucket",
            "flow_events_ingested_total",
            "flow_events_processed_total",
            "flow_bytes_ingested_total",
            "flow_kafka_producer_sent_total",
            "flow_kafka_producer_errors_total",
            "flow_kafka_consumer_lag",
            "flow_watermark_lag_ms",
            "flow_data_freshness_ms_bucket",
            "flow_cpu_usage_percent",
            "flow_memory_usage_percent",
            "flow_goroutines",
            "flow_open_connections",
            "flow_queue_depth",
            "flow_queue_capacity",
            "flow_shed_requests_total",
            "flow_rate_limit_hits_total",
            "flow_cache_hits_total",
            "flow_cache_misses_total",
            "flow_cache_evictions_total",
            "flow_cache_hit_rate",
            "flow_cache_size",
            "flow_errors_total",
            "flow_uptime_seconds");

    /** The thresholds that the documents name. */
    private static final List<String> THRESHOLDS =
            List.of("IngestRateLow", "QueryLatencyHigh", "DataFreshnessHigh", "MemoryHigh", "CpuHigh", "KafkaLagHigh");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Prometheus prometheus;
    private Load load;
    private Product product;

    @BeforeAll
    void startPrometheusAndWork(Product product) throws IOException {
        Shared.requireTool("prometheus");
        this.product = product;
        Path folder = Files.createTempDirectory(product.workFolder(), "prometheus-");
        load = new Load(product, new Ledger(folder.resolve("ledger.txt")), "dashboard", 11);
        load.begin();
        prometheus = Prometheus.start(folder, product.port(8090));
        Await.until("several scrapes under load", Duration.ofSeconds(20), () -> {
            work();
            return prometheus
                            .query("count_over_time(up{job=\"truenow\"}[1m]) >= 6")
                            .size()
                    == 1;
        });
    }

    /** A little of everything, mistakes with it. */
    private void work() {
        product.post(
                8081,
                "/v1/query",
                "{\"namespace\":\"dashboard\",\"table\":\"t1\",\"start_time\":0,\"end_time\":4102444800000000,\"group_by\":[\"client\"]}");
        product.post(8081, "/v1/sql", "{\"sql\":\"SELECT COUNT(*) FROM dashboard.t1\"}");
        product.post(8081, "/v1/sql", "{\"sql\":\"SELECT nothing FROM dashboard.t1\"}");
        product.post(8088, "/v1/ingest", "{broken");
    }

    @AfterAll
    void end() {
        if (load != null) {
            load.finish();
            load.close();
        }
        if (prometheus != null) {
            prometheus.close();
        }
    }

    @Test
    @Order(1)
    void everyPanelHasData() throws IOException {
        Map<String, List<String>> panels = expressions();
        List<String> empty = new ArrayList<>();
        int asked = 0;
        for (Map.Entry<String, List<String>> panel : panels.entrySet()) {
            for (String expression : panel.getValue()) {
                JsonNode series = prometheus.query(expression.replace("$__rate_interval", "20s"));
                if (!hasValue(series)) {
                    empty.add(panel.getKey() + ": " + expression);
                }
                asked++;
            }
        }
        System.out.println("[dashboard] " + asked + " expressions of " + panels.size() + " panels asked");

        assertThat(panels).containsKeys(DOCUMENTED.toArray(String[]::new));
        assertThat(panels.values()).allSatisfy(all -> assertThat(all).isNotEmpty());
        assertThat(empty).as("expressions without a value").isEmpty();
    }

    @Test
    @Order(2)
    void everyDocumentedSeriesOfABuiltRoleIsThere() {
        assertThat(DOCUMENTED_SERIES)
                .allSatisfy(series ->
                        assertThat(prometheus.query(series)).as(series).isNotEmpty());
    }

    @Test
    @Order(3)
    void theFiguresAreThoseOfTheWorkDone() {
        assertThat(value("max_over_time(gateway_ingest_rate[30s])")).isPositive();
        assertThat(value("truenow_hot_tier_events_stored_total")).isGreaterThanOrEqualTo(load.acknowledged() / 2.0);
        assertThat(value("query_latency_seconds_count")).isPositive();
        assertThat(value("truenow_errors_total{role=\"gateway\",code=\"INVALID_JSON\"}"))
                .isPositive();
        assertThat(value("truenow_errors_total{role=\"sql\",code=\"INVALID_QUERY\"}"))
                .isPositive();
        assertThat(value("process_resident_memory_bytes")).isGreaterThan(100e6);
        assertThat(value("truenow_disk_free_bytes")).isLessThan(value("truenow_disk_size_bytes"));
        assertThat(value("truenow_log_appends_total")).isLessThanOrEqualTo(value("gateway_requests_accepted + 1000"));
    }

    @Test
    @Order(4)
    void everyRuleIsEvaluatedAndItsSeriesExists() {
        List<JsonNode> rules = prometheus.rules();
        assertThat(rules)
                .extracting(rule -> rule.path("name").asString(""))
                .contains(THRESHOLDS.toArray(String[]::new));
        for (JsonNode rule : rules) {
            String expression = rule.path("query").asString("");
            Await.until(
                    "[" + rule.path("name") + "] is evaluated", Duration.ofSeconds(5), () -> prometheus.rules().stream()
                            .filter(r -> r.path("name").equals(rule.path("name")))
                            .allMatch(r -> r.path("health").asString("").equals("ok")));
            // The comparison of an alert hides the series while all is well, so the side that is compared is asked for.
            for (String compared : expression.split(" and ", -1)) {
                String left = comparedSide(compared).replaceAll("\\[(5m|15m|1h)]", "[20s]");
                assertThat(hasValue(prometheus.query(left)))
                        .as("%s: %s", rule.path("name"), left)
                        .isTrue();
            }
        }
    }

    /** What stands in front of the comparison that is in no brackets. */
    private static String comparedSide(String expression) {
        int depth = 0;
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            depth += c == '(' || c == '{' ? 1 : c == ')' || c == '}' ? -1 : 0;
            if (depth == 0 && (c == '<' || c == '>' || c == '=')) {
                return expression.substring(0, i).strip();
            }
        }
        throw new AssertionError("Nothing is compared in: " + expression);
    }

    private double value(String expression) {
        JsonNode series = prometheus.query(expression);
        assertThat(series).as(expression).hasSize(1);
        return Double.parseDouble(series.get(0).path("value").get(1).asString());
    }

    /** At least one series, and not only values that are no numbers. */
    private static boolean hasValue(JsonNode series) {
        return series.valueStream()
                .anyMatch(one -> !one.path("value").path(1).asString("NaN").equals("NaN"));
    }

    private static Map<String, List<String>> expressions() throws IOException {
        Map<String, List<String>> panels = new TreeMap<>();
        for (JsonNode panel : JSON.readTree(Files.readString(DASHBOARD)).path("panels")) {
            if (!panel.path("type").asString("").equals("row")) {
                panels.put(
                        panel.path("title").asString(""),
                        panel.path("targets")
                                .valueStream()
                                .map(target -> target.path("expr").asString(""))
                                .toList());
            }
        }
        return panels;
    }
}
