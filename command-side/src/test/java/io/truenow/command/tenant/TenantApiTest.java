package io.truenow.command.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.catalog.MemoryControlPlane;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.control.ControlSettings;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The routes of tenants over a control plane in memory. */
class TenantApiTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TENANTS = "/api/v1/tenants";

    private final TenantDirectory directory = new TenantDirectory();
    private final MemoryControlPlane controlPlane = new MemoryControlPlane(() -> 1_795_132_800_000_000L, directory);
    private final MockMvc routes = MockMvcBuilders.standaloneSetup(new TenantController(new Tenants(
                    directory,
                    new ControlCommands(
                            controlPlane.gateway(),
                            new ControlSettings(5_000, 0, 20),
                            Executors.newVirtualThreadPerTaskExecutor()))))
            .build();
    private Principal caller = Principal.LOCAL;

    private JsonNode expect(int status, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse answer = routes.perform(request.requestAttr(Principal.ATTRIBUTE, caller))
                .andReturn()
                .getResponse();
        assertThat(answer.getStatus()).as(answer.getContentAsString()).isEqualTo(status);
        return JSON.readTree(answer.getContentAsString());
    }

    private static MockHttpServletRequestBuilder post(String body) {
        return MockMvcRequestBuilders.post(TENANTS).content(body);
    }

    private static MockHttpServletRequestBuilder patch(String name, String status) {
        return MockMvcRequestBuilders.patch(TENANTS + "/" + name).content("{\"status\":\"" + status + "\"}");
    }

    private static MockHttpServletRequestBuilder get(String path) {
        return MockMvcRequestBuilders.get(TENANTS + path);
    }

    @Test
    void aTenantIsMadeSuspendedAndLetInAgain() throws Exception {
        JsonNode made = expect(201, post("{\"name\":\"acme\"}"));
        assertThat(made)
                .isEqualTo(JSON.readTree("{\"name\":\"acme\",\"status\":\"active\","
                        + "\"created_at\":\"2026-11-20T00:00:00.000000Z\",\"updated_at\":\"2026-11-20T00:00:00.000000Z\","
                        + "\"created_by\":\"local\"}"));
        expect(409, post("{\"name\":\"acme\"}"));
        expect(409, post("{\"name\":\"default\"}"));
        expect(422, post("{\"name\":\"a b\"}"));
        expect(422, post("{}"));
        expect(422, post("moon"));

        assertThat(expect(200, patch("acme", "suspended")).path("status").stringValue())
                .isEqualTo("suspended");
        assertThat(directory.letsIn("acme")).isFalse();
        expect(422, patch("acme", "suspended"));
        expect(422, patch("acme", "moon"));
        expect(422, patch("default", "suspended"));
        expect(404, patch("nobody", "suspended"));
        assertThat(expect(200, patch("acme", "active"))).isEqualTo(expect(200, get("/acme")));
        assertThat(expect(200, get("")).values())
                .extracting(tenant -> tenant.path("name").stringValue())
                .containsExactly("default", "acme");
        expect(404, get("/nobody"));
        expect(405, MockMvcRequestBuilders.delete(TENANTS + "/acme"));
    }

    @Test
    void theAdministratorOfAnotherTenantSeesItsOwnAndChangesNone() throws Exception {
        expect(201, post("{\"name\":\"acme\"}"));
        expect(201, post("{\"name\":\"other\"}"));
        caller = new Principal("acme", "key_1", Role.ADMIN);

        assertThat(expect(200, get("")).values())
                .extracting(tenant -> tenant.path("name").stringValue())
                .containsExactly("acme");
        expect(200, get("/acme"));
        expect(404, get("/other"));
        expect(404, get("/default"));
        expect(403, post("{\"name\":\"third\"}"));
        expect(403, patch("acme", "suspended"));
        expect(403, patch("other", "suspended"));
        expect(403, patch("nobody", "suspended"));
    }
}
