package io.truenow.infra.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.KeySecret;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Requests that are signed by what a client can compute of its key, as they come through the guard. */
class SignedRequestsTest {

    private static final String ID = "key_1";
    private static final long NOW = 1_800_000_000_000_000L;
    private static final long WINDOW_MICROS = 300_000_000;
    private static final int MOST = 3;
    private static final Principal OWNER = new Principal("other", ID, Role.WRITER);
    private static final ApiKeyText TEXT = ApiKeyText.generate(new Random(7)::nextBytes);

    private final AtomicLong clock = new AtomicLong(NOW - 10 * WINDOW_MICROS);
    private final SignedRequests signed = new SignedRequests(clock::get, MOST);
    private final GuessLimit guesses = new GuessLimit(() -> 0);
    private final AccessGuard guard = new AccessGuard(
            AccessGuard.Doors.of(List.of(), Set.of()),
            Set.of(),
            Callers.open(
                    new Credentials() {
                        @Override
                        public Authentication apiKey(String presented) {
                            return new Authentication.Denied("invalid API key format");
                        }

                        @Override
                        public Authentication signed(String keyId, Predicate<KeySecret> by) {
                            return keyId.equals(ID) && by.test(TEXT.secret())
                                    ? new Authentication.Granted(OWNER)
                                    : new Authentication.Denied("invalid signature");
                        }
                    },
                    guesses,
                    signed));

    private MockHttpServletResponse response = new MockHttpServletResponse();
    private MockFilterChain chain = new MockFilterChain();

    SignedRequestsTest() {
        clock.set(NOW);
    }

    /** As a client does it, with nothing of ours. */
    private static byte[] code(String keyText, String message) {
        try {
            String hash = HexFormat.of().formatHex(sha256(keyText));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(hash.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return mac.doFinal(message.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sha256(String text) throws GeneralSecurityException {
        return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String signature(String keyText, String method, String path, String time, String body) {
        try {
            return HexFormat.of()
                    .formatHex(code(
                            keyText,
                            method + "\n" + path + "\n" + time + "\n"
                                    + HexFormat.of().formatHex(sha256(body))));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static MockHttpServletRequest request(long micros) {
        return request(Long.toString(micros));
    }

    /** A good one. */
    private static MockHttpServletRequest request(String time) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/ingest");
        request.setQueryString("a=1&b=%20");
        request.addHeader("Host", "localhost");
        request.setContent("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
        sign(request, signature(TEXT.reveal(), "POST", "/v1/ingest?a=1&b=%20", time, "{\"n\":1}"), time);
        return request;
    }

    private static void sign(MockHttpServletRequest request, String signature, String time) {
        request.addHeader("X-API-Key", ID);
        request.addHeader("X-Timestamp", time);
        request.addHeader("X-Signature", signature);
    }

    private int status(MockHttpServletRequest request) throws Exception {
        response = new MockHttpServletResponse();
        chain = new MockFilterChain();
        guard.doFilter(request, response, chain);
        assertThat(chain.getRequest() != null).isEqualTo(response.getStatus() == 200);
        assertThat(signed.heldBytes()).as("room for bodies was given back").isZero();
        return response.getStatus();
    }

    @Test
    void aGoodOneIsItsKeysOwnerAndItsBodyIsReadBehind() throws Exception {
        assertThat(status(request(NOW))).isEqualTo(200);
        assertThat(chain.getRequest()).isNotNull();
        assertThat(chain.getRequest().getAttribute(Principal.ATTRIBUTE)).isEqualTo(OWNER);
        assertThat(chain.getRequest().getInputStream().readAllBytes())
                .isEqualTo("{\"n\":1}".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSignatureMayComeInBase64() throws Exception {
        MockHttpServletRequest request = request(NOW);
        String hex = request.getHeader("X-Signature");
        request.removeHeader("X-Signature");
        request.addHeader(
                "X-Signature", Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
        assertThat(status(request)).isEqualTo(200);
    }

    @Test
    void aRequestWithoutAQueryOrABodyIsSignedToo() throws Exception {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/status");
        request.addHeader("Host", "localhost");
        String time = Long.toString(NOW);
        sign(request, signature(TEXT.reveal(), "GET", "/status", time, ""), time);
        assertThat(status(request)).isEqualTo(200);
    }

    private void refused(Consumer<MockHttpServletRequest> change, String sentence) throws Exception {
        MockHttpServletRequest request = request(NOW);
        change.accept(request);
        assertThat(status(request)).isEqualTo(401);
        assertThat(response.getContentAsString()).contains(sentence);
    }

    private static void replace(MockHttpServletRequest request, String header, String value) {
        request.removeHeader(header);
        request.addHeader(header, value);
    }

    @Test
    void whateverIsChangedAfterwardsIsRefused() throws Exception {
        refused(r -> r.setContent("{\"n\":2}".getBytes(StandardCharsets.UTF_8)), "invalid signature");
        refused(r -> r.setContent(new byte[0]), "invalid signature");
        refused(r -> r.setContent("{\"n\":1}\n".getBytes(StandardCharsets.UTF_8)), "invalid signature");
        refused(r -> r.setMethod("PUT"), "invalid signature");
        refused(r -> r.setRequestURI("/v1/batch"), "invalid signature");
        refused(r -> r.setRequestURI("/v1/%69ngest"), "invalid signature");
        refused(r -> r.setQueryString("a=1"), "invalid signature");
        refused(r -> r.setQueryString("b=%20&a=1"), "invalid signature");
        refused(r -> r.setQueryString(null), "invalid signature");
        refused(r -> replace(r, "X-Timestamp", Long.toString(NOW + 1)), "invalid signature");
    }

    @Test
    void anothersSignatureIsRefusedAndTooManyAreNotLookedAt() throws Exception {
        String time = Long.toString(NOW);
        String other = ApiKeyText.generate(new Random(8)::nextBytes).reveal();
        refused(
                r -> replace(r, "X-Signature", signature(other, "POST", "/v1/ingest?a=1&b=%20", time, "{\"n\":1}")),
                "invalid signature");
        refused(r -> replace(r, "X-API-Key", "key_2"), "invalid signature");
        refused(r -> replace(r, "X-Signature", "0".repeat(64)), "invalid signature");
        assertThat(guesses.refused()).isEqualTo(3);
        for (int i = 2; i < GuessLimit.MAX_FAILURES; i++) {
            refused(r -> replace(r, "X-Signature", "0".repeat(64)), "invalid signature");
        }
        assertThat(status(request(NOW)))
                .as("a right one after so many wrong ones")
                .isEqualTo(429);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "now", "-1", "1800000000", "1800000000000000.0", "+1800000000000000", "99999999999999999999"
            })
    void aTimeThatIsNoneIsRefused(String time) throws Exception {
        assertThat(status(request(time))).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({"300000000, 200", "300000001, 401", "-300000000, 200", "-300000001, 401"})
    void aTimeIsTakenWithinTheWindowAtBothEnds(long ahead, int status) throws Exception {
        assertThat(status(request(NOW + ahead))).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "abc", "zz", "AAAA"})
    void aSignatureThatIsNoneIsRefused(String signature) throws Exception {
        refused(r -> replace(r, "X-Signature", signature), "X-Signature");
    }

    @Test
    void whatStandsTwiceOrBesideACredentialIsRefused() throws Exception {
        refused(r -> r.addHeader("X-Timestamp", "1"), "a signed request has");
        refused(r -> r.addHeader("X-Signature", "0".repeat(64)), "a signed request has");
        refused(r -> r.addHeader("X-API-Key", "key_2"), "invalid signature");
        refused(r -> r.addHeader("Authorization", "Bearer ttd_live_x"), "unsupported authorization scheme");
    }

    @Test
    void aSignatureIsTakenOnce() throws Exception {
        assertThat(status(request(NOW))).isEqualTo(200);
        assertThat(status(request(NOW))).isEqualTo(401);
        assertThat(response.getContentAsString()).contains("this signature was taken before");
        clock.set(NOW + WINDOW_MICROS);
        assertThat(status(request(NOW))).as("at the end of the window").isEqualTo(401);
        clock.set(NOW + WINDOW_MICROS + 1);
        assertThat(status(request(NOW))).isEqualTo(401);
        assertThat(signed.replays()).isEqualTo(2);
        assertThat(status(request(NOW + 2))).as("another one").isEqualTo(200);
    }

    @Test
    void aWrongOneIsNotRemembered() throws Exception {
        refused(r -> r.setMethod("PUT"), "invalid signature");
        assertThat(signed.remembered()).isZero();
        assertThat(status(request(NOW))).isEqualTo(200);
    }

    @Test
    void whenNoMoreCanBeRememberedNoneIsForgottenAndNoneTaken() throws Exception {
        for (int i = 0; i < MOST; i++) {
            assertThat(status(request(NOW + i))).isEqualTo(200);
        }
        assertThat(status(request(NOW + MOST))).isEqualTo(429);
        assertThat(response.getHeader("Retry-After")).isEqualTo("300");
        assertThat(signed.full()).isEqualTo(1);
        assertThat(status(request(NOW))).as("a replay").isEqualTo(401);

        clock.set(NOW + WINDOW_MICROS + 60_000_000);
        assertThat(status(request(clock.get())))
                .as("when those before are over")
                .isEqualTo(200);
        assertThat(signed.remembered()).isEqualTo(1);
    }

    /** What was taken before the start is not known any more. */
    @Test
    void whatWasSignedBeforeTheStartIsRefused() throws Exception {
        SignedRequests started = new SignedRequests(() -> NOW, MOST);
        assertThat(started.early(new PresentedCredential.Signed(ID, Long.toString(NOW - 1), "0".repeat(64))))
                .isInstanceOf(Authentication.Denied.class);
        assertThat(started.early(new PresentedCredential.Signed(ID, Long.toString(NOW), "0".repeat(64))))
                .isNull();
    }

    @Test
    void aStreamAndALongBodyAreNotRead() throws Exception {
        MockHttpServletRequest stream = request(NOW);
        stream.addHeader("Transfer-Encoding", "chunked");
        assertThat(status(stream)).isEqualTo(411);
        assertThat(response.getContentAsString()).contains("cannot be signed");

        MockHttpServletRequest socket = request(NOW);
        socket.addHeader("Upgrade", "websocket");
        assertThat(status(socket)).isEqualTo(411);

        MockHttpServletRequest large = request(NOW);
        large.setContent(new byte[SignedRequests.MAX_BODY_BYTES + 1]);
        assertThat(status(large)).isEqualTo(413);
    }
}
