package io.truenow.infra.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class AccessGuardTest {

    private static final Principal SOMEBODY = new Principal("other", "key_1", Role.READER);

    private final AtomicLong nanos = new AtomicLong();
    private final AccessGuard guard = new AccessGuard(
            AccessGuard.Doors.of(List.of("/health"), Set.of("/health")),
            Set.of("truenow", "[fd00::5]"),
            Callers.open(AccessGuardTest::authenticate, new GuessLimit(nanos::get), new SignedRequests(() -> 0, 1)));
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();

    private static Authentication authenticate(String key) {
        if (key.equals("ttd_live_early")) {
            return new Authentication.NotReady();
        }
        return key.equals("ttd_live_right")
                ? new Authentication.Granted(SOMEBODY)
                : new Authentication.Denied("invalid API key");
    }

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
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isEqualTo(Principal.LOCAL);
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
    void aWrongCredentialIsRefusedEvenWhereNoneIsAskedFor(String header, String value) throws Exception {
        MockHttpServletRequest request = request("GET", "/health", "localhost");
        request.addHeader(header, value);
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentType()).isEqualTo("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, Bearer ttd_live_right",
        "Authorization, bearer   ttd_live_right",
        "Authorization, ApiKey ttd_live_right",
        "Authorization, Token ttd_live_right",
        "Authorization, ttd_live_right",
        "Authorization, Basic YW55b25lOnR0ZF9saXZlX3JpZ2h0",
        "X-API-Key, ttd_live_right"
    })
    void aKeyIsTakenInEveryFormThatClientsSend(String header, String value) throws Exception {
        MockHttpServletRequest request = request("GET", "/v1/stats", "localhost");
        request.addHeader(header, value);
        assertThat(passes(request)).isTrue();
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isEqualTo(SOMEBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer eyJhbGciOiJub25lIn0.e30., JWT authentication not configured",
        "Digest username=x, unsupported authorization scheme",
        "Basic !!!, unsupported authorization scheme",
        "Bearer ttd_live_wrong, invalid API key"
    })
    void aRefusalSaysWhatWasWrong(String value, String sentence) throws Exception {
        MockHttpServletRequest request = request("GET", "/v1/stats", "localhost");
        request.addHeader("Authorization", value);
        assertThat(passes(request)).isFalse();
        assertThat(response.getContentAsString())
                .isEqualTo("{\"error\":\"" + sentence + "\",\"code\":\"UNAUTHENTICATED\"}");
        assertThat(response.getHeaders("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"truenow\"", "Basic realm=\"truenow\", charset=\"UTF-8\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer  ", "ApiKey", "Token"})
    void aJwtComesWhereverAKeyMay(String scheme) throws Exception {
        assertRefusedAsJwt(scheme + " eyJhbGciOiJub25lIn0.e30.");
    }

    /** As Avatica's driver and the console send one. */
    @Test
    void aJwtIsAPasswordToo() throws Exception {
        assertRefusedAsJwt("Basic "
                + Base64.getEncoder().encodeToString("any:eyJhbGciOiJub25lIn0.e30.".getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRefusedAsJwt(String value) throws Exception {
        MockHttpServletRequest request = request("GET", "/v1/stats", "localhost");
        request.addHeader("Authorization", value);
        assertThat(passes(request)).isFalse();
        assertThat(response.getContentAsString()).contains("JWT authentication not configured");
    }

    @Test
    void belowTheOldApiARefusalComesInItsEnvelope() throws Exception {
        MockHttpServletRequest request = request("GET", "/api/v1/schemas", "localhost");
        request.addHeader("X-API-Key", "ttd_live_wrong");
        assertThat(passes(request)).isFalse();
        assertThat(response.getContentAsString())
                .isEqualTo("{\"error\":{\"code\":\"AUTHENTICATION_FAILED\",\"message\":\"invalid API key\"}}");
    }

    @Test
    void twoCredentialsThatDifferAreNone() throws Exception {
        MockHttpServletRequest request = request("GET", "/v1/stats", "localhost");
        request.addHeader("X-API-Key", "ttd_live_right");
        request.addHeader("Authorization", "Bearer ttd_live_other");
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
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
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isEqualTo(Principal.LOCAL);
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

    private MockHttpServletResponse tried(String key, String address) throws Exception {
        MockHttpServletRequest request = request("GET", "/api/v1/schemas", "localhost");
        request.addHeader("X-API-Key", key);
        request.setRemoteAddr(address);
        MockHttpServletResponse answer = new MockHttpServletResponse();
        guard.doFilter(request, answer, new MockFilterChain());
        return answer;
    }

    @Test
    void whoGuessesIsNotLookedAtForTheRestOfTheMinute() throws Exception {
        for (int guess = 0; guess < GuessLimit.MAX_FAILURES; guess++) {
            assertThat(tried("ttd_live_" + guess, "10.0.0.1").getStatus()).isEqualTo(401);
        }
        nanos.addAndGet(Duration.ofSeconds(20).toNanos());

        MockHttpServletResponse limited = tried("ttd_live_right", "10.0.0.1");
        assertThat(limited.getStatus()).as("right or wrong").isEqualTo(429);
        assertThat(limited.getHeader("Retry-After")).isEqualTo("41");
        assertThat(limited.getContentAsString())
                .isEqualTo("{\"error\":{\"code\":\"RATE_LIMITED\",\"message\":\"rate limit exceeded\"}}");
        assertThat(tried("ttd_live_right", "10.0.0.2").getStatus()).isEqualTo(200);

        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(tried("ttd_live_right", "10.0.0.1").getStatus()).isEqualTo(200);
    }

    @Test
    void aKeyThatComesTooEarlyIsToComeAgainAndIsNoGuess() throws Exception {
        for (int tries = 0; tries < 2 * GuessLimit.MAX_FAILURES; tries++) {
            MockHttpServletResponse early = tried("ttd_live_early", "10.0.0.1");
            assertThat(early.getStatus()).isEqualTo(503);
            assertThat(early.getHeader("Retry-After")).isEqualTo("1");
            assertThat(early.getContentAsString()).contains("\"code\":\"UNAVAILABLE\"");
        }
        assertThat(tried("ttd_live_right", "10.0.0.1").getStatus()).isEqualTo(200);
    }

    @Test
    void guessesOfOneKeyDoNotKeepOutAnother() throws Exception {
        Random random = new Random(5);
        String guessed = ApiKeyText.generate(random::nextBytes).reveal();
        for (int guess = 0; guess < GuessLimit.MAX_FAILURES; guess++) {
            tried(guessed, "10.0.0.1");
        }

        assertThat(tried(guessed, "10.0.0.1").getStatus()).isEqualTo(429);
        assertThat(tried(ApiKeyText.generate(random::nextBytes).reveal(), "10.0.0.1")
                        .getStatus())
                .isEqualTo(401);
    }

    @Test
    void moreAddressesThanAreRememberedTakeNoMoreRoom() throws Exception {
        GuessLimit limit = new GuessLimit(nanos::get);
        for (int address = 0; address < 2 * GuessLimit.MAX_CALLERS; address++) {
            limit.failed(new GuessLimit.Caller(Integer.toString(address), ""));
        }

        assertThat(limit.callers()).isLessThanOrEqualTo(GuessLimit.MAX_CALLERS);
        assertThat(limit.refused()).isEqualTo(2L * GuessLimit.MAX_CALLERS);
    }
}
