package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.catalog.ControlPlaneWebConfiguration;
import io.truenow.command.port.DataPlaneLog.Append;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import jakarta.servlet.Filter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's port as a client sees it, over a real Tomcat. */
class GatewayWebTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String EVENT =
            "{\"namespace\":\"test\",\"table\":\"events\",\"event_id\":\"%s\",\"event_time\":1795132800000000}";

    private final HttpClient client = HttpClient.newHttpClient();
    private final Gateway gateway = new Gateway();
    private ConfigurableApplicationContext context;
    private int port;

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class
    })
    static class Web {

        /** As the guard of an open server does. */
        @Bean
        Filter caller() {
            return (request, response, chain) -> {
                request.setAttribute(Principal.ATTRIBUTE, Principal.LOCAL);
                chain.doFilter(request, response);
            };
        }
    }

    @BeforeEach
    void start() {
        context = new SpringApplicationBuilder(
                        Web.class, GatewayConfiguration.class, ControlPlaneWebConfiguration.class)
                .web(WebApplicationType.SERVLET)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .logStartupInfo(false)
                .initializers(c -> {
                    var beans = c.getBeanFactory();
                    beans.registerSingleton("door", gateway.door);
                    beans.registerSingleton("clock", gateway.clock);
                    beans.registerSingleton("directory", gateway.directory);
                    beans.registerSingleton("cache", gateway.cache);
                })
                .run(
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.threads.virtual.enabled=true",
                        "--logging.level.root=error");
        port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
    }

    @AfterEach
    void stop() {
        context.close();
        gateway.close();
        client.close();
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> post(String path, String body, String... headers) {
        return post(path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) {
        HttpRequest.Builder request = to(path).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return send(request.build());
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Test
    void answersOneEventAsDocumented() {
        HttpResponse<String> response = post("/v1/ingest", EVENT.formatted("evt-001"));

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode body = json(response);
        assertThat(body.get("status").stringValue()).isEqualTo("accepted");
        assertThat(body.get("event_id").stringValue()).isEqualTo("evt-001");
        assertThat(body.get("accepted").intValue()).isEqualTo(1);
        assertThat(body.get("offsets").get(0).intValue()).isEqualTo(0);
        assertThat(body.get("watermark").isNull()).isTrue();
        assertThat(body.get("position").stringValue()).endsWith(":0:0");
        LogMark mark =
                LogMark.parse(response.headers().firstValue(LogMark.HEADER).orElseThrow());
        assertThat(mark.isEmpty()).isFalse();
        assertThat(mark).isEqualTo(LogMark.parse(body.get("position").stringValue()));
        assertThat(gateway.log.ids()).containsExactly("evt-001");
    }

    @Test
    void readsABodyWithoutContentTypeAndOneThatClaimsToBeAForm() {
        HttpResponse<String> form =
                post("/v1/ingest", EVENT.formatted("a"), "Content-Type", "application/x-www-form-urlencoded");
        HttpResponse<String> none = post("/v1/ingest?x=1", EVENT.formatted("b"));

        assertThat(form.statusCode()).isEqualTo(202);
        assertThat(none.statusCode()).isEqualTo(202);
        assertThat(gateway.log.ids()).containsExactly("a", "b");
    }

    @Test
    void takesTheGoodEventsOfABatchAndNamesTheBadOnes() {
        HttpResponse<String> response = post("/v1/batch", """
                {"events":[{"event_id":"a","event_time":1795132800000000},
                           {"event_id":"b","event_time":1795132800},
                           {"event_id":"c","event_time":1795132800000000,"metrics":{"x/y":NaN}}],
                 "table":"events","namespace":"test"}""");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode body = json(response);
        assertThat(body.get("events_received").intValue()).isEqualTo(3);
        assertThat(body.get("events_accepted").intValue()).isEqualTo(1);
        JsonNode errors = body.get("errors");
        assertThat(errors.size()).isEqualTo(2);
        assertThat(errors.get(0).get("index").intValue()).isEqualTo(1);
        assertThat(errors.get(0).get("event_id").stringValue()).isEqualTo("b");
        assertThat(errors.get(0).get("error").stringValue()).isEqualTo("Schema validation failed");
        assertThat(errors.get(0).get("code").stringValue()).isEqualTo("INVALID_TIME");
        assertThat(errors.get(0).get("pointer").stringValue()).isEqualTo("/events/1/event_time");
        assertThat(errors.get(0).get("hint").stringValue()).contains("1795132800000000");
        assertThat(errors.get(1).get("pointer").stringValue()).isEqualTo("/events/2/metrics/x~1y");
    }

    @Test
    void usesTheContractsTextsForRefusals() {
        Map<String, String> bodies = Map.of(
                "{\"event_id\":\"a\",\"event_time\":1795132800000000}", "Missing namespace or table",
                "{", "Invalid JSON",
                "{\"namespace\":\"n\",\"table\":\"t\",\"event_time\":1795132800000000}", "Invalid event",
                "{\"namespace\":\"n\",\"table\":\"t\",\"event_id\":\"a\",\"event_time\":0}", "Schema validation failed",
                "{\"namespace\":\"n\",\"table\":\"t\",\"events\":[{\"x\":1}]}", "No valid events");
        bodies.forEach((body, error) -> {
            HttpResponse<String> response = post("/v1/ingest", body);
            assertThat(response.statusCode()).as(body).isEqualTo(400);
            assertThat(response.headers().firstValue(LogMark.HEADER)).as(body).isEmpty();
            assertThat(json(response).get("error").stringValue()).as(body).isEqualTo(error);
            assertThat(json(response).hasNonNull("detail")).as(body).isTrue();
        });
        assertThat(gateway.log.facts()).isEmpty();
    }

    @Test
    void answersUnknownPathsAndMethodsEmpty() {
        HttpResponse<String> unknown = post("/v1/other", "{}");
        HttpResponse<String> read = send(to("/v1/ingest").GET().build());

        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).isEmpty();
        assertThat(read.statusCode()).isEqualTo(405);
        assertThat(read.body()).isEmpty();
    }

    @Test
    void takesTheHeaderDialectAndScalesItsMilliseconds() {
        HttpResponse<String> response = post(
                "/v1/ingest",
                "[{\"event_id\":\"a\",\"event_time\":1795132800000,\"dims\":{\"k\":\"v\"}}]",
                "X-Namespace",
                "old",
                "X-Table",
                "t");

        assertThat(response.statusCode()).isEqualTo(202);
        assertThat(json(response).get("events_accepted").intValue()).isEqualTo(1);
        assertThat(gateway.log.facts().getFirst().batch().events().eventTimesMicros()[0])
                .isEqualTo(1_795_132_800_000_000L);
    }

    @Test
    void unpacksGzipAndRefusesABomb() throws IOException {
        byte[] good = gzip(EVENT.formatted("z").getBytes(StandardCharsets.UTF_8));
        byte[] bomb = gzip(new byte[9_000_000]);
        byte[] cut = new byte[good.length - 12];
        System.arraycopy(good, 0, cut, 0, cut.length);

        assertThat(post("/v1/ingest", good, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(202);
        HttpResponse<String> refused = post("/v1/ingest", bomb, "Content-Encoding", "gzip");
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(json(refused).get("code").stringValue()).isEqualTo("TOO_LARGE");
        assertThat(post("/v1/ingest", cut, "Content-Encoding", "gzip").statusCode())
                .isEqualTo(400);
        assertThat(post("/v1/ingest", EVENT.formatted("y"), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesAHugeBodyAndGoesOn() {
        byte[] huge = new byte[50_000_000];
        java.util.Arrays.fill(huge, (byte) 'a');

        assertThat(post("/v1/ingest", huge).statusCode()).isEqualTo(413);
        assertThat(post("/v1/ingest", EVENT.formatted("a")).statusCode()).isEqualTo(202);
    }

    @Test
    void takesLinesForDifferentTablesAndNamesBadOnes() {
        String lines = EVENT.formatted("a") + "\n\n{broken\n"
                + EVENT.formatted("b").replace("\"events\"", "\"other\"") + "\r\n" + EVENT.formatted("c");
        HttpResponse<String> response = post("/v1/ingest", lines, "Content-Type", "application/x-ndjson");

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode body = json(response);
        assertThat(body.get("events_received").intValue()).isEqualTo(4);
        assertThat(body.get("events_accepted").intValue()).isEqualTo(3);
        assertThat(body.get("errors").get(0).get("index").intValue()).isEqualTo(2);
        assertThat(body.get("last_durable_line").intValue()).isEqualTo(5);
        assertThat(LogMark.parse(response.headers().firstValue(LogMark.HEADER).orElseThrow()))
                .as("the furthest record of each partition")
                .isEqualTo(gateway.log.reached());
        assertThat(gateway.log.ids()).containsExactly("a", "c", "b");
    }

    @Test
    void namesTheLastDurableLineWhenTheLogFailsInAStream() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 2500; i++) {
            lines.append("{\"event_id\":\"").append(i).append("\",\"event_time\":1795132800000000}\n");
        }
        gateway.log.answers(n -> n < 2 ? new Append.Durable(0, n) : new Append.Unknown("time-out"));
        HttpResponse<String> response = post("/v1/batch?format=ndjson&namespace=n&table=t", lines.toString());

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("outcome").stringValue()).isEqualTo("unknown");
        assertThat(json(response).get("last_durable_line").intValue()).isEqualTo(2000);
        assertThat(gateway.log.ids()).hasSize(2000);
    }

    @Test
    void saysUnknownWhenTheLogDoesNotKnow() {
        gateway.log.answers(n -> new Append.Unknown("time-out"));
        HttpResponse<String> response = post("/v1/ingest", EVENT.formatted("a"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(json(response).get("error").stringValue()).isEqualTo("Failed to send to stream");
        assertThat(json(response).get("outcome").stringValue()).isEqualTo("unknown");
        assertThat(json(response).get("durable").size()).isZero();
    }

    @Test
    void shedsWithItsStatusWhenAdmissionRefuses() {
        Map<ErrorCode, Integer> statuses =
                Map.of(ErrorCode.LOG_UNAVAILABLE, 503, ErrorCode.LAG_LIMIT, 503, ErrorCode.STORAGE_FULL, 507);
        statuses.forEach((code, status) -> {
            gateway.gate.refusal = new TrueNowException(code, "No.");
            HttpResponse<String> response = post("/v1/ingest", EVENT.formatted("a"));
            assertThat(response.statusCode()).isEqualTo(status);
            assertThat(json(response).get("code").stringValue()).isEqualTo(code.name());
            assertThat(response.headers().firstValue("Retry-After")).isPresent();
            assertThat(json(response).has("outcome")).isFalse();
        });
    }

    @Test
    void takesKnownTablesAndRefusesNewOnesWhileTheCatalogueIsAway() {
        assertThat(post("/v1/ingest", EVENT.formatted("a")).statusCode()).isEqualTo(202);
        gateway.controlPlane.away(true);
        HttpResponse<String> known = post("/v1/ingest", EVENT.formatted("b"));
        HttpResponse<String> unknown = post("/v1/ingest", EVENT.formatted("c").replace("events", "fresh"));
        gateway.controlPlane.away(false);
        HttpResponse<String> later = post("/v1/ingest", EVENT.formatted("c").replace("events", "fresh"));

        assertThat(known.statusCode()).isEqualTo(202);
        assertThat(unknown.statusCode()).isEqualTo(503);
        assertThat(json(unknown).get("code").stringValue()).isEqualTo("CATALOG_UNAVAILABLE");
        assertThat(later.statusCode()).isEqualTo(202);
    }

    @Test
    void keepsNamespacesAndTablesOnTheControlPlane() {
        HttpResponse<String> made = post("/v1/namespaces", "{\"name\":\"shop\",\"policy\":\"declared\"}");
        HttpResponse<String> again = post("/v1/namespaces", "{\"name\":\"shop\"}");
        HttpResponse<String> nameless = post("/v1/namespaces", "{}");
        HttpResponse<String> table = post("/v1/namespaces/shop/tables", "{\"name\":\"orders\"}");
        HttpResponse<String> twice = post("/v1/namespaces/shop/tables", "{\"name\":\"orders\"}");
        HttpResponse<String> nowhere = post("/v1/namespaces/none/tables", "{\"name\":\"orders\"}");
        HttpResponse<String> tables =
                send(to("/v1/namespaces/shop/tables").GET().build());
        HttpResponse<String> undeclared =
                post("/v1/ingest", EVENT.formatted("a").replace("test", "shop").replace("events", "x"));
        HttpResponse<String> declared =
                post("/v1/ingest", EVENT.formatted("a").replace("test", "shop").replace("events", "orders"));

        assertThat(made.statusCode()).isEqualTo(201);
        assertThat(json(made).get("id").stringValue()).isEqualTo("shop");
        assertThat(again.statusCode()).isEqualTo(409);
        assertThat(nameless.statusCode()).isEqualTo(400);
        assertThat(table.statusCode()).isEqualTo(201);
        assertThat(twice.statusCode()).isEqualTo(409);
        assertThat(nowhere.statusCode()).isEqualTo(404);
        assertThat(json(tables).get(0).get("name").stringValue()).isEqualTo("orders");
        assertThat(undeclared.statusCode()).isEqualTo(400);
        assertThat(json(undeclared).get("code").stringValue()).isEqualTo("NOT_AUTO_CREATED");
        assertThat(declared.statusCode()).isEqualTo(202);
    }

    @Test
    void listsNothingAsAnEmptyArray() {
        assertThat(send(to("/v1/namespaces").GET().build()).body()).isEqualTo("[]");
    }
}
