package io.truenow.infra.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.net.httpserver.HttpServer;
import io.truenow.events.access.Authentication;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the public keys of JWTs come from, and when they are read again. */
class JwtKeysTest {

    private static final KeyPair RSA = JwtForge.rsa(2048);

    private final AtomicLong nanos = new AtomicLong();
    private final List<Runnable> waiting = new ArrayList<>();

    /** A source whose document can be changed; null is a server that is away. */
    private static final class Shelf implements KeySource {

        private String document;

        Shelf(String document) {
            this.document = document;
        }

        @Override
        public String place() {
            return "shelf";
        }

        @Override
        public boolean local() {
            return false;
        }

        @Override
        public byte[] read() throws IOException {
            if (document.isEmpty()) {
                throw new IOException("away");
            }
            return document.getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Keys that are never read again. */
    static JwtKeys keys(String document) {
        return JwtKeys.open(new Shelf(document), () -> 0, read -> {});
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private JwtKeys open(Shelf shelf) {
        return JwtKeys.open(shelf, nanos::get, waiting::add);
    }

    private void runReads() {
        List<Runnable> reads = List.copyOf(waiting);
        waiting.clear();
        reads.forEach(Runnable::run);
    }

    @Test
    void anUnknownNameLetsTheKeysBeReadOnceInSomeSeconds() {
        Shelf shelf = new Shelf(set(JwtForge.jwk("one", RSA.getPublic())));
        JwtKeys keys = open(shelf);
        shelf.document = set(JwtForge.jwk("two", RSA.getPublic()));
        assertThat(keys.readAgain()).as("they were read just now").isFalse();

        nanos.addAndGet(JwtKeys.PAUSE.toNanos());
        for (int i = 0; i < 100; i++) {
            assertThat(keys.readAgain()).as("a read is under way").isTrue();
        }
        assertThat(waiting).hasSize(1);
        runReads();
        assertThat(keys.named("two")).hasSize(1);
        assertThat(keys.named("one")).isEmpty();
        assertThat(keys.readAgain()).isFalse();
        assertThat(keys.reads()).isEqualTo(2);
    }

    @Test
    void whoeverNamesANewKeyIsAskedToComeAgainAndIsTakenThen() {
        Shelf shelf = new Shelf(set(JwtForge.jwk("one", RSA.getPublic())));
        JwtValidator validator = new JwtValidator(open(shelf), JwtRules.USUAL, tenant -> true);
        String jwt = JwtForge.rs256(
                "{\"alg\":\"RS256\",\"kid\":\"two\"}",
                "{\"iss\":\"ttdust\",\"aud\":\"ttdust-api\",\"sub\":\"a\",\"exp\":100,\"roles\":[\"reader\"]}",
                RSA.getPrivate());
        assertThat(validator.of(jwt, 0)).isInstanceOf(Authentication.Denied.class);

        shelf.document = set(JwtForge.jwk("two", RSA.getPublic()));
        nanos.addAndGet(JwtKeys.PAUSE.toNanos());
        assertThat(validator.of(jwt, 0)).isInstanceOf(Authentication.NotReady.class);
        runReads();
        assertThat(validator.of(jwt, 0)).isInstanceOf(Authentication.Granted.class);
    }

    @Test
    void oldKeysAreReadAgainBesideTheRequestsAndStayWhileTheirServerIsAway() {
        Shelf shelf = new Shelf(set(JwtForge.jwk("one", RSA.getPublic())));
        JwtKeys keys = open(shelf);
        shelf.document = "";
        nanos.addAndGet(JwtKeys.OLDEST.toNanos());
        assertThat(keys.named("one")).hasSize(1);
        runReads();
        assertThat(keys.named("one")).hasSize(1);
        assertThat(keys.failures()).isEqualTo(1);

        shelf.document = set(JwtForge.jwk("two", RSA.getPublic()));
        nanos.addAndGet(JwtKeys.OLDEST.toNanos());
        assertThat(keys.named("one")).as("until they are read").hasSize(1);
        runReads();
        assertThat(keys.named("one")).as("a key that was taken back").isEmpty();
    }

    @Test
    void aServerThatIsAwayAtTheStartIsAwaited() {
        Shelf shelf = new Shelf("");
        JwtKeys keys = open(shelf);
        assertThat(keys.size()).isZero();
        shelf.document = set(JwtForge.jwk("one", RSA.getPublic()));
        nanos.addAndGet(JwtKeys.PAUSE.toNanos());
        assertThat(keys.readAgain()).isTrue();
        runReads();
        assertThat(keys.named("one")).hasSize(1);
    }

    @Test
    void aFileWithoutAKeyThatCanBeUsedEndsTheStart(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key.pem");
        refuses(file, "could not be read from [" + file + "]");
        String good = JwtForge.pem(RSA.getPublic());
        for (String damaged : List.of(
                "",
                "hello",
                good.substring(0, good.length() - 3),
                good + good,
                good.replace("MII", "XXX"),
                "-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----",
                "{}",
                set(),
                set("{\"kty\":\"oct\",\"k\":\"AAAA\"}"))) {
            Files.writeString(file, damaged);
            refuses(file, "The keys for JWT");
        }
        Files.writeString(file, JwtForge.pem(JwtForge.rsa(1024).getPublic()));
        refuses(file, "[1024] bits");
        Files.writeString(file, set(JwtForge.jwk("weak", JwtForge.rsa(1024).getPublic())));
        refuses(file, "[1024] bits");
        Files.writeString(file, JwtForge.pem(JwtForge.ec("secp384r1").getPublic()));
        refuses(file, "P-256");
        Files.write(file, new byte[KeySource.MAX_BYTES + 1]);
        refuses(file, "larger than");

        Files.writeString(file, good);
        assertThat(JwtKeys.open(KeySource.file(file), () -> 0, read -> {}).size())
                .isEqualTo(1);
    }

    private static void refuses(Path file, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtKeys.open(KeySource.file(file), () -> 0, read -> {}))
                .withMessageContaining(sentence);
    }

    /** By an exponent of one a signature is the message itself. */
    @Test
    void anExponentThatSignsNothingIsRefused() throws GeneralSecurityException {
        RSAPublicKey key = (RSAPublicKey) RSA.getPublic();
        String weak = JwtForge.jwk(
                "one",
                KeyFactory.getInstance("RSA")
                        .generatePublic(new RSAPublicKeySpec(key.getModulus(), BigInteger.valueOf(4))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeyDocument.read(set(weak).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void keysForSomethingElseArePassedOver() {
        String sealing = JwtForge.jwk("enc", RSA.getPublic()).replace("\"sig\"", "\"enc\"");
        String other = JwtForge.jwk("ps", RSA.getPublic()).replace("RS256", "PS256");
        JwtKeys keys = keys(set(sealing, other, JwtForge.jwk("good", RSA.getPublic())));
        assertThat(keys.size()).isEqualTo(1);
        assertThat(keys.named("enc")).isEmpty();
    }

    @Test
    void thereAreNoMoreKeysThanTheBound() {
        String[] many = new String[KeyDocument.MAX_KEYS + 1];
        for (int i = 0; i < many.length; i++) {
            many[i] = JwtForge.jwk("k" + i, RSA.getPublic());
        }
        assertThat(keys(set(many)).size()).isZero();
    }

    @Test
    void aServersAnswerIsTakenOnlyIfItIsOneAndNotLarge() throws IOException, InterruptedException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        byte[] document = set(JwtForge.jwk("one", RSA.getPublic())).getBytes(StandardCharsets.UTF_8);
        answer(server, "/keys", 200, document);
        answer(server, "/large", 200, new byte[KeySource.MAX_BYTES + 1]);
        answer(server, "/gone", 404, document);
        server.createContext("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", "/keys");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        try {
            String at = "http://127.0.0.1:" + server.getAddress().getPort();
            assertThat(KeySource.url(URI.create(at + "/keys")).read()).isEqualTo(document);
            for (String path : List.of("/large", "/gone", "/elsewhere")) {
                JwtKeys keys = JwtKeys.open(KeySource.url(URI.create(at + path)), () -> 0, read -> {});
                assertThat(keys.size()).as(path).isZero();
                assertThat(keys.failures()).as(path).isEqualTo(1);
            }
        } finally {
            server.stop(0);
        }
    }

    private static void answer(HttpServer server, String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }
}
