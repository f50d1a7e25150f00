package io.truenow.command.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.catalog.MemoryControlPlane;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.ControlSettings;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.config.ConfigurationKey;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of the configuration over a control plane in memory. */
class ConfigurationApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CONFIG = "/api/v1/config";
    private static final String USUAL = "{\"ingestion.max_batch_size\":10000,"
            + "\"ingestion.max_record_size_bytes\":1048576,\"retention.default_days\":365}";

    private final ConfigurationDirectory directory = new ConfigurationDirectory();
    private final ConfigurationDirectory late = new ConfigurationDirectory();
    private final MemoryControlPlane controlPlane = new MemoryControlPlane(() -> 1_795_132_800_000_000L, late);
    private final MockMvc routes = MockMvcBuilders.standaloneSetup(new ConfigurationController(new Configurations(
                    directory,
                    new ControlCommands(
                            controlPlane.gateway(),
                            new ControlSettings(5_000, 0, 20),
                            Executors.newVirtualThreadPerTaskExecutor()))))
            .build();
    private Principal caller = Principal.LOCAL;

    private MockHttpServletResponse expect(int status, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = routes.perform(request.requestAttr(Principal.ATTRIBUTE, caller))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return answer;
    }

    private static JsonNode json(MockHttpServletResponse answer) throws Exception {
        return JSON.readTree(answer.getContentAsString());
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(CONFIG + path);
    }

    private static MockHttpServletRequestBuilder post(String path, String body) {
        return MockMvcRequestBuilders.post(CONFIG + path).content(body);
    }

    private static MockHttpServletRequestBuilder patch(String body) {
        return MockMvcRequestBuilders.patch(CONFIG).content(body);
    }

    @Test
    void aChangeIsReadBackWithItsEpochAsTheTag() throws Exception {
        MockHttpServletResponse usual = expect(200, get(""));
        assertThat(usual.getContentAsString()).isEqualTo(USUAL);
        assertThat(usual.getHeader("ETag")).isEqualTo("\"1\"");

        MockHttpServletResponse changed =
                expect(200, patch("{\"retention.default_days\":30,\"ingestion.max_batch_size\":5}"));
        assertThat(json(changed))
                .isEqualTo(JSON.readTree(
                        "{\"updated_keys\":2,\"updated_at\":\"2026-11-20T00:00:00.000000Z\",\"epoch\":2}"));
        assertThat(changed.getHeader("ETag")).isEqualTo("\"2\"");
        assertThat(expect(200, get("")).getContentAsString())
                .isEqualTo("{\"ingestion.max_batch_size\":5,"
                        + "\"ingestion.max_record_size_bytes\":1048576,\"retention.default_days\":30}");
        assertThat(directory.value(ConfigurationKey.RETENTION_DAYS)).isEqualTo(30);
        assertThat(late.now()).isEqualTo(directory.now());

        expect(412, patch("{\"retention.default_days\":31}").header("If-Match", "\"1\""));
        expect(412, patch("{\"retention.default_days\":31}").header("If-Match", "moon"));
        expect(200, patch("{\"retention.default_days\":null}").header("If-Match", "\"2\""));
        assertThat(json(expect(200, get(""))).path("retention.default_days").intValue())
                .isEqualTo(365);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"moon\":1}|422|/moon",
                "{\"query.default_limit\":100}|422|/query.default_limit",
                "{\"ingestion.max_batch_size\":5,\"retention.default_days\":\"30\"}|422|/retention.default_days",
                "{\"ingestion.max_batch_size\":5,\"retention.default_days\":30.5}|422|/retention.default_days",
                "{\"ingestion.max_batch_size\":5,\"retention.default_days\":0}|422|/retention.default_days",
                "{\"ingestion.max_batch_size\":5,\"retention.default_days\":true}|422|/retention.default_days",
                "{\"ingestion.max_batch_size\":99999999999999999999}|422|/ingestion.max_batch_size",
                "{}|422|''",
                "moon|400|",
                "[]|400|"
            })
    void whatIsRefusedChangesNothing(String body, int status, String pointer) throws Exception {
        for (MockHttpServletRequestBuilder request :
                new MockHttpServletRequestBuilder[] {patch(body), post("/epochs", body)}) {
            JsonNode refused = json(expect(status, request));
            assertThat(refused.at("/error/message").stringValue()).isNotEmpty();
            assertThat(refused.at("/error/details/pointer").asString(null)).isEqualTo(pointer);
        }
        assertThat(expect(200, get("")).getContentAsString()).isEqualTo(USUAL);
        assertThat(controlPlane.facts()).isEmpty();
    }

    @Test
    void aProposalIsCommittedOvertakenForcedAndRolledBack() throws Exception {
        JsonNode first = json(expect(201, post("/epochs", "{\"retention.default_days\":30}")));
        assertThat(first.path("epoch").intValue()).isEqualTo(2);
        assertThat(first.path("status").stringValue()).isEqualTo("proposed");
        JsonNode second = json(expect(201, post("/epochs", "{\"ingestion.max_batch_size\":5}")));
        assertThat(second.path("epoch").intValue()).isEqualTo(3);
        assertThat(expect(200, get("")).getContentAsString()).isEqualTo(USUAL);

        JsonNode committed = json(expect(200, post("/epochs/3/commit", "")));
        assertThat(committed.path("status").stringValue()).isEqualTo("active");
        assertThat(committed.at("/values/ingestion.max_batch_size").intValue()).isEqualTo(5);
        expect(422, post("/epochs/3/commit", "{}"));
        expect(412, post("/epochs/2/commit", "{\"force\":false}"));
        expect(422, post("/epochs/2/commit", "{\"force\":1}"));
        expect(404, post("/epochs/7/commit", ""));
        expect(404, post("/epochs/moon/commit", ""));
        JsonNode forced = json(expect(200, post("/epochs/2/commit", "{\"force\":true}")));
        assertThat(forced.path("epoch").intValue()).isEqualTo(4);
        assertThat(forced.path("values"))
                .isEqualTo(JSON.readTree("{\"ingestion.max_batch_size\":5,"
                        + "\"ingestion.max_record_size_bytes\":1048576,\"retention.default_days\":30}"));

        expect(412, post("/rollback", "{\"expected_epoch\":3}"));
        expect(422, post("/rollback", "{\"expected_epoch\":\"4\"}"));
        MockHttpServletResponse back = expect(200, post("/rollback", "{\"expected_epoch\":4}"));
        assertThat(back.getHeader("ETag")).isEqualTo("\"5\"");
        assertThat(json(back).path("restores_epoch").intValue()).isEqualTo(3);
        assertThat(json(expect(200, get(""))).path("retention.default_days").intValue())
                .isEqualTo(365);
        assertThat(json(expect(200, get("/epochs"))).values())
                .extracting(one ->
                        one.path("epoch").intValue() + " " + one.path("status").stringValue())
                .containsExactly("5 active", "4 expired", "3 expired", "2 outdated");
        assertThat(json(expect(200, get("/epochs?limit=2&before=5"))).values())
                .extracting(one -> one.path("epoch").intValue())
                .containsExactly(4, 3);
        for (String wrong : new String[] {"limit=0", "limit=1001", "limit=x", "before=0", "before=x"}) {
            expect(422, get("/epochs?" + wrong));
        }
        assertThat(late.now()).isEqualTo(directory.now());
        expect(405, MockMvcRequestBuilders.delete(CONFIG));
    }

    @Test
    void onlyAdministratorsOfTheFirstTenantChangeIt() throws Exception {
        caller = new Principal("acme", "key_1", Role.ADMIN);
        expect(200, get(""));
        expect(200, get("/epochs"));
        expect(403, patch("{\"retention.default_days\":30}"));
        expect(403, post("/epochs", "{\"retention.default_days\":30}"));
        expect(403, post("/epochs/2/commit", ""));
        expect(403, post("/rollback", ""));
        assertThat(controlPlane.facts()).isEmpty();
    }

    @Test
    void nothingChangesWhileTheStoreIsAway() throws Exception {
        controlPlane.away(true);
        expect(503, patch("{\"retention.default_days\":30}"));
        assertThat(expect(200, get("")).getContentAsString()).isEqualTo(USUAL);
    }
}
