package io.truenow.infra.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JWTs that must not be taken, each for its own reason, and those that must. */
class JwtValidatorTest {

    private static final long NOW = 1_800_000_000;
    private static final KeyPair RSA = JwtForge.rsa(2048);
    private static final KeyPair OTHER_RSA = JwtForge.rsa(2048);
    private static final KeyPair EC = JwtForge.ec("secp256r1");
    private static final KeyPair OTHER_EC = JwtForge.ec("secp256r1");
    private static final String RS = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
    private static final String ES = "{\"alg\":\"ES256\",\"typ\":\"JWT\"}";
    private static final Duration LEEWAY = Duration.ofSeconds(60);
    private static final Set<String> ACTIVE = Set.of("default", "acme");

    private final JwtValidator byRsa = validator(JwtForge.pem(RSA.getPublic()));
    private final JwtValidator byEc = validator(JwtForge.pem(EC.getPublic()));

    private static JwtValidator validator(String document) {
        return new JwtValidator(
                JwtKeysTest.keys(document), new JwtRules("ttdust", "ttdust-api", LEEWAY), ACTIVE::contains);
    }

    private static Authentication of(JwtValidator validator, String jwt) {
        return validator.of(jwt, TimeUnit.SECONDS.toMicros(NOW));
    }

    private static Map<String, String> usual() {
        Map<String, String> claims = new LinkedHashMap<>();
        claims.put("iss", "\"ttdust\"");
        claims.put("aud", "\"ttdust-api\"");
        claims.put("sub", "\"alice\"");
        claims.put("iat", Long.toString(NOW - 10));
        claims.put("exp", Long.toString(NOW + 300));
        claims.put("roles", "[\"writer\"]");
        return claims;
    }

    /** Good claims, with some in place of others: name, value, name, value. An empty value leaves one out. */
    private static String claims(String... others) {
        Map<String, String> claims = usual();
        for (int i = 0; i < others.length; i += 2) {
            claims.put(others[i], others[i + 1]);
        }
        List<String> members = new ArrayList<>();
        claims.forEach((name, value) -> {
            if (!value.isEmpty()) {
                members.add("\"" + name + "\":" + value);
            }
        });
        return "{" + String.join(",", members) + "}";
    }

    private static String rs(String claims) {
        return JwtForge.rs256(RS, claims, RSA.getPrivate());
    }

    private static String withHeader(String more) {
        return JwtForge.rs256("{\"alg\":\"RS256\"," + more + "}", claims(), RSA.getPrivate());
    }

    private static String bad(String jwt, int part, String instead) {
        String[] parts = jwt.split("\\.", -1);
        parts[part] = instead;
        return String.join(".", parts);
    }

    private static Arguments hostile(String what, JwtRefusal why, String jwt) {
        return Arguments.of(what, why, jwt);
    }

    private static String seconds(long fromNow) {
        return Long.toString(NOW + fromNow);
    }

    static Stream<Arguments> forms() {
        String good = rs(claims());
        String[] parts = good.split("\\.");
        byte[] signature = java.util.Base64.getUrlDecoder().decode(parts[2]);
        byte[] longer = Arrays.copyOf(signature, signature.length + 1);
        String deep = "[".repeat(2_000) + "]".repeat(2_000);
        return Stream.of(
                hostile("nothing", JwtRefusal.FORM, ""),
                hostile("one word", JwtRefusal.FORM, "abc"),
                hostile("two parts", JwtRefusal.FORM, parts[0] + "." + parts[1]),
                hostile("stripped signature", JwtRefusal.FORM, parts[0] + "." + parts[1] + "."),
                hostile("four parts", JwtRefusal.FORM, good + "." + parts[2]),
                hostile("five parts, as of a JWE", JwtRefusal.FORM, good + "." + parts[1] + "." + parts[2]),
                hostile(
                        "a JWE",
                        JwtRefusal.FORM,
                        JwtForge.base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\"}") + "..AAAA.AAAA.AAAA"),
                hostile("white space before", JwtRefusal.FORM, " " + good),
                hostile("white space behind", JwtRefusal.FORM, good + "\n"),
                hostile("white space inside", JwtRefusal.FORM, parts[0] + ". " + parts[1] + "." + parts[2]),
                hostile("bytes behind the signature", JwtRefusal.SIGNATURE, bad(good, 2, JwtForge.base64(longer))),
                hostile("letters that are none of Base64", JwtRefusal.FORM, bad(good, 2, parts[2] + "!!")),
                hostile("letters of the other Base64", JwtRefusal.FORM, bad(good, 2, "+/" + parts[2].substring(2))),
                hostile("padding", JwtRefusal.FORM, bad(good, 2, parts[2] + "==")),
                hostile("bits beyond the last byte", JwtRefusal.FORM, bad(good, 2, beyond(parts[2]))),
                hostile("a header that is no JSON", JwtRefusal.FORM, bad(good, 0, JwtForge.base64("hello"))),
                hostile("a header that is a list", JwtRefusal.FORM, bad(good, 0, JwtForge.base64("[\"RS256\"]"))),
                hostile(
                        "a header without an algorithm",
                        JwtRefusal.FORM,
                        bad(good, 0, JwtForge.base64("{\"typ\":\"JWT\"}"))),
                hostile(
                        "an algorithm that is a number",
                        JwtRefusal.FORM,
                        bad(good, 0, JwtForge.base64("{\"alg\":256}"))),
                hostile(
                        "two algorithms",
                        JwtRefusal.FORM,
                        JwtForge.rs256("{\"alg\":\"none\",\"alg\":\"RS256\"}", claims(), RSA.getPrivate())),
                hostile("claims that are a text", JwtRefusal.FORM, rs("\"alice\"")),
                hostile("claims that are a list", JwtRefusal.FORM, rs("[" + claims() + "]")),
                hostile("claims with something behind", JwtRefusal.FORM, rs(claims() + "{}")),
                hostile("claims in a loose JSON", JwtRefusal.FORM, rs(claims().replace("\"iss\"", "iss"))),
                hostile("claims nested deep", JwtRefusal.FORM, rs(claims("x", deep))),
                hostile("nested: a JWT as the claims", JwtRefusal.FORM, rs(good)),
                hostile(
                        "a role that stands twice",
                        JwtRefusal.FORM,
                        rs("{\"roles\":[\"admin\"]," + claims().substring(1))),
                hostile("huge", JwtRefusal.FORM, rs(claims("x", "\"" + "a".repeat(8 << 10) + "\""))));
    }

    /** The last letter of 256 bytes holds four bits that count for nothing. */
    private static String beyond(String part) {
        char last = part.charAt(part.length() - 1);
        return part.substring(0, part.length() - 1) + (char) (last + 1);
    }

    static Stream<Arguments> headers() {
        String jwk = JwtForge.jwk("own", OTHER_RSA.getPublic());
        return Stream.of(
                hostile(
                        "no algorithm",
                        JwtRefusal.FORM,
                        JwtForge.base64("{\"alg\":\"none\"}") + "." + JwtForge.base64(claims()) + "."),
                hostile(
                        "none, with a signature",
                        JwtRefusal.FORM,
                        JwtForge.rs256("{\"alg\":\"none\"}", claims(), RSA.getPrivate())),
                hostile("None", JwtRefusal.ALGORITHM, JwtForge.rs256("{\"alg\":\"None\"}", claims(), RSA.getPrivate())),
                hostile(
                        "HS256 by the public key in DER",
                        JwtRefusal.ALGORITHM,
                        JwtForge.hs256(
                                "{\"alg\":\"HS256\"}", claims(), RSA.getPublic().getEncoded())),
                hostile(
                        "HS256 by the public key in PEM",
                        JwtRefusal.ALGORITHM,
                        JwtForge.hs256(
                                "{\"alg\":\"HS256\"}",
                                claims(),
                                JwtForge.pem(RSA.getPublic()).getBytes(StandardCharsets.US_ASCII))),
                hostile(
                        "a header of ES256 over a signature of RSA",
                        JwtRefusal.ALGORITHM,
                        JwtForge.rs256(ES, claims(), RSA.getPrivate())),
                hostile(
                        "ES256 where the key is of RSA",
                        JwtRefusal.ALGORITHM,
                        JwtForge.es256(ES, claims(), EC.getPrivate())),
                hostile(
                        "a header of RS256 over a signature of P-256",
                        JwtRefusal.SIGNATURE,
                        JwtForge.es256(RS, claims(), EC.getPrivate())),
                hostile(
                        "RS512 by the right key",
                        JwtRefusal.ALGORITHM,
                        JwtForge.signed("{\"alg\":\"RS512\"}", claims(), "SHA512withRSA", RSA.getPrivate())),
                hostile(
                        "PS256",
                        JwtRefusal.ALGORITHM,
                        JwtForge.rs256("{\"alg\":\"PS256\"}", claims(), RSA.getPrivate())),
                hostile(
                        "rs256 in small letters",
                        JwtRefusal.ALGORITHM,
                        JwtForge.rs256("{\"alg\":\"rs256\"}", claims(), RSA.getPrivate())),
                hostile("another's key", JwtRefusal.SIGNATURE, JwtForge.rs256(RS, claims(), OTHER_RSA.getPrivate())),
                hostile(
                        "other claims under a right signature",
                        JwtRefusal.SIGNATURE,
                        bad(rs(claims()), 1, JwtForge.base64(claims("roles", "[\"admin\"]")))),
                hostile(
                        "another header over a right signature",
                        JwtRefusal.SIGNATURE,
                        bad(rs(claims()), 0, JwtForge.base64("{\"alg\":\"RS256\"}"))),
                hostile(
                        "its own key along",
                        JwtRefusal.HEADER,
                        JwtForge.rs256("{\"alg\":\"RS256\",\"jwk\":" + jwk + "}", claims(), OTHER_RSA.getPrivate())),
                hostile("an address of keys", JwtRefusal.HEADER, withHeader("\"jku\":\"https://evil.example/keys\"")),
                hostile(
                        "an address of certificates",
                        JwtRefusal.HEADER,
                        withHeader("\"x5u\":\"https://evil.example/c\"")),
                hostile("certificates along", JwtRefusal.HEADER, withHeader("\"x5c\":[\"MIIB\"]")),
                hostile(
                        "an extension that must be known",
                        JwtRefusal.HEADER,
                        withHeader("\"crit\":[\"exp\"],\"exp\":1")),
                hostile(
                        "payload that is not encoded",
                        JwtRefusal.HEADER,
                        withHeader("\"b64\":false,\"crit\":[\"b64\"]")),
                hostile("a list of extensions that is empty", JwtRefusal.HEADER, withHeader("\"crit\":[]")),
                hostile("compressed", JwtRefusal.HEADER, withHeader("\"zip\":\"DEF\"")),
                hostile("said to be nested", JwtRefusal.HEADER, withHeader("\"cty\":\"JWT\"")),
                hostile("said to be something else", JwtRefusal.HEADER, withHeader("\"typ\":\"dpop+jwt\"")),
                hostile("said to be a logout", JwtRefusal.HEADER, withHeader("\"typ\":\"logout+jwt\"")),
                hostile("a type that is a number", JwtRefusal.FORM, withHeader("\"typ\":1")),
                hostile("a name of a key that is a number", JwtRefusal.FORM, withHeader("\"kid\":1")));
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                hostile("no issuer", JwtRefusal.ISSUER, rs(claims("iss", ""))),
                hostile("another issuer", JwtRefusal.ISSUER, rs(claims("iss", "\"evil\""))),
                hostile("the issuer in other letters", JwtRefusal.ISSUER, rs(claims("iss", "\"TTDust\""))),
                hostile("the issuer and a space", JwtRefusal.ISSUER, rs(claims("iss", "\"ttdust \""))),
                hostile("issuers", JwtRefusal.ISSUER, rs(claims("iss", "[\"ttdust\"]"))),
                hostile("no audience", JwtRefusal.AUDIENCE, rs(claims("aud", ""))),
                hostile("another audience", JwtRefusal.AUDIENCE, rs(claims("aud", "\"other-api\""))),
                hostile("other audiences", JwtRefusal.AUDIENCE, rs(claims("aud", "[\"other-api\",\"third\"]"))),
                hostile("no audiences", JwtRefusal.AUDIENCE, rs(claims("aud", "[]"))),
                hostile("audiences that are objects", JwtRefusal.AUDIENCE, rs(claims("aud", "[\"ttdust-api\",{}]"))),
                hostile("an audience with more behind", JwtRefusal.AUDIENCE, rs(claims("aud", "\"ttdust-api,other\""))),
                hostile("no end", JwtRefusal.EXPIRED, rs(claims("exp", ""))),
                hostile("over since the leeway", JwtRefusal.EXPIRED, rs(claims("exp", seconds(-60)))),
                hostile("over a second past the leeway", JwtRefusal.EXPIRED, rs(claims("exp", seconds(-61)))),
                hostile("an end before time", JwtRefusal.EXPIRED, rs(claims("exp", "-1"))),
                hostile("an end in text", JwtRefusal.EXPIRED, rs(claims("exp", "\"" + seconds(300) + "\""))),
                hostile("an end beyond all numbers", JwtRefusal.EXPIRED, rs(claims("exp", "1e300"))),
                hostile("an end beyond a long", JwtRefusal.EXPIRED, rs(claims("exp", "9".repeat(40)))),
                hostile("an end in milliseconds", JwtRefusal.EXPIRED, rs(claims("exp", seconds(300) + "000"))),
                hostile("an end of null", JwtRefusal.EXPIRED, rs(claims("exp", "null"))),
                hostile("not begun", JwtRefusal.EARLY, rs(claims("nbf", seconds(61)))),
                hostile("a beginning in text", JwtRefusal.EARLY, rs(claims("nbf", "\"0\""))),
                hostile("issued more than a minute ahead", JwtRefusal.EARLY, rs(claims("iat", seconds(61)))),
                hostile("an issue that is an object", JwtRefusal.EARLY, rs(claims("iat", "{}"))),
                hostile("no subject", JwtRefusal.SUBJECT, rs(claims("sub", ""))),
                hostile("an empty subject", JwtRefusal.SUBJECT, rs(claims("sub", "\"\""))),
                hostile("a blank subject", JwtRefusal.SUBJECT, rs(claims("sub", "\"  \""))),
                hostile("a subject that is a number", JwtRefusal.SUBJECT, rs(claims("sub", "7"))),
                hostile("a subject of two lines", JwtRefusal.SUBJECT, rs(claims("sub", "\"alice\\nroot\""))),
                hostile(
                        "a subject that is written from right to left",
                        JwtRefusal.SUBJECT,
                        rs(claims("sub", "\"a\\u202eb\""))),
                hostile("half a letter as the subject", JwtRefusal.SUBJECT, rs(claims("sub", "\"\\ud800\""))),
                hostile("a long subject", JwtRefusal.SUBJECT, rs(claims("sub", "\"" + "a".repeat(129) + "\""))),
                hostile("no roles", JwtRefusal.ROLE, rs(claims("roles", ""))),
                hostile("roles of nobody", JwtRefusal.ROLE, rs(claims("roles", "[]"))),
                hostile("one role that is no list", JwtRefusal.ROLE, rs(claims("roles", "\"admin\""))),
                hostile("an unknown role", JwtRefusal.ROLE, rs(claims("roles", "[\"root\",\"admin\"]"))),
                hostile("a role in capitals", JwtRefusal.ROLE, rs(claims("roles", "[\"ADMIN\"]"))),
                hostile("a role in letters that look alike", JwtRefusal.ROLE, rs(claims("roles", "[\"adm\\u0131n\"]"))),
                hostile("a role that is a number", JwtRefusal.ROLE, rs(claims("roles", "[100]"))),
                hostile("a second role that is an object", JwtRefusal.ROLE, rs(claims("roles", "[\"reader\",{}]"))),
                hostile("roles within a role", JwtRefusal.ROLE, rs(claims("roles", "[[\"admin\"]]"))),
                hostile("a tenant that is suspended", JwtRefusal.TENANT, rs(claims("tenant", "\"suspended\""))),
                hostile("no tenant's name", JwtRefusal.TENANT, rs(claims("tenant", "\"../default\""))),
                hostile("a tenant of null", JwtRefusal.TENANT, rs(claims("tenant", "null"))),
                hostile("tenants", JwtRefusal.TENANT, rs(claims("tenant", "[\"default\"]"))),
                hostile("a scope of nothing", JwtRefusal.SCOPE, rs(claims("namespaces", "[]"))),
                hostile("a scope of null", JwtRefusal.SCOPE, rs(claims("tables", "null"))),
                hostile("a scope that is a text", JwtRefusal.SCOPE, rs(claims("namespaces", "\"shop\""))),
                hostile("every namespace by a star", JwtRefusal.SCOPE, rs(claims("namespaces", "[\"*\"]"))),
                hostile("a table without its namespace", JwtRefusal.SCOPE, rs(claims("tables", "[\"orders\"]"))),
                hostile("a table with two dots", JwtRefusal.SCOPE, rs(claims("tables", "[\"a.b.c\"]"))),
                hostile(
                        "too many scopes",
                        JwtRefusal.SCOPE,
                        rs(claims("namespaces", "[" + "\"n\",".repeat(100) + "\"n\"]"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"forms", "headers", "statements"})
    void aHostileJwtIsRefusedForItsReason(String what, JwtRefusal why, String jwt) {
        Authentication answer = of(byRsa, jwt);

        assertThat(byRsa.refused(why)).as("%s: %s", what, answer).isEqualTo(1);
        assertThat(answer)
                .isEqualTo(new Authentication.Denied(
                        switch (why) {
                            case EXPIRED -> "JWT expired";
                            case TENANT -> "Tenant is inactive";
                            default -> "invalid JWT";
                        }));
    }

    static Stream<Arguments> signaturesOfP256() {
        String good = JwtForge.es256(ES, claims(), EC.getPrivate());
        byte[] zeros = new byte[64];
        byte[] order = new byte[64];
        byte[] n =
                java.util.HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
        System.arraycopy(n, 0, order, 0, 32);
        System.arraycopy(n, 0, order, 32, 32);
        return Stream.of(
                Arguments.of("zeros", JwtRefusal.SIGNATURE, bad(good, 2, JwtForge.base64(zeros))),
                Arguments.of("the order of the curve", JwtRefusal.SIGNATURE, bad(good, 2, JwtForge.base64(order))),
                Arguments.of(
                        "DER", JwtRefusal.SIGNATURE, JwtForge.signed(ES, claims(), "SHA256withECDSA", EC.getPrivate())),
                Arguments.of("one byte", JwtRefusal.SIGNATURE, bad(good, 2, "AA")),
                Arguments.of("another's", JwtRefusal.SIGNATURE, JwtForge.es256(ES, claims(), OTHER_EC.getPrivate())),
                Arguments.of("RSA under ES256", JwtRefusal.SIGNATURE, JwtForge.rs256(ES, claims(), RSA.getPrivate())),
                Arguments.of("RSA", JwtRefusal.ALGORITHM, rs(claims())),
                Arguments.of(
                        "HS256 by the public key",
                        JwtRefusal.ALGORITHM,
                        JwtForge.hs256(
                                "{\"alg\":\"HS256\"}", claims(), EC.getPublic().getEncoded())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("signaturesOfP256")
    void aSignatureThatIsNotByTheKeyOfTheCurveIsRefused(String what, JwtRefusal why, String jwt) {
        assertThat(of(byEc, jwt)).isInstanceOf(Authentication.Denied.class);
        assertThat(byEc.refused(why)).as(what).isEqualTo(1);
    }

    private static Principal alice(Grant... grants) {
        return new Principal("default", "jwt:alice", Role.WRITER, List.of(grants));
    }

    static Stream<Arguments> good() {
        Set<Grant.Action> actions = Set.of(Grant.Action.READ, Grant.Action.WRITE);
        return Stream.of(
                Arguments.of("as documented", rs(claims()), alice()),
                Arguments.of("of an access", withHeader("\"typ\":\"at+jwt\""), alice()),
                Arguments.of(
                        "without a type", JwtForge.rs256("{\"alg\":\"RS256\"}", claims(), RSA.getPrivate()), alice()),
                Arguments.of("with a key's name that is a path", withHeader("\"kid\":\"../../etc/passwd\""), alice()),
                Arguments.of("several audiences", rs(claims("aud", "[\"other\",\"ttdust-api\"]")), alice()),
                Arguments.of("over within the leeway", rs(claims("exp", seconds(-59))), alice()),
                Arguments.of("an end with a fraction", rs(claims("exp", seconds(-60) + ".5")), alice()),
                Arguments.of("begins within the leeway", rs(claims("nbf", seconds(60))), alice()),
                Arguments.of("issued a minute ahead", rs(claims("iat", seconds(60))), alice()),
                Arguments.of("without an issue", rs(claims("iat", "")), alice()),
                Arguments.of("more claims", rs(claims("scope", "\"a b\"", "x", "{\"y\":[1]}")), alice()),
                Arguments.of("more roles", rs(claims("roles", "[\"writer\",\"admin\"]")), alice()),
                Arguments.of(
                        "another tenant",
                        rs(claims("tenant", "\"acme\"", "roles", "[\"admin\"]")),
                        new Principal("acme", "jwt:alice", Role.ADMIN)),
                Arguments.of(
                        "scopes",
                        rs(claims("namespaces", "[\"shop\"]", "tables", "[\"web.clicks\"]")),
                        alice(new Grant("shop", Grant.ANY, actions), new Grant("web", "clicks", actions))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("good")
    void aGoodJwtIsItsSubject(String what, String jwt, Principal caller) {
        assertThat(of(byRsa, jwt)).as(what).isEqualTo(new Authentication.Granted(caller));
    }

    @Test
    void aGoodJwtOfTheCurveIsTakenToo() {
        assertThat(of(byEc, JwtForge.es256(ES, claims(), EC.getPrivate())))
                .isEqualTo(new Authentication.Granted(alice()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"reader", "writer", "schema_admin", "operator", "admin"})
    void eachRoleIsTakenByItsName(String role) {
        assertThat(of(byRsa, rs(claims("roles", "[\"" + role + "\"]"))))
                .isEqualTo(new Authentication.Granted(
                        new Principal("default", "jwt:alice", Role.named(role).orElseThrow())));
    }

    @Test
    void theEndIsLookedAtEachTime() {
        String jwt = rs(claims());
        long end = TimeUnit.SECONDS.toMicros(NOW + 300) + TimeUnit.MILLISECONDS.toMicros(LEEWAY.toMillis());

        assertThat(byRsa.of(jwt, end - 1)).isInstanceOf(Authentication.Granted.class);
        assertThat(byRsa.of(jwt, end)).isInstanceOf(Authentication.Denied.class);
    }

    @Test
    void ofSeveralKeysTheNamedOneDecides() {
        JwtValidator both = validator(
                "{\"keys\":[" + JwtForge.jwk("r", RSA.getPublic()) + "," + JwtForge.jwk("e", EC.getPublic()) + "]}");

        assertThat(of(both, withHeader("\"kid\":\"r\""))).isInstanceOf(Authentication.Granted.class);
        assertThat(of(both, JwtForge.es256("{\"alg\":\"ES256\",\"kid\":\"e\"}", claims(), EC.getPrivate())))
                .isInstanceOf(Authentication.Granted.class);
        assertThat(of(both, withHeader("\"kid\":\"e\""))).isInstanceOf(Authentication.Denied.class);
        assertThat(both.refused(JwtRefusal.ALGORITHM)).isEqualTo(1);
        assertThat(of(both, withHeader("\"kid\":\"../r\""))).isInstanceOf(Authentication.Denied.class);
        assertThat(of(both, rs(claims()))).as("which key, it does not say").isInstanceOf(Authentication.Denied.class);
        assertThat(both.refused(JwtRefusal.KEY)).isEqualTo(2);
    }
}
