package io.truenow.command.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.MemoryControlPlane;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.config.ConfigurationDirectory;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.ControlSettings;
import io.truenow.command.port.StreamFigures;
import io.truenow.command.port.StreamFigures.Figures;
import io.truenow.command.port.StreamFigures.Times;
import io.truenow.command.port.StreamRecords;
import io.truenow.command.schema.MemorySchemas;
import io.truenow.command.schema.SchemaVersions;
import io.truenow.command.schema.SchemaWebConfiguration;
import io.truenow.command.schema.Schemas;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.config.ChangeConfiguration;
import io.truenow.events.config.ServerConfiguration;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of schemas and streams over a control plane in memory. */
class StreamApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SCHEMAS = "/api/v1/schemas";
    private static final String STREAMS = "/api/v1/streams";
    private static final ControlSettings PATIENCE = new ControlSettings(5_000, 0, 20);
    private static final String USER_EVENTS = """
            {"name": "user_events", "namespace": "analytics", "description": "User interaction events",
             "definition": {"type": "object", "required": ["user_id", "event_type", "timestamp"],
              "properties": {"user_id": {"type": "string"}, "event_type": {"type": "string"},
               "timestamp": {"type": "string", "format": "date-time"}, "metadata": {"type": "object"}}}}""";

    private final AtomicLong now = new AtomicLong(1_795_132_800_000_000L);
    private final MicroClock clock = now::incrementAndGet;
    private final MemorySchemas store = new MemorySchemas();
    private final SchemaVersions versions = new SchemaVersions();
    private final ConfigurationDirectory configuration = new ConfigurationDirectory();
    private final MemoryControlPlane controlPlane = new MemoryControlPlane(clock, store, versions, configuration);
    private final TableDirectory directory = new TableDirectory(
            controlPlane.cache(), controlPlane.gateway(), new CatalogSettings(PATIENCE, TableSettings.DEFAULT));
    private final MockMvc routes = routes();
    private Principal caller = Principal.LOCAL;
    private Optional<Figures> figures = Optional.empty();

    private MockMvc routes() {
        Schemas schemas = new Schemas(
                store,
                new ControlCommands(controlPlane.gateway(), PATIENCE, Executors.newVirtualThreadPerTaskExecutor()),
                controlPlane.cache(),
                versions);
        var context = new AnnotationConfigApplicationContext();
        context.registerBean(Schemas.class, () -> schemas);
        context.registerBean(
                Streams.class,
                () -> new Streams(
                        directory, controlPlane.cache(), schemas, new BoundSchemas(versions, store, 10), 100));
        context.registerBean(StreamFigures.class, () -> table -> figures);
        context.registerBean(StreamRecords.class, NoRecords::new);
        context.registerBean(ConfigurationDirectory.class, () -> configuration);
        context.register(SchemaWebConfiguration.class, StreamWebConfiguration.class);
        context.refresh();
        return MockMvcBuilders.standaloneSetup(
                        context.getBean("schemaController"),
                        context.getBean("streamController"),
                        context.getBean("recordController"))
                .build();
    }

    /** Streams without an event. */
    private static final class NoRecords implements StreamRecords {
        @Override
        public Page between(
                Principal caller, TableDescriptor table, long from, long to, int limit, @Nullable Place after) {
            return new Page(List.of(), false, 0, 0);
        }

        @Override
        public @Nullable StoredRecord newest(Principal caller, TableDescriptor table, String property, String value) {
            return null;
        }
    }

    @Test
    void recordsAreForWhoMayReadTheStream() throws Exception {
        JsonNode made = stream(schema(), "read", "");
        String day = STREAMS + "/" + made.path("stream_id").stringValue()
                + "/records?start=2026-01-01T00:00:00Z&end=2026-01-01T00:00:00Z";
        assertThat(expect(200, get(day)).path("records").toString()).isEqualTo("[]");

        caller = new Principal("other", "reader", Role.ADMIN);
        expect(404, get(day));
        caller = new Principal(
                "default", "writer", Role.WRITER, List.of(new Grant("analytics", "read", Set.of(Grant.Action.WRITE))));
        expect(403, get(day));
    }

    private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
        return routes.perform(request.requestAttr(Principal.ATTRIBUTE, caller))
                .andReturn()
                .getResponse();
    }

    private JsonNode expect(int status, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = call(request);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return JSON.readTree(answer.getContentAsString());
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(path);
    }

    private static MockHttpServletRequestBuilder post(String path, String body) {
        return MockMvcRequestBuilders.post(path).content(body);
    }

    private static MockHttpServletRequestBuilder patch(String path, String body) {
        return MockMvcRequestBuilders.patch(path).content(body);
    }

    private String schema() throws Exception {
        return expect(201, post(SCHEMAS, USER_EVENTS)).path("schema_id").stringValue();
    }

    private JsonNode stream(String schemaId, String name, String more) throws Exception {
        return expect(201, post(STREAMS, "{\"name\":\"" + name + "\",\"schema_id\":\"" + schemaId + "\"" + more + "}"));
    }

    @Test
    void theFiguresOfAStreamAreThoseThatAreKnown() throws Exception {
        JsonNode made = stream(schema(), "counted", "");
        String stats = STREAMS + "/" + made.path("stream_id").stringValue() + "/stats";
        JsonNode unknown = expect(200, get(stats));
        assertThat(unknown.path("stream_id")).isEqualTo(made.path("stream_id"));
        for (String field : List.of("records_ingested", "storage_bytes", "watermark", "first_event_time_us")) {
            assertThat(unknown.path(field).isNull()).as(field).isTrue();
        }

        figures = Optional.of(new Figures(10, 7, 2, 1, 3, 6, 600, 40, 2, new Times(1L, 2_000_000L, null, null), true));
        assertThat(expect(200, get(stats)))
                .isEqualTo(JSON.readTree("{\"stream_id\":" + made.path("stream_id")
                        + ",\"name\":\"counted\",\"namespace\":\"analytics\",\"status\":\"active\","
                        + "\"records_ingested\":7,\"records_logged\":10,\"duplicates\":2,\"conflicting\":1,\"late\":3,"
                        + "\"resident_records\":6,\"resident_bytes\":600,\"dedup_bytes\":40,\"storage_bytes\":640,"
                        + "\"segments\":2,\"first_event_time\":\"1970-01-01T00:00:00.000001Z\",\"first_event_time_us\":1,"
                        + "\"last_event_time\":\"1970-01-01T00:00:02.000000Z\",\"last_event_time_us\":2000000,"
                        + "\"watermark\":null,\"watermark_us\":null,\"incomplete_before\":null,"
                        + "\"incomplete_before_us\":null,\"stopped\":true}"));
        expect(405, post(stats, "{}"));
        caller = new Principal("acme", "other", Role.ADMIN);
        expect(404, get(stats));
        caller = new Principal(
                "default",
                "elsewhere",
                Role.WRITER,
                List.of(new Grant("analytics", "another", Set.of(Grant.Action.READ))));
        expect(404, get(stats));
    }

    @Test
    void aPolicyWithoutDaysHasThoseOfTheConfiguration() throws Exception {
        String schemaId = schema();
        assertThat(stream(schemaId, "a", "")
                        .at("/retention_policy/retention_days")
                        .intValue())
                .isEqualTo(365);
        controlPlane
                .gateway()
                .sendAndWait(new ChangeConfiguration(
                        ServerConfiguration.ID, Map.of("retention.default_days", 30L), null, "me"));

        JsonNode made = stream(schemaId, "b", "");
        assertThat(made.at("/retention_policy/retention_days").intValue()).isEqualTo(30);
        assertThat(stream(schemaId, "c", ",\"retention_policy\":{\"type\":\"time\"}")
                        .at("/retention_policy/retention_days")
                        .intValue())
                .isEqualTo(30);
        assertThat(Objects.requireNonNull(controlPlane.cache().table(new TableRef("default", "analytics", "b")))
                        .settings()
                        .retentionMicros())
                .isEqualTo(30 * 86_400_000_000L);
    }

    @Test
    void theDocumentedSchemaIsMadeAndRead() throws Exception {
        JsonNode made = expect(201, post(SCHEMAS, USER_EVENTS));
        assertThat(made.path("schema_id").stringValue()).startsWith("sch_");
        assertThat(made.path("name").stringValue()).isEqualTo("user_events");
        assertThat(made.path("namespace").stringValue()).isEqualTo("analytics");
        assertThat(made.path("version").intValue()).isEqualTo(1);
        assertThat(made.path("fingerprint").stringValue()).matches("sha256:[0-9a-f]{64}");

        String id = made.path("schema_id").stringValue();
        JsonNode one = expect(200, get(SCHEMAS + "/" + id));
        assertThat(one.path("description").stringValue()).isEqualTo("User interaction events");
        assertThat(one.path("created_by").stringValue()).isEqualTo("local");
        assertThat(expect(200, get(SCHEMAS + "/" + id.substring(4)))).isEqualTo(one);
        assertThat(expect(200, get(SCHEMAS)).get(0)).isEqualTo(one);
        JsonNode version = expect(200, get(SCHEMAS + "/" + id + "/versions")).get(0);
        assertThat(version.path("definition"))
                .isEqualTo(JSON.readTree(USER_EVENTS).path("definition"));
        assertThat(version.path("compatibility_mode").stringValue()).isEqualTo("BACKWARD");
        assertThat(version.path("status").stringValue()).isEqualTo("active");
        assertThat(version.path("version_id").stringValue()).startsWith("sv_");
    }

    @Test
    void aSchemaIsMadeOnceInItsNamespace() throws Exception {
        schema();
        JsonNode refused = expect(409, post(SCHEMAS, USER_EVENTS));
        assertThat(refused.at("/error/code").stringValue()).isEqualTo("CONFLICT");
        expect(201, post(SCHEMAS, USER_EVENTS.replace("\"analytics\"", "\"other\"")));
        expect(201, post(SCHEMAS, USER_EVENTS.replace("\"namespace\": \"analytics\",", "")));
        assertThat(expect(200, get(SCHEMAS)).values())
                .extracting(s -> s.path("namespace").stringValue())
                .containsExactly("default", "other", "analytics");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "not json|invalid JSON body",
                "[]|invalid JSON body",
                "{\"definition\":{}}|name is required",
                "{\"name\":\"a\"}|definition is required",
                "{\"name\":7,\"definition\":{}}|name is required",
                "{\"name\":\"a\",\"description\":7,\"definition\":{}}|description is not a text",
                "{\"name\":\"sys\",\"definition\":{}}|schema name [sys] is not legal",
                "{\"name\":\"a\",\"namespace\":\"a b\",\"definition\":{}}|namespace name [a b] is not legal"
            })
    void aWrongSchemaIsRefusedInWords(String body, String words) throws Exception {
        JsonNode refused = expect(422, post(SCHEMAS, body));
        assertThat(refused.at("/error/code").stringValue()).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.at("/error/message").stringValue()).contains(words);
    }

    @Test
    void versionsAreComparedBeforeTheyAreKept() throws Exception {
        String path = SCHEMAS + "/" + schema();
        String narrower = USER_EVENTS.replace("\"timestamp\"],", "\"timestamp\", \"metadata\", \"more\"],");
        JsonNode compared = expect(200, post(path + "/compatibility", narrower));
        assertThat(compared.path("compatible").booleanValue()).isFalse();
        assertThat(compared.path("version").intValue()).isEqualTo(1);
        assertThat(compared.path("problems").values())
                .extracting(p -> p.path("message").stringValue())
                .contains("backward incompatible: new required field \"more\" added");
        assertThat(compared.path("changes").size()).isPositive();
        assertThat(expect(422, post(path + "/versions", narrower))
                        .at("/error/message")
                        .stringValue())
                .contains("backward incompatible: new required field \"more\" added");
        assertThat(expect(200, get(path + "/versions")).size()).isEqualTo(1);

        JsonNode kept = expect(
                201,
                post(path + "/versions", narrower.replace("{\"name\"", "{\"compatibility_mode\": \"none\", \"name\"")));
        assertThat(kept.path("version").intValue()).isEqualTo(2);
        assertThat(kept.path("compatibility_mode").stringValue()).isEqualTo("NONE");
        assertThat(expect(201, post(path + "/versions", USER_EVENTS))
                        .path("version")
                        .intValue())
                .isEqualTo(1);
        assertThat(expect(422, patch(path + "/versions/1", "{\"status\":\"active\"}"))
                        .isObject())
                .isTrue();
        assertThat(expect(200, patch(path + "/versions/1", "{\"status\":\"deprecated\"}"))
                        .path("status")
                        .stringValue())
                .isEqualTo("deprecated");
        expect(422, post(path + "/versions", "{\"definition\":{},\"compatibility_mode\":\"sideways\"}"));
    }

    @Test
    void aBoundSchemaStays() throws Exception {
        String schemaId = schema();
        JsonNode stream = stream(schemaId, "user-clicks", "");
        assertThat(expect(409, MockMvcRequestBuilders.delete(SCHEMAS + "/" + schemaId))
                        .at("/error/message")
                        .stringValue())
                .contains("user-clicks");
        expect(
                200,
                MockMvcRequestBuilders.delete(
                        STREAMS + "/" + stream.path("stream_id").stringValue()));
        assertThat(expect(200, MockMvcRequestBuilders.delete(SCHEMAS + "/" + schemaId))
                        .path("success")
                        .booleanValue())
                .isTrue();
        expect(404, get(SCHEMAS + "/" + schemaId));
        expect(404, get(SCHEMAS + "/" + schemaId + "/versions"));
    }

    @Test
    void theDocumentedStreamIsMadeAndRead() throws Exception {
        String schemaId = schema();
        JsonNode made = stream(
                schemaId,
                "user-clicks",
                ",\"description\":\"User click events stream\",\"retention_policy\":{\"type\":\"time\",\"retention_days\":30}");

        assertThat(made.path("stream_id").stringValue()).startsWith("str_");
        assertThat(made.path("status").stringValue()).isEqualTo("active");
        assertThat(made.path("schema_id").stringValue()).isEqualTo(schemaId);
        assertThat(made.at("/retention_policy/type").stringValue()).isEqualTo("time");
        assertThat(made.at("/retention_policy/retention_days").intValue()).isEqualTo(30);
        assertThat(made.at("/retention_policy/duration_days").intValue()).isEqualTo(30);
        assertThat(made.at("/partition_config/granularity").stringValue()).isEqualTo("hourly");
        String id = made.path("stream_id").stringValue();
        assertThat(expect(200, get(STREAMS + "/" + id))).isEqualTo(made);
        assertThat(expect(200, get(STREAMS + "/" + id.substring(4)))).isEqualTo(made);
        assertThat(expect(200, get(STREAMS + "?status=active")).get(0)).isEqualTo(made);
        assertThat(expect(200, get(STREAMS + "?status=paused")).size()).isZero();
        assertThat(expect(409, post(STREAMS, "{\"name\":\"user-clicks\",\"schema_id\":\"" + schemaId + "\"}"))
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("CONFLICT");
        TableRef ref = new TableRef("default", "analytics", "user-clicks");
        assertThat(Objects.requireNonNull(controlPlane.cache().table(ref))
                        .settings()
                        .retentionMicros())
                .isEqualTo(30L * 86_400_000_000L);
    }

    @Test
    void aStreamKeepsItsEventsForAYearUnlessItSaysOtherwise() throws Exception {
        String schemaId = schema();
        assertThat(stream(schemaId, "usual", "")
                        .at("/retention_policy/retention_days")
                        .intValue())
                .isEqualTo(365);
        assertThat(stream(schemaId, "old", ",\"retention_policy\":{\"type\":\"time_based\",\"duration_days\":7}")
                        .at("/retention_policy/retention_days")
                        .intValue())
                .isEqualTo(7);
        JsonNode bySize = stream(
                schemaId,
                "sized",
                ",\"retention_policy\":{\"type\":\"size_based\",\"max_bytes\":1000,\"min_records\":5},"
                        + "\"partition_config\":{\"partition_by\":\"key\",\"key_field\":\"user_id\",\"granularity\":\"daily\"}");
        assertThat(bySize.path("retention_policy"))
                .isEqualTo(JSON.readTree("{\"type\":\"size\",\"max_bytes\":1000,\"min_records\":5}"));
        assertThat(bySize.path("partition_config"))
                .isEqualTo(JSON.readTree(
                        "{\"partition_by\":\"key\",\"granularity\":\"daily\",\"key_field\":\"user_id\"}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"retention_policy\":7|/retention_policy",
                "\"retention_policy\":{\"type\":\"moon\"}|/retention_policy/type",
                "\"retention_policy\":{\"retention_days\":0}|/retention_policy/retention_days",
                "\"retention_policy\":{\"retention_days\":3651}|/retention_policy/retention_days",
                "\"retention_policy\":{\"retention_days\":-9999999999}|/retention_policy/retention_days",
                "\"retention_policy\":{\"duration_days\":\"7\"}|/retention_policy/duration_days",
                "\"retention_policy\":{\"type\":\"size\"}|/retention_policy/max_bytes",
                "\"retention_policy\":{\"type\":\"size\",\"max_bytes\":0}|/retention_policy",
                "\"partition_config\":{\"partition_by\":\"moon\"}|/partition_config/partition_by",
                "\"partition_config\":{\"partition_by\":\"key\"}|/partition_config/key_field",
                "\"partition_config\":{\"granularity\":\"weekly\"}|/partition_config/granularity"
            })
    void aWrongStreamIsRefusedAtItsPlace(String more, String pointer) throws Exception {
        String body = "{\"name\":\"s\",\"schema_id\":\"" + schema() + "\"," + more + "}";
        JsonNode refused = expect(422, post(STREAMS, body));
        assertThat(refused.at("/error/code").stringValue()).isEqualTo("VALIDATION_ERROR");
        assertThat(refused.at("/error/details/pointer").stringValue()).isEqualTo(pointer);
    }

    @Test
    void aStreamNeedsASchemaAndALegalName() throws Exception {
        expect(422, post(STREAMS, "{\"name\":\"s\"}"));
        expect(422, post(STREAMS, "{\"schema_id\":\"sch_1\"}"));
        assertThat(expect(404, post(STREAMS, "{\"name\":\"s\",\"schema_id\":\"sch_1\"}"))
                        .at("/error/message")
                        .stringValue())
                .isEqualTo("schema not found");
        expect(422, post(STREAMS, "{\"name\":\"9\",\"schema_id\":\"" + schema() + "\"}"));
        expect(404, get(STREAMS + "/str_moon"));
        expect(422, get(STREAMS + "?status=moon"));
    }

    @Test
    void aStreamChangesItsStateAsTheRulesSay() throws Exception {
        String path =
                STREAMS + "/" + stream(schema(), "s", "").path("stream_id").stringValue();
        assertThat(expect(200, patch(path, "{\"status\":\"paused\",\"description\":\"still\"}"))
                        .path("status")
                        .stringValue())
                .isEqualTo("paused");
        assertThat(expect(422, patch(path, "{\"status\":\"paused\"}"))
                        .at("/error/message")
                        .stringValue())
                .isEqualTo("cannot transition from paused to paused");
        assertThat(expect(422, patch(path, "{\"status\":\"creating\"}"))
                        .at("/error/message")
                        .stringValue())
                .isEqualTo("cannot transition from paused to creating");
        expect(422, patch(path, "{\"status\":\"deleted\"}"));
        expect(200, patch(path, "{\"status\":\"active\"}"));
        assertThat(expect(200, MockMvcRequestBuilders.delete(path))
                        .path("success")
                        .booleanValue())
                .isTrue();
        assertThat(expect(200, get(path)).path("status").stringValue()).isEqualTo("deleting");
        expect(200, MockMvcRequestBuilders.delete(path));
        assertThat(expect(422, patch(path, "{\"status\":\"active\"}"))
                        .at("/error/message")
                        .stringValue())
                .isEqualTo("cannot transition from deleting to active");
        expect(422, patch(path, "{\"description\":\"late\"}"));
    }

    @Test
    void aDeletedStreamIsListedOnlyWhereItIsAskedForAndItsNameIsFree() throws Exception {
        String schemaId = schema();
        String id = stream(schemaId, "s", "").path("stream_id").stringValue();
        expect(200, MockMvcRequestBuilders.delete(STREAMS + "/" + id));
        expect(409, post(STREAMS, "{\"name\":\"s\",\"schema_id\":\"" + schemaId + "\"}"));
        TableDescriptor deleting =
                controlPlane.cache().tables(TableState.DELETING).getFirst();
        directory.configure(ConfigureTable.become(deleting, TableState.DELETED, "truenow"));
        assertThat(expect(200, get(STREAMS)).size()).isZero();
        assertThat(expect(200, get(STREAMS + "?status=deleted"))
                        .get(0)
                        .path("stream_id")
                        .stringValue())
                .isEqualTo(id);
        assertThat(stream(schemaId, "s", "").path("stream_id").stringValue()).isNotEqualTo(id);
        expect(404, get(STREAMS + "/" + id));
    }

    @Test
    void aChangeOfWhatAnotherChangedIsRefused() throws Exception {
        String path =
                STREAMS + "/" + stream(schema(), "s", "").path("stream_id").stringValue();
        String tag = Objects.requireNonNull(call(get(path)).getHeader("ETag"));
        MockHttpServletResponse first =
                call(patch(path, "{\"description\":\"one\"}").header("If-Match", tag));
        assertThat(first.getStatus()).isEqualTo(200);
        assertThat(first.getHeader("ETag")).isNotEqualTo(tag);
        expect(412, patch(path, "{\"description\":\"two\"}").header("If-Match", tag));
        expect(412, patch(path, "{\"description\":\"two\"}").header("If-Match", "moon"));
        expect(200, patch(path, "{\"description\":\"two\"}").header("If-Match", "*"));
        assertThat(expect(200, get(path)).path("description").stringValue()).isEqualTo("two");
    }

    @Test
    void aCallerSeesWhatItsGrantsReach() throws Exception {
        String schemaId = schema();
        String mine = stream(schemaId, "mine", "").path("stream_id").stringValue();
        String others = stream(schemaId, "others", "").path("stream_id").stringValue();
        caller = new Principal(
                "default",
                "writer",
                Role.WRITER,
                List.of(new Grant("analytics", "mine", Set.of(Grant.Action.READ, Grant.Action.WRITE))));
        assertThat(expect(200, get(STREAMS)).values())
                .extracting(s -> s.path("stream_id").stringValue())
                .containsExactly(mine);
        expect(404, get(STREAMS + "/" + others));
        expect(404, patch(STREAMS + "/" + others, "{\"status\":\"paused\"}"));
        expect(200, patch(STREAMS + "/" + mine, "{\"status\":\"paused\"}"));
        expect(403, patch(STREAMS + "/" + mine, "{\"status\":\"deleting\"}"));
        expect(403, MockMvcRequestBuilders.delete(STREAMS + "/" + mine));
        expect(403, post(STREAMS, "{\"name\":\"new\",\"schema_id\":\"" + schemaId + "\"}"));
        expect(403, post(SCHEMAS, USER_EVENTS.replace("\"analytics\"", "\"other\"")));
    }

    @Test
    void anotherTenantSeesNothing() throws Exception {
        String schemaId = schema();
        String path =
                STREAMS + "/" + stream(schemaId, "s", "").path("stream_id").stringValue();
        caller = new Principal("other", "admin", Role.ADMIN);
        assertThat(expect(200, get(SCHEMAS)).size()).isZero();
        assertThat(expect(200, get(STREAMS)).size()).isZero();
        expect(404, get(SCHEMAS + "/" + schemaId));
        expect(404, get(SCHEMAS + "/" + schemaId + "/versions"));
        expect(404, post(SCHEMAS + "/" + schemaId + "/versions", USER_EVENTS));
        expect(404, post(SCHEMAS + "/" + schemaId + "/compatibility", USER_EVENTS));
        expect(404, patch(SCHEMAS + "/" + schemaId + "/versions/1", "{\"status\":\"deprecated\"}"));
        expect(404, MockMvcRequestBuilders.delete(SCHEMAS + "/" + schemaId));
        expect(404, get(path));
        expect(404, patch(path, "{\"status\":\"paused\"}"));
        expect(404, MockMvcRequestBuilders.delete(path));
        expect(404, post(STREAMS, "{\"name\":\"t\",\"schema_id\":\"" + schemaId + "\"}"));
    }

    @Test
    void otherMethodsAreNamed() throws Exception {
        for (String path : List.of(SCHEMAS, SCHEMAS + "/1", SCHEMAS + "/1/versions", STREAMS, STREAMS + "/1")) {
            MockHttpServletResponse answer = call(MockMvcRequestBuilders.put(path));
            assertThat(answer.getStatus()).isEqualTo(405);
            assertThat(JSON.readTree(answer.getContentAsString())
                            .at("/error/message")
                            .stringValue())
                    .isEqualTo("method not allowed");
        }
    }
}
