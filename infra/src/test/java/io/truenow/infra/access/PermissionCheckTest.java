package io.truenow.infra.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.OpenToAll;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Requires;
import io.truenow.events.access.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class PermissionCheckTest {

    @RestController
    @Requires(Permission.QUERY)
    static class Guarded {

        @GetMapping("/read")
        String read() {
            return "read";
        }

        @Requires(Permission.WRITE_API_KEYS)
        @GetMapping("/keys")
        String keys() {
            return "keys";
        }

        @OpenToAll
        @GetMapping("/open")
        String open() {
            return "open";
        }

        @OpenToAll(strangers = true)
        @GetMapping("/health")
        String health() {
            return "health";
        }
    }

    @RestController
    static class Silent {

        @GetMapping("/silent")
        String silent() {
            return "silent";
        }
    }

    @RestController
    @OpenToAll
    static class Open {

        @Requires(Permission.WRITE_NAMESPACES)
        @GetMapping("/api/v1/closed")
        String closed() {
            return "closed";
        }
    }

    private final MockMvc routes = MockMvcBuilders.standaloneSetup(new Guarded(), new Silent(), new Open())
            .addInterceptors(new PermissionCheck())
            .build();

    private MockHttpServletResponse get(String path, Role role) throws Exception {
        MockHttpServletRequestBuilder request = MockMvcRequestBuilders.get(path);
        return routes.perform(request.requestAttr(Principal.ATTRIBUTE, new Principal("default", "somebody", role)))
                .andReturn()
                .getResponse();
    }

    @ParameterizedTest
    @CsvSource({
        "/read, READER, 200",
        "/keys, READER, 403",
        "/keys, OPERATOR, 403",
        "/keys, ADMIN, 200",
        "/open, READER, 200",
        "/silent, ADMIN, 403",
        "/api/v1/closed, SCHEMA_ADMIN, 403",
        "/api/v1/closed, OPERATOR, 200"
    })
    void aRouteAsksForWhatItSays(String path, Role role, int status) throws Exception {
        assertThat(get(path, role).getStatus()).isEqualTo(status);
    }

    @Test
    void aRefusalNamesTheRoleThatItTakesInTheWordsOfTheDoor() throws Exception {
        assertThat(get("/keys", Role.WRITER).getContentAsString())
                .isEqualTo(
                        "{\"error\":\"The role [writer] may not do this; it takes [admin].\",\"code\":\"FORBIDDEN\"}");
        assertThat(get("/api/v1/closed", Role.READER).getContentAsString())
                .isEqualTo("{\"error\":{\"code\":\"AUTHORIZATION_FAILED\",\"message\":"
                        + "\"The role [reader] may not do this; it takes [operator].\"}}");
    }

    @ParameterizedTest
    @CsvSource({"/read, 401", "/silent, 401", "/open, 401", "/health, 200"})
    void whoIsNotKnownGetsWhatIsOpenToStrangers(String path, int status) throws Exception {
        assertThat(routes.perform(MockMvcRequestBuilders.get(path))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .isEqualTo(status);
    }
}
