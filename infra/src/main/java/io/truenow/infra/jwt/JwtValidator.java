package io.truenow.infra.jwt;

import static io.truenow.infra.jwt.RefusedJwtException.require;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.Base64URL;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Principal;
import java.text.ParseException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * Who presents a JWT (RFC 7519): one chain of checks, in this order, that ends at the first that fails.
 *
 * <pre>
 * size, form → header: type, nothing that brings a key or an extension → key by its name → algorithm of the key → signature
 *   → issuer → audience → end, beginning, issue → subject → role → tenant → scopes
 * </pre>
 *
 * Nothing of the claims is read before the signature is right. Nothing of a JWT is kept or logged. Thread-safe; a check computes a signature (tens of
 * microseconds for RSA, some hundreds for P-256) and waits for nothing.
 */
public final class JwtValidator {

    private static final Authentication WRONG = new Authentication.Denied("invalid JWT");
    private static final Authentication EXPIRED = new Authentication.Denied("JWT expired");
    private static final Authentication INACTIVE = new Authentication.Denied("Tenant is inactive");
    private static final Authentication NOT_READY = new Authentication.NotReady();

    private static final Set<JOSEObjectType> TYPES = Set.of(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"));

    /** What brings a key or its address along, wraps another object, or changes how the rest is read. */
    private static final Set<String> REFUSED_HEADERS =
            Set.of("crit", "jwk", "jku", "x5u", "x5c", "cty", "zip", "b64", "enc");

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .readerFor(JsonNode.class);

    private final JwtKeys keys;
    private final JwtRules rules;
    private final Predicate<String> tenants;
    private final Map<JwtRefusal, LongAdder> refusals = new EnumMap<>(JwtRefusal.class);

    /** @param tenants whether the callers of a tenant are let in; false also for one that is not there */
    public JwtValidator(JwtKeys keys, JwtRules rules, Predicate<String> tenants) {
        this.keys = keys;
        this.rules = rules;
        this.tenants = tenants;
        for (JwtRefusal refusal : JwtRefusal.values()) {
            refusals.put(refusal, new LongAdder());
        }
    }

    /**
     * Whose a JWT is.
     *
     * @param presented any text
     */
    public Authentication of(String presented, long nowMicros) {
        try {
            JWSObject jwt = signed(presented);
            List<VerificationKey> named = keys.named(jwt.getHeader().getKeyID());
            if (named.isEmpty()) {
                if (keys.readAgain()) {
                    return NOT_READY;
                }
                throw new RefusedJwtException(JwtRefusal.KEY);
            }
            requireSignature(jwt, named);
            return new Authentication.Granted(principal(json(jwt.getPayload().toBytes()), nowMicros));
        } catch (RefusedJwtException e) {
            LongAdder count = refusals.get(e.refusal());
            if (count != null) {
                count.increment();
            }
            return switch (e.refusal()) {
                case EXPIRED -> EXPIRED;
                case TENANT -> INACTIVE;
                default -> WRONG;
            };
        }
    }

    /** JWTs that were not taken since the start. */
    public long refused(JwtRefusal refusal) {
        LongAdder count = refusals.get(refusal);
        return count == null ? 0 : count.sum();
    }

    private static JWSObject signed(String presented) throws RefusedJwtException {
        require(presented.length() <= JwtRules.MAX_CHARACTERS, JwtRefusal.FORM);
        requireCanonical(presented);
        try {
            JWSObject jwt = JWSObject.parse(presented);
            requireHeader(jwt.getHeader(), json(jwt.getHeader().toBase64URL().decode()));
            return jwt;
        } catch (ParseException | IllegalArgumentException e) {
            throw new RefusedJwtException(JwtRefusal.FORM);
        }
    }

    /** The library's decoder passes over letters that are none of Base64, and over white space around; one text is one JWT here. */
    private static void requireCanonical(String presented) throws RefusedJwtException {
        String[] parts = presented.split("\\.", -1);
        require(parts.length == 3, JwtRefusal.FORM);
        for (String part : parts) {
            require(
                    !part.isEmpty()
                            && Base64URL.encode(new Base64URL(part).decode())
                                    .toString()
                                    .equals(part),
                    JwtRefusal.FORM);
        }
    }

    private static void requireHeader(JWSHeader header, JsonNode asSent) throws RefusedJwtException {
        for (String name : asSent.propertyNames()) {
            require(!REFUSED_HEADERS.contains(name), JwtRefusal.HEADER);
        }
        require(header.getType() == null || TYPES.contains(header.getType()), JwtRefusal.HEADER);
    }

    private static void requireSignature(JWSObject jwt, List<VerificationKey> named) throws RefusedJwtException {
        JwtRefusal refusal = JwtRefusal.ALGORITHM;
        for (VerificationKey key : named) {
            if (key.algorithm().equals(jwt.getHeader().getAlgorithm())) {
                if (verifies(key, jwt)) {
                    return;
                }
                refusal = JwtRefusal.SIGNATURE;
            }
        }
        throw new RefusedJwtException(refusal);
    }

    private static boolean verifies(VerificationKey key, JWSObject jwt) {
        try {
            return key.verifier().verify(jwt.getHeader(), jwt.getSigningInput(), jwt.getSignature());
        } catch (JOSEException e) {
            return false;
        }
    }

    /** An object, in which no name stands twice. */
    private static JsonNode json(byte @Nullable [] bytes) throws RefusedJwtException {
        try {
            JsonNode node = STRICT.readValue(bytes == null ? new byte[0] : bytes);
            require(node != null && node.isObject(), JwtRefusal.FORM);
            return node;
        } catch (JacksonException e) {
            throw new RefusedJwtException(JwtRefusal.FORM);
        }
    }

    private Principal principal(JsonNode json, long nowMicros) throws RefusedJwtException {
        JwtClaims claims = new JwtClaims(json);
        claims.requireFrom(rules.issuer());
        claims.requireFor(rules.audience());
        claims.requireTime(nowMicros, rules.leeway());
        String name = claims.name();
        var role = claims.role();
        String tenant = claims.tenant();
        require(tenants.test(tenant), JwtRefusal.TENANT);
        return new Principal(tenant, name, role, claims.grants(role));
    }
}
