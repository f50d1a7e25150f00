package io.truenow.infra.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** The guard of a server that demands a credential of everybody. */
class DemandedCredentialsTest {

    private static final Principal SOMEBODY = new Principal("other", "key_1", Role.READER);

    @TempDir
    private Path folder;

    private final GuessLimit guesses = new GuessLimit(() -> 0);
    private final SignedRequests signed = new SignedRequests(() -> 0, 1);
    private final MockHttpServletResponse response = new MockHttpServletResponse();
    private final MockFilterChain chain = new MockFilterChain();
    private Path file = Path.of("");
    private AccessGuard guard = new AccessGuard(
            AccessGuard.Doors.of(List.of(), Set.of()), Set.of(), Callers.open(key -> refused(), guesses, signed));

    private static Authentication refused() {
        return new Authentication.Denied("invalid API key");
    }

    @BeforeEach
    void open() {
        file = folder.resolve("local-secret");
        guard = guard(LocalSecret.make(file, bytes -> Arrays.fill(bytes, (byte) 7)));
    }

    private AccessGuard guard(LocalSecret secret) {
        return new AccessGuard(
                new AccessGuard.Doors(
                        List.of("/health", "/v1/stats"), Set.of("/health", "/metrics"), "/console"::equals),
                Set.of(),
                Callers.demanding(
                        key -> key.equals("ttd_live_right") ? new Authentication.Granted(SOMEBODY) : refused(),
                        guesses,
                        signed,
                        secret));
    }

    private static MockHttpServletRequest request(String method, String path) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, path);
        request.addHeader("Host", "analytics.example:8081");
        request.setRemoteAddr("10.0.0.9");
        request.setLocalAddr("10.0.0.1");
        return request;
    }

    private boolean passes(MockHttpServletRequest request) throws Exception {
        guard.doFilter(request, response, chain);
        return chain.getRequest() != null;
    }

    @ParameterizedTest
    @CsvSource({
        "POST, /v1/ingest",
        "GET, /v1/stats",
        "GET, /status",
        "POST, /health",
        "GET, /health/",
        "GET, //health",
        "GET, /health;x=1",
        "GET, /%68ealth",
        "GET, /metrics/x",
        "OPTIONS, /v1/ingest"
    })
    void whoPresentsNothingIsRefusedAndToldHowToPresentSomething(String method, String path) throws Exception {
        assertThat(passes(request(method, path))).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(response.getContentAsString())
                .isEqualTo("{\"error\":\"missing Authorization header\",\"code\":\"UNAUTHENTICATED\"}");
        assertThat(response.getHeaders("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"truenow\"", "Basic realm=\"truenow\", charset=\"UTF-8\"");
        assertThat(guesses.refused()).as("nothing was guessed").isZero();
    }

    @Test
    void belowTheOldApiItComesInItsEnvelope() throws Exception {
        assertThat(passes(request("GET", "/api/v1/api-keys"))).isFalse();
        assertThat(response.getContentAsString())
                .isEqualTo(
                        "{\"error\":{\"code\":\"AUTHENTICATION_FAILED\",\"message\":\"missing Authorization header\"}}");
    }

    @ParameterizedTest
    @CsvSource({"GET, /health", "HEAD, /health", "GET, /metrics", "GET, /console", "POST, /console"})
    void aStrangerIsLetThroughWhereItIsSaidAndIsNobodyThere(String method, String path) throws Exception {
        MockHttpServletRequest request = request(method, path);
        assertThat(passes(request)).isTrue();
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isNull();
        assertThat(request.getAttribute(Principal.STRANGER_ATTRIBUTE))
                .as("whether nobody asks for more behind the guard")
                .isEqualTo(path.equals("/console") ? null : true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/console"})
    void aWrongKeyIsRefusedThereToo(String path) throws Exception {
        MockHttpServletRequest request = request("GET", path);
        request.addHeader("X-API-Key", "ttd_live_wrong");
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
    }

    @Test
    void aKeyIsTakenWhateverTheServerIsCalled() throws Exception {
        MockHttpServletRequest request = request("POST", "/v1/ingest");
        request.addHeader("Authorization", "Bearer ttd_live_right");
        assertThat(passes(request)).isTrue();
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isEqualTo(SOMEBODY);
    }

    @ParameterizedTest
    @CsvSource({
        "http://analytics.example:8080, true",
        "http://ANALYTICS.example, true",
        "https://evil.example, false",
        "http://analytics.example.evil, false",
        "null, false"
    })
    void onlyAPageOfTheNameThatTheServerIsCalledByMayWrite(String origin, boolean passes) throws Exception {
        MockHttpServletRequest request = request("POST", "/v1/ingest");
        request.addHeader("Authorization", "Bearer ttd_live_right");
        request.addHeader("Origin", origin);
        assertThat(passes(request)).isEqualTo(passes);
        assertThat(response.getStatus()).isEqualTo(passes ? 200 : 403);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.2, 127.0.0.1, true",
        "0:0:0:0:0:0:0:1, 0:0:0:0:0:0:0:1, true",
        "10.0.0.1, 10.0.0.1, true",
        "10.0.0.9, 10.0.0.1, false",
        "localhost.example, 10.0.0.1, false"
    })
    void theLocalSecretIsTakenFromThisMachineOnly(String from, String to, boolean taken) throws Exception {
        MockHttpServletRequest request = request("GET", "/status");
        request.addHeader("Authorization", "Bearer " + LocalSecret.read(file).orElseThrow());
        request.setRemoteAddr(from);
        request.setLocalAddr(to);
        assertThat(passes(request)).isEqualTo(taken);
        assertThat(request.getAttribute(Principal.ATTRIBUTE)).isEqualTo(taken ? Principal.LOCAL : null);
    }

    @Test
    void aSecretOfAnEarlierStartIsAWrongKey() throws Exception {
        String earlier = LocalSecret.read(file).orElseThrow();
        guard = guard(LocalSecret.make(file, bytes -> Arrays.fill(bytes, (byte) 8)));
        assertThat(LocalSecret.read(file)).isNotEmpty().isNotEqualTo(java.util.Optional.of(earlier));

        MockHttpServletRequest request = request("GET", "/status");
        request.setRemoteAddr("127.0.0.1");
        request.addHeader("Authorization", "Bearer " + earlier);
        assertThat(passes(request)).isFalse();
        assertThat(response.getStatus()).isEqualTo(401);
        assertThat(guesses.refused()).isEqualTo(1);
    }

    @Test
    void theFileOfTheSecretIsItsOwnersAlone() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).matches("ttd_local_(07){32}");
        assertThat(LocalSecret.make(file, bytes -> {})).hasToString("LocalSecret[hidden]");
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        LocalSecret.remove(file);
        LocalSecret.remove(file);
        assertThat(LocalSecret.read(file)).isEmpty();
    }
}
