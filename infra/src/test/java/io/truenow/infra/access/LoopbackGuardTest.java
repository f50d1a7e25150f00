package io.truenow.infra.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class LoopbackGuardTest {

    private final LoopbackGuard guard = new LoopbackGuard(List.of("/health"), Set.of("truenow", "[fd00::5]"));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    private static MockHttpServletRequest request(String method, String path, String host) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", host);
        return request;
    }

    private boolean passes(MockHttpServletRequest request) throws Exception {
        guard.doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8088", "127.0.0.1:8088", "[::1]:8088", "LOCALHOST:1"})
    void aCallerOnThisMachineIsTheLocalAdministrator(String host) throws Exception {
        MockHttpServletRequest request = request("POST", "/v1/ingest", host);
        assertThat(passes(request)).isTrue();
        assertThat(request.getAttribute(LoopbackGuard.PRINCIPAL)).isEqualTo(Principal.LOCAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example:8088", "127.0.0.1.nip.example", "10.0.0.1", "[::2]"})
    void aForeignHostIsRefusedEvenForReads(String host) throws Exception {
        assertThat(passes(request("GET", "/health", host))).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentAsString()).startsWith("{\"error\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"truenow:8090", "TrueNow", "[fd00::5]:8090", "localhost:8090"})
    void anAllowedNameIsOursBesideThoseOfLoopback(String host) throws Exception {
        MockHttpServletRequest request = request("POST", "/v1/ingest", host);
        request.addHeader("Origin", "http://" + host);
        assertThat(passes(request)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"truenow.evil.example", "nottruenow:8090", "true", "truenow.", "[fd00::6]:8090"})
    void anAllowedNameOpensNoOtherName(String host) throws Exception {
        assertThat(passes(request("GET", "/health", host))).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @Test
    void aRequestWithoutAHostIsRefused() throws Exception {
        assertThat(passes(new MockHttpServletRequest("GET", "/health"))).isFalse();
        assertThat(response.getStatus()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({
        "POST, https://evil.example, false",
        "DELETE, null, false",
        "POST, http://localhost:8080, true",
        "POST, http://[::1]:8080, true",
        "GET, https://evil.example, true"
    })
    void aForeignPageMayOnlyRead(String method, String origin, boolean passes) throws Exception {
        MockHttpServletRequest request = request(method, "/v1/ingest", "localhost:8088");
        request.addHeader("Origin", origin);
        assertThat(passes(request)).isEqualTo(passes);
        assertThat(response.getStatus()).isEqualTo(passes ? 200 : 403);
    }

    @Test
    void aWebSocketOfAForeignPageIsNoRead() throws Exception {
        MockHttpServletRequest request = request("GET", "/push", "localhost:8080");
        request.addHeader("Origin", "https://evil.example");
        request.addHeader("Upgrade", "websocket");
        assertThat(passes(request)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer ttd_live_x",
        "Authorization, ApiKey x",
        "Authorization, Basic eDp5",
        "Authorization, ttd_live_x",
        "Authorization, Token x",
        "Authorization, Tokens",
        "X-API-Key, x"
    })
    void aPresentedCredentialIsCheckedAndNoneIsValidYet(String header, String value) throws Exception {
        MockHttpServletRequest request = request("GET", "/health", "localhost");
        request.addHeader(header, value);
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, 'Token '",
        "Authorization, Token",
        "Authorization, 'bearer  '",
        "Authorization, ApiKey",
        "Authorization, Basic",
        "Authorization, Basic Og==",
        "Authorization, ''",
        "X-API-Key, ''"
    })
    void aSchemeWithNothingBehindItIsNoCredential(String header, String value) throws Exception {
        MockHttpServletRequest request = request("POST", "/api/v2/write", "localhost");
        request.addHeader(header, value);
        assertThat(passes(request)).isTrue();
        assertThat(request.getAttribute(LoopbackGuard.PRINCIPAL)).isEqualTo(Principal.LOCAL);
    }

    @Test
    void anEmptyCredentialDoesNotHideASecondOne() throws Exception {
        MockHttpServletRequest request = request("POST", "/v1/ingest", "localhost");
        request.addHeader("Authorization", "Token ");
        request.addHeader("Authorization", "Bearer wrong");
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
    }

    @Test
    void onlyDocumentedReadsAreOpenToOtherOrigins() throws Exception {
        assertThat(passes(request("GET", "/health", "localhost"))).isTrue();
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("*");

        MockHttpServletResponse other = new MockHttpServletResponse();
        guard.doFilter(request("GET", "/console", "localhost"), other, new MockFilterChain());
        assertThat(other.getHeader("Access-Control-Allow-Origin")).isNull();
        guard.doFilter(request("POST", "/health", "localhost"), other, new MockFilterChain());
        assertThat(other.getHeader("Access-Control-Allow-Origin")).isNull();
    }
}
