package io.truenow.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.answer.OtherApiPaths;
import io.truenow.command.catalog.CatalogSettings;
import io.truenow.command.catalog.MemoryControlPlane;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.control.ControlSettings;
import io.truenow.command.tenant.TenantDirectory;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.time.MicroClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of API keys over a control plane in memory. */
class ApiKeyApiTest {

    private static final String KEYS = "/api/v1/api-keys";
    private static final long NOW = 1_795_132_800_000_000L;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AtomicLong now = new AtomicLong(NOW);
    private final MicroClock clock = now::get;
    private final TenantDirectory tenants = new TenantDirectory();
    private final ApiKeyDirectory directory = new ApiKeyDirectory(tenants);
    private final MemoryControlPlane controlPlane = new MemoryControlPlane(clock, tenants, directory);
    private MockMvc routes;

    private MockMvc routes(int maxKeys) {
        AtomicLong ids = new AtomicLong();
        ApiKeys keys = new ApiKeys(
                directory,
                tenants,
                controlPlane.gateway(),
                new ApiKeySettings(new ControlSettings(5_000, 0, 20), maxKeys, 3),
                () -> new UUID(0, ids.incrementAndGet()),
                new SecureRandom()::nextBytes,
                Executors.newVirtualThreadPerTaskExecutor());
        return MockMvcBuilders.standaloneSetup(
                        new ApiKeyController(keys, directory, new StreamPermissions(controlPlane.cache()), clock),
                        new OtherApiPaths())
                .defaultRequest(MockMvcRequestBuilders.get("/").requestAttr(Principal.ATTRIBUTE, Principal.LOCAL))
                .build();
    }

    @BeforeEach
    void open() {
        routes = routes(10);
    }

    private MockHttpServletResponse call(MockHttpServletRequestBuilder request) throws Exception {
        return routes.perform(request).andReturn().getResponse();
    }

    private MockHttpServletResponse post(String path, String body) throws Exception {
        return call(MockMvcRequestBuilders.post(path).content(body));
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JSON.readTree(answer.getContentAsString());
    }

    private JsonNode create(String body) throws Exception {
        MockHttpServletResponse answer = post(KEYS, body);
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(201);
        return json(answer);
    }

    private String table(String tenant, String namespace, String name) {
        TableDirectory tables = new TableDirectory(
                controlPlane.cache(),
                controlPlane.gateway(),
                new CatalogSettings(new ControlSettings(5_000, 0, 20), TableSettings.DEFAULT));
        return tables.ensure(
                        new TableRef(tenant, namespace, name),
                        TableSettings.DEFAULT,
                        List.of(),
                        null,
                        new Principal(tenant, "test", Role.ADMIN))
                .tableId()
                .toString();
    }

    private Authentication authenticate(JsonNode made) {
        return directory.authenticate(made.path("api_key").stringValue(), now.get());
    }

    @Test
    void theAnswerToANewKeyIsTheOnlyOneThatShowsIt() throws Exception {
        JsonNode made = create("{\"name\":\"producer-service\",\"role\":\"writer\",\"expires_in_days\":1}");

        assertThat(made.path("key_id").stringValue()).isEqualTo("key_00000000-0000-0000-0000-000000000001");
        assertThat(made.path("api_key").stringValue()).matches("ttd_live_[0-9a-f]{64}");
        assertThat(made.path("name").stringValue()).isEqualTo("producer-service");
        assertThat(made.path("role").stringValue()).isEqualTo("writer");
        assertThat(made.path("created_at").stringValue()).isEqualTo("2026-11-20T00:00:00.000000Z");
        assertThat(made.path("expires_at").stringValue()).isEqualTo("2026-11-21T00:00:00.000000Z");

        MockHttpServletResponse list = call(MockMvcRequestBuilders.get(KEYS));
        assertThat(list.getHeader("Cache-Control")).isEqualTo("no-store");
        String secret = made.path("api_key").stringValue().substring(25);
        assertThat(list.getContentAsString()).contains("producer-service").doesNotContain(secret);
        assertThat(controlPlane.facts().toString()).doesNotContain(secret);
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void aKeyHasAnyOfTheFiveRoles(Role role) throws Exception {
        JsonNode made = create("{\"name\":\"k\",\"role\":\"" + role.text() + "\"}");

        assertThat(authenticate(made))
                .isEqualTo(new Authentication.Granted(
                        new Principal("default", made.path("key_id").stringValue(), role)));
    }

    private void tenant(String name) {
        controlPlane.gateway().sendAndWait(new CreateTenant(CreateTenant.keyOf(name), name, "test"));
    }

    private MockHttpServletResponse as(Principal caller, MockHttpServletRequestBuilder request) throws Exception {
        return call(request.requestAttr(Principal.ATTRIBUTE, caller));
    }

    @Test
    void whoManagesTheServerLooksAfterTheKeysOfEveryTenant() throws Exception {
        tenant("acme");
        JsonNode made = create("{\"name\":\"theirs\",\"role\":\"admin\",\"tenant\":\"acme\"}");
        String id = made.path("key_id").stringValue();
        assertThat(made.path("tenant").stringValue()).isEqualTo("acme");
        assertThat(authenticate(made)).isEqualTo(new Authentication.Granted(new Principal("acme", id, Role.ADMIN)));

        assertThat(call(MockMvcRequestBuilders.get(KEYS)).getContentAsString()).doesNotContain(id);
        assertThat(call(MockMvcRequestBuilders.get(KEYS + "?tenant=acme")).getContentAsString())
                .contains(id);
        assertThat(post(KEYS + "/" + id + "/rotate", "{\"overlap_seconds\":0}").getStatus())
                .isEqualTo(200);
        assertThat(authenticate(made)).isInstanceOf(Authentication.Denied.class);
        assertThat(call(MockMvcRequestBuilders.delete(KEYS + "/" + id)).getStatus())
                .isEqualTo(204);
        assertThat(post(KEYS, "{\"name\":\"k\",\"role\":\"admin\",\"tenant\":\"nobody\"}")
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void theAdministratorOfAnotherTenantKeepsToItsOwn() throws Exception {
        tenant("acme");
        tenant("other");
        String ours =
                create("{\"name\":\"ours\",\"role\":\"admin\"}").path("key_id").stringValue();
        String theirs = create("{\"name\":\"theirs\",\"role\":\"admin\",\"tenant\":\"acme\"}")
                .path("key_id")
                .stringValue();
        Principal caller = new Principal("acme", theirs, Role.ADMIN);

        MockHttpServletResponse own =
                as(caller, MockMvcRequestBuilders.post(KEYS).content("{\"name\":\"own\",\"role\":\"reader\"}"));
        assertThat(own.getStatus()).isEqualTo(201);
        assertThat(json(own).path("tenant").stringValue()).isEqualTo("acme");
        assertThat(as(caller, MockMvcRequestBuilders.get(KEYS)).getContentAsString())
                .contains(theirs)
                .doesNotContain(ours);
        for (String tenant : List.of("default", "other", "nobody")) {
            assertThat(as(
                                    caller,
                                    MockMvcRequestBuilders.post(KEYS)
                                            .content("{\"name\":\"k\",\"role\":\"admin\",\"tenant\":\"" + tenant
                                                    + "\"}"))
                            .getStatus())
                    .as("to find out nothing, not even that it is there: %s", tenant)
                    .isEqualTo(403);
            assertThat(as(caller, MockMvcRequestBuilders.get(KEYS + "?tenant=" + tenant))
                            .getStatus())
                    .isEqualTo(403);
        }
        assertThat(as(caller, MockMvcRequestBuilders.delete(KEYS + "/" + ours)).getStatus())
                .isEqualTo(404);
        assertThat(as(
                                caller,
                                MockMvcRequestBuilders.post(KEYS + "/" + ours + "/rotate")
                                        .content("{}"))
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void keysAreListedNewestFirstWithTheirLastUse() throws Exception {
        JsonNode older = create("{\"name\":\"older\",\"role\":\"reader\"}");
        now.addAndGet(1_000_000);
        create("{\"name\":\"newer\",\"role\":\"reader\"}");
        authenticate(older);

        JsonNode listed = json(call(MockMvcRequestBuilders.get(KEYS))).path("api_keys");
        assertThat(listed).hasSize(2);
        assertThat(listed.get(0).path("name").stringValue()).isEqualTo("newer");
        assertThat(listed.get(0).has("last_used_at")).isFalse();
        assertThat(listed.get(1).path("last_used_at").stringValue()).isEqualTo("2026-11-20T00:00:01.000000Z");
        assertThat(listed.get(1).path("prefix").stringValue())
                .isEqualTo(older.path("api_key").stringValue().substring(0, 25) + "…");
    }

    @Test
    void anEmptyListIsAList() throws Exception {
        assertThat(call(MockMvcRequestBuilders.get(KEYS)).getContentAsString()).isEqualTo("{\"api_keys\":[]}");
    }

    @Test
    void aStreamIdGrantsWhatTheRoleMayDo() throws Exception {
        String id = table("default", "shop", "orders");
        JsonNode made = create("{\"name\":\"k\",\"role\":\"writer\",\"stream_permissions\":[\"str_" + id + "\"]}");

        assertThat(authenticate(made))
                .isEqualTo(new Authentication.Granted(new Principal(
                        "default",
                        made.path("key_id").stringValue(),
                        Role.WRITER,
                        List.of(new Grant("shop", "orders", Set.of(Grant.Action.READ, Grant.Action.WRITE))))));
        assertThat(made.path("stream_permissions").toString())
                .isEqualTo("[{\"stream_id\":\"str_" + id
                        + "\",\"namespace\":\"shop\",\"table\":\"orders\",\"actions\":[\"read\",\"write\"]}]");
    }

    @Test
    void permissionsNameNamespacesTablesAndActions() throws Exception {
        JsonNode made = create("{\"name\":\"k\",\"role\":\"writer\",\"stream_permissions\":["
                + "{\"namespace\":\"shop\",\"actions\":[\"read\"]},"
                + "{\"namespace\":\"web\",\"table\":\"visits\",\"actions\":[\"admin\"]},"
                + "{\"resource_type\":\"stream\",\"resource_id\":\"*\",\"actions\":[\"READ\",\"write\"]}]}");

        assertThat(((Authentication.Granted) authenticate(made)).principal().grants())
                .containsExactly(
                        new Grant("shop", "*", Set.of(Grant.Action.READ)),
                        new Grant("web", "visits", Set.of(Grant.Action.ADMIN)),
                        new Grant("*", "*", Set.of(Grant.Action.READ, Grant.Action.WRITE)));
        assertThat(made.path("stream_permissions").get(2).path("stream_id").stringValue())
                .isEqualTo("*");
    }

    @Test
    void aStreamOfAnotherTenantIsNotFound() throws Exception {
        String id = table("other", "shop", "orders");
        MockHttpServletResponse answer =
                post(KEYS, "{\"name\":\"k\",\"role\":\"writer\",\"stream_permissions\":[\"str_" + id + "\"]}");

        assertThat(answer.getStatus()).isEqualTo(404);
        assertThat(json(answer).at("/error/code").stringValue()).isEqualTo("NOT_FOUND");
        assertThat(json(answer).at("/error/details/pointer").stringValue()).isEqualTo("/stream_permissions/0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                             | 422 | VALIDATION_ERROR | /name",
                "{\"name\":\"k\"}                                               | 422 | VALIDATION_ERROR | /role",
                "{\"name\":\"k\",\"role\":\"root\"}                             | 422 | VALIDATION_ERROR | /role",
                "{\"name\":\"k\",\"role\":\"reader\",\"expires_in_days\":0}     | 422 | VALIDATION_ERROR | /expires_in_days",
                "{\"name\":\"k\",\"role\":\"reader\",\"expires_in_days\":1.5}   | 422 | VALIDATION_ERROR | /expires_in_days",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":{}} | 422 | VALIDATION_ERROR | /stream_permissions",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[1]} | 422 | VALIDATION_ERROR | /stream_permissions/0",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[\"str_x\"]} | 422 | VALIDATION_ERROR | /stream_permissions/0",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[{\"namespace\":\"a b\"}]} | 422 | VALIDATION_ERROR | /stream_permissions/0/namespace",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[{\"namespace\":\"a\",\"actions\":[]}]} | 422 | VALIDATION_ERROR | /stream_permissions/0/actions",
                "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[{\"namespace\":\"a\",\"actions\":[\"drop\"]}]} | 422 | VALIDATION_ERROR | /stream_permissions/0/actions",
                "[]                                                             | 400 | INVALID_JSON     |",
                "{\"name\":                                                     | 400 | INVALID_JSON     |"
            })
    void aBadRequestSaysWhereItIsBad(String body, int status, String code, String pointer) throws Exception {
        MockHttpServletResponse answer = post(KEYS, body);

        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        JsonNode error = json(answer).path("error");
        assertThat(error.path("code").stringValue()).isEqualTo(code);
        assertThat(error.at("/details/pointer").asString(null)).isEqualTo(pointer);
        assertThat(controlPlane.facts()).isEmpty();
    }

    @Test
    void nobodyHasMoreKeysOrGrantsThanTheBoundsSay() throws Exception {
        routes = routes(1);
        assertThat(post(KEYS, "{\"name\":\"k\",\"role\":\"reader\",\"stream_permissions\":[\"*\",\"*\",\"*\",\"*\"]}")
                        .getStatus())
                .isEqualTo(422);
        String id =
                create("{\"name\":\"k\",\"role\":\"reader\"}").path("key_id").stringValue();
        assertThat(post(KEYS, "{\"name\":\"k\",\"role\":\"reader\"}").getStatus())
                .isEqualTo(422);

        call(MockMvcRequestBuilders.delete(KEYS + "/" + id));
        create("{\"name\":\"k\",\"role\":\"reader\"}");
    }

    @Test
    void aRotatedKeyHasANewTextAndTheEarlierOneGoesOnForTheOverlap() throws Exception {
        JsonNode made = create("{\"name\":\"k\",\"role\":\"reader\"}");
        String path = KEYS + "/" + made.path("key_id").stringValue() + "/rotate";

        JsonNode rotated = json(post(path, "{\"overlap_seconds\":60}"));
        assertThat(rotated.path("key_id")).isEqualTo(made.path("key_id"));
        assertThat(authenticate(made)).isInstanceOf(Authentication.Granted.class);
        assertThat(authenticate(rotated)).isInstanceOf(Authentication.Granted.class);
        now.addAndGet(60_000_000);
        assertThat(authenticate(made)).isEqualTo(new Authentication.Denied("API key expired"));
        assertThat(authenticate(rotated)).isInstanceOf(Authentication.Granted.class);

        JsonNode again = json(call(MockMvcRequestBuilders.post(path)));
        now.addAndGet(86_399_999_999L);
        assertThat(authenticate(rotated))
                .as("a day of overlap where none is said")
                .isInstanceOf(Authentication.Granted.class);
        now.addAndGet(1);
        assertThat(authenticate(rotated)).isInstanceOf(Authentication.Denied.class);
        assertThat(authenticate(again)).isInstanceOf(Authentication.Granted.class);
    }

    @ParameterizedTest
    @CsvSource({"-1", "2592001", "9223372036854775807", "'\"1\"'", "99999999999999999999"})
    void anOverlapOutOfRangeIsRefused(String overlap) throws Exception {
        String id =
                create("{\"name\":\"k\",\"role\":\"reader\"}").path("key_id").stringValue();

        assertThat(post(KEYS + "/" + id + "/rotate", "{\"overlap_seconds\":" + overlap + "}")
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void aRevokedKeyIsRefusedAtOnceAndItsIdIsTakenWithoutPrefixToo() throws Exception {
        JsonNode made = create("{\"name\":\"k\",\"role\":\"reader\"}");
        String bare = made.path("key_id").stringValue().substring("key_".length());

        MockHttpServletResponse answer = call(MockMvcRequestBuilders.delete(KEYS + "/" + bare));
        assertThat(answer.getStatus()).isEqualTo(204);
        assertThat(answer.getContentAsString()).isEmpty();
        assertThat(authenticate(made)).isEqualTo(new Authentication.Denied("invalid API key"));
        assertThat(call(MockMvcRequestBuilders.delete(KEYS + "/" + bare)).getStatus())
                .as("said twice")
                .isEqualTo(204);
    }

    @Test
    void aKeyOfAnotherTenantIsAsUnknownAsOneThatIsNotThere() throws Exception {
        String id =
                create("{\"name\":\"k\",\"role\":\"reader\"}").path("key_id").stringValue();
        Principal stranger = new Principal("other", "key_9", Role.ADMIN);

        MockHttpServletResponse theirs =
                call(MockMvcRequestBuilders.delete(KEYS + "/" + id).requestAttr(Principal.ATTRIBUTE, stranger));
        MockHttpServletResponse nobodys =
                call(MockMvcRequestBuilders.delete(KEYS + "/key_7").requestAttr(Principal.ATTRIBUTE, stranger));
        assertThat(theirs.getStatus()).isEqualTo(404);
        assertThat(theirs.getContentAsString()).isEqualTo(nobodys.getContentAsString());
        assertThat(json(theirs).at("/error/message").stringValue()).isEqualTo("API key not found");
        assertThat(call(MockMvcRequestBuilders.get(KEYS).requestAttr(Principal.ATTRIBUTE, stranger))
                        .getContentAsString())
                .isEqualTo("{\"api_keys\":[]}");
    }

    @Test
    void withoutTheEventStoreNothingIsMadeAndTheAnswerSaysSo() throws Exception {
        controlPlane.away(true);
        MockHttpServletResponse answer = post(KEYS, "{\"name\":\"k\",\"role\":\"reader\"}");

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("2");
        assertThat(json(answer).at("/error/code").stringValue()).isEqualTo("UNAVAILABLE");
    }

    @Test
    void otherMethodsAndPathsAreRefusedInTheEnvelope() throws Exception {
        MockHttpServletResponse put = call(MockMvcRequestBuilders.put(KEYS));
        assertThat(put.getStatus()).isEqualTo(405);
        assertThat(json(put).at("/error/message").stringValue()).isEqualTo("method not allowed");

        MockHttpServletResponse nowhere = call(MockMvcRequestBuilders.get("/api/v1/nothing"));
        assertThat(nowhere.getStatus()).isEqualTo(404);
        assertThat(json(nowhere).at("/error/code").stringValue()).isEqualTo("NOT_FOUND");
    }
}
