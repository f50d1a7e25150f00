package io.truenow.command.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import io.truenow.events.ingest.EventColumnsBuilder;
import io.truenow.events.ingest.IngestBatch;
import io.truenow.events.ingest.IngestOutcome;
import io.truenow.events.ingest.IngestRequest;
import io.truenow.events.schema.AddSchemaVersion;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.CreateSchema;
import io.truenow.events.schema.DeprecateSchemaVersion;
import io.truenow.events.schema.RegisteredVersion;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Events at the port, for tables with and without a schema. */
class BoundTableTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TableRef CLICKS = new TableRef("default", "web", "clicks");
    private static final String KEY = CreateSchema.keyOf("default", "web", "click");
    private static final String DEFINITION = """
            {"type":"object","required":["user"],"properties":{"user":{"type":"string","minLength":2},
             "count":{"type":"integer"},"at":{"type":"string","format":"date-time"},"ok":{"type":"boolean"},
             "page":{"type":"object","properties":{"path":{"type":"string"}}}}}""";

    private static final byte[] USER = "user".getBytes(StandardCharsets.UTF_8);
    private static final byte[] COUNT = "count".getBytes(StandardCharsets.UTF_8);

    private final GatewayPort port = new GatewayPort();
    private final Gateway gateway = port.parts();

    @AfterEach
    void close() {
        port.close();
    }

    private String bind() {
        RegisteredVersion made = gateway.controlPlane
                .gateway()
                .sendAndWait(new CreateSchema(KEY, "default", "web", "click", "", DEFINITION, "me"));
        gateway.directory.createNamespace(
                "default", "web", io.truenow.events.catalog.NamespacePolicy.AUTO_CREATE, "", Principal.LOCAL, true);
        gateway.directory.createTable(
                CLICKS,
                TableSettings.DEFAULT,
                new TableOptions("", made.schema().schemaId(), null, Partitioning.HOURLY),
                Principal.LOCAL);
        return made.schema().schemaId();
    }

    private static String event(String id, String dimensions, String metrics) {
        return """
                {"event_id":"%s","event_time":1795132800000000,"dimensions":{%s},"metrics":{%s},"namespace":"web","table":"clicks"}""".formatted(id, dimensions, metrics);
    }

    private JsonNode post(int status, String... events) {
        HttpResponse<String> answer = port.post("/v1/batch", "[" + String.join(",", events) + "]");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private EventColumns logged() {
        return gateway.log.facts().getLast().batch().events();
    }

    private static EventColumn column(EventColumns events, String name) {
        return events.columns().stream()
                .filter(column -> column.spec().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void typesWhatItTakesAndPointsToWhatItRefuses() {
        bind();

        JsonNode answer = post(
                202,
                event(
                        "a",
                        "\"user\":\"ann\",\"at\":\"2026-11-20T00:00:00Z\",\"ok\":true",
                        "\"count\":9007199254740993"),
                event("b", "\"user\":\"x\"", ""),
                event("c", "\"user\":\"bob\",\"page\":{\"path\":1}", ""),
                event("d", "\"page\":{\"path\":\"/\",\"n\":1.10}", ""),
                event("e", "\"user\":\"eve\",\"page\":{\"path\":\"/\",\"n\":1.10}", "\"other\":2.5"));

        assertThat(answer.path("accepted").intValue()).isEqualTo(2);
        assertThat(gateway.log.ids()).containsExactly("a", "e");
        assertThat(answer.path("errors").valueStream().map(e -> e.path("pointer")
                        .asString("none")))
                .containsExactly("/1/dimensions/user", "/2/dimensions/page/path", "/3");
        assertThat(answer.path("errors").valueStream().map(e -> e.path("code").asString("")))
                .containsOnly("SCHEMA_MISMATCH");
        EventColumns events = logged();
        assertThat(events.specs())
                .containsExactlyInAnyOrder(
                        ColumnSpec.dimension("user"),
                        new ColumnSpec(ColumnRole.METRIC, "at", ColumnType.TIMESTAMP),
                        new ColumnSpec(ColumnRole.METRIC, "count", ColumnType.LONG),
                        new ColumnSpec(ColumnRole.DIMENSION, "ok", ColumnType.BOOLEAN),
                        new ColumnSpec(ColumnRole.DIMENSION, "page", ColumnType.JSON),
                        ColumnSpec.metric("other"));
        assertThat(((EventColumn.LongColumn) column(events, "count")).values()[0])
                .isEqualTo(9007199254740993L);
        assertThat(((EventColumn.LongColumn) column(events, "at")).values()[0]).isEqualTo(1795132800000000L);
        EventColumn.StringColumn page = (EventColumn.StringColumn) column(events, "page");
        assertThat(page.dictionary().text(page.codes()[1])).isEqualTo("{\"path\":\"/\",\"n\":1.10}");
        assertThat(Objects.requireNonNull(gateway.cache.table(CLICKS)).columns())
                .containsAll(events.specs());
    }

    @Test
    void holdsEventsAgainstTheNewestActiveVersion() {
        String schemaId = bind();
        String wider = DEFINITION.replace("\"count\":{\"type\":\"integer\"}", "\"count\":{\"type\":\"number\"}");
        post(202, event("a", "\"user\":\"ann\"", "\"count\":5"));
        assertThat(port.post("/v1/ingest", event("b", "\"user\":\"ann\"", "\"count\":5.5"))
                        .statusCode())
                .isEqualTo(400);

        gateway.controlPlane
                .gateway()
                .sendAndWait(new AddSchemaVersion(KEY, schemaId, wider, CompatibilityMode.BACKWARD, "me"));
        post(202, event("b", "\"user\":\"ann\"", "\"count\":5.5"));
        assertThat(Objects.requireNonNull(gateway.cache.table(CLICKS)).columns())
                .contains(ColumnSpec.metric("count"))
                .doesNotContain(new ColumnSpec(ColumnRole.METRIC, "count", ColumnType.LONG));

        gateway.controlPlane.gateway().sendAndWait(new DeprecateSchemaVersion(KEY, schemaId, 2, "me"));
        post(202, event("c", "\"user\":\"ann\"", "\"count\":7"));
        assertThat(logged().specs()).contains(new ColumnSpec(ColumnRole.METRIC, "count", ColumnType.LONG));
        assertThat(Objects.requireNonNull(gateway.cache.table(CLICKS)).columns())
                .contains(ColumnSpec.metric("count"));
    }

    @Test
    void takesNothingOfABoundTableWhoseSchemaItDoesNotKnow() {
        String schemaId = bind();
        gateway.schemaVersions.reset();

        HttpResponse<String> answer = port.post("/v1/ingest", event("a", "\"user\":\"ann\"", ""));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).contains("CATALOG_UNAVAILABLE").doesNotContain(schemaId);
        assertThat(gateway.log.ids()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "d":{}         | ``                         | INVALID_VALUE  | /dimensions/d
            "d":[]         | ``                         | INVALID_VALUE  | /dimensions/d
            "d":{"a":[1]}  | ``                         | INVALID_VALUE  | /dimensions/d
            ``             | "x":9007199254740993       | INVALID_NUMBER | /metrics/x
            ``             | "x":-9007199254740993      | INVALID_NUMBER | /metrics/x
            ``             | "x":-9223372036854775808   | INVALID_NUMBER | /metrics/x
            """)
    void aTableWithoutASchemaHasNoColumnForThem(String dimensions, String metrics, String code, String pointer) {
        HttpResponse<String> answer = port.post("/v1/ingest", event("a", dimensions, metrics));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).path("code").asString("")).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).path("pointer").asString("")).isEqualTo(pointer);
        assertThat(gateway.log.facts()).isEmpty();
        assertThat(gateway.cache.table(CLICKS)).isNull();
    }

    @Test
    void whoDoesNotKnowThatATableIsBoundLearnsItFromTheTable() {
        bind();
        IngestHandler stranger = new IngestHandler(
                new TableDirectory(new CatalogCache(), gateway.controlPlane.gateway(), Gateway.CATALOG),
                gateway.gate,
                gateway.log,
                gateway.clock,
                new BoundSchemas(gateway.schemaVersions, gateway.schemas, 10),
                100,
                LiveLimits.USUAL);
        EventColumnsBuilder events = new EventColumnsBuilder(2);
        for (String user : List.of("x", "ann")) {
            byte[] text = user.getBytes(StandardCharsets.UTF_8);
            events.beginRow();
            events.id(text, 0, text.length);
            events.eventTimeMicros(Gateway.NOW);
            events.setDimension(events.dimension(USER, 0, USER.length), text, 0, text.length);
            events.setMetric(events.metric(COUNT, 0, COUNT.length), 3);
            events.endRow();
        }

        IngestOutcome.RequestOutcome outcome = stranger.handle(new IngestBatch(
                        CLICKS,
                        List.of(new IngestRequest(Principal.LOCAL, "r", events.build(), new int[] {0, 1}, false))))
                .requests()
                .getFirst();

        assertThat(outcome.accepted()).isEqualTo(1);
        assertThat(outcome.rejections()).extracting(r -> r.code()).containsExactly(ErrorCode.SCHEMA_MISMATCH);
        assertThat(gateway.log.ids()).containsExactly("ann");
        assertThat(Objects.requireNonNull(gateway.cache.table(CLICKS)).columns())
                .contains(new ColumnSpec(ColumnRole.METRIC, "count", ColumnType.LONG))
                .doesNotContain(ColumnSpec.metric("count"));
    }

    @Test
    void aRequestForAllOrNothingIsRefusedWhole() {
        bind();

        HttpResponse<String> answer = port.post(
                "/v1/batch?atomic=true",
                "[" + String.join(",", List.of(event("a", "\"user\":\"ann\"", ""), event("b", "\"user\":1", "")))
                        + "]");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(gateway.log.facts()).isEmpty();
    }
}
