package io.truenow.infra.jwt;

import static io.truenow.infra.jwt.RefusedJwtException.require;

import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a JWT says, once its signature is right. A claim that is there has the type that it is to have, or the JWT is not taken. */
record JwtClaims(JsonNode json) {

    /** What the name of a caller with a JWT begins with; no id of a key does. */
    static final String NAME_PREFIX = "jwt:";

    /** The end of the year 9999, in seconds. */
    private static final long MAX_SECONDS = 253_402_300_799L;

    void requireFrom(String issuer) throws RefusedJwtException {
        require(issuer.equals(text("iss")), JwtRefusal.ISSUER);
    }

    /** The audience is a text or a list of texts. */
    void requireFor(String audience) throws RefusedJwtException {
        JsonNode claim = json.path("aud");
        if (claim.isArray()) {
            require(texts("aud", JwtRefusal.AUDIENCE).contains(audience), JwtRefusal.AUDIENCE);
        } else {
            require(audience.equals(text("aud")), JwtRefusal.AUDIENCE);
        }
    }

    void requireTime(long nowMicros, Duration leeway) throws RefusedJwtException {
        long leewayMicros = TimeUnit.MILLISECONDS.toMicros(leeway.toMillis());
        Long end = micros("exp", JwtRefusal.EXPIRED);
        require(end != null && nowMicros < end + leewayMicros, JwtRefusal.EXPIRED);
        Long begin = micros("nbf", JwtRefusal.EARLY);
        require(begin == null || nowMicros >= begin - leewayMicros, JwtRefusal.EARLY);
        Long issued = micros("iat", JwtRefusal.EARLY);
        long mostAhead = TimeUnit.MILLISECONDS.toMicros(JwtRules.MOST_AHEAD.toMillis());
        require(issued == null || issued <= nowMicros + mostAhead, JwtRefusal.EARLY);
    }

    /** A moment in seconds, perhaps with a fraction; null if it is not said. */
    private @Nullable Long micros(String claim, JwtRefusal refusal) throws RefusedJwtException {
        JsonNode node = json.path(claim);
        if (node.isMissingNode()) {
            return null;
        }
        require(node.isNumber(), refusal);
        double seconds = node.doubleValue();
        require(seconds >= 0 && seconds <= MAX_SECONDS, refusal);
        return node.isIntegralNumber()
                ? TimeUnit.SECONDS.toMicros(node.longValue())
                : Long.valueOf((long) Math.floor(seconds * 1_000_000));
    }

    /** The caller's name, for the record of who did what. */
    String name() throws RefusedJwtException {
        String subject = text("sub");
        require(
                subject != null
                        && !subject.isBlank()
                        && subject.length() <= JwtRules.MAX_SUBJECT_CHARACTERS
                        && subject.codePoints().allMatch(JwtClaims::isPrintable),
                JwtRefusal.SUBJECT);
        return NAME_PREFIX + subject;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** The first of {@code roles}, in lower case as it is documented. */
    Role role() throws RefusedJwtException {
        List<String> roles = texts("roles", JwtRefusal.ROLE);
        require(!roles.isEmpty(), JwtRefusal.ROLE);
        for (Role role : Role.values()) {
            if (role.text().equals(roles.getFirst())) {
                return role;
            }
        }
        throw new RefusedJwtException(JwtRefusal.ROLE);
    }

    String tenant() throws RefusedJwtException {
        if (!json.has("tenant")) {
            return Principal.DEFAULT_TENANT;
        }
        String tenant = text("tenant");
        require(tenant != null && Names.isLegal(tenant), JwtRefusal.TENANT);
        return tenant == null ? "" : tenant;
    }

    /** From {@code namespaces} and {@code tables} ({@code namespace.table}); one that is there and empty reaches nothing, so it is refused. */
    List<Grant> grants(Role role) throws RefusedJwtException {
        Set<Grant.Action> actions = actions(role);
        List<Grant> grants = new ArrayList<>();
        for (String namespace : scope("namespaces")) {
            require(Names.isLegal(namespace), JwtRefusal.SCOPE);
            grants.add(new Grant(namespace, Grant.ANY, actions));
        }
        for (String table : scope("tables")) {
            int dot = table.indexOf('.');
            require(
                    dot > 0 && Names.isLegal(table.substring(0, dot)) && Names.isLegal(table.substring(dot + 1)),
                    JwtRefusal.SCOPE);
            grants.add(new Grant(table.substring(0, dot), table.substring(dot + 1), actions));
        }
        return grants;
    }

    private List<String> scope(String claim) throws RefusedJwtException {
        if (!json.has(claim)) {
            return List.of();
        }
        List<String> names = texts(claim, JwtRefusal.SCOPE);
        require(!names.isEmpty() && names.size() <= JwtRules.MAX_SCOPES, JwtRefusal.SCOPE);
        return names;
    }

    /** The role's, as for an API key whose permission names no actions. */
    private static Set<Grant.Action> actions(Role role) {
        return switch (role) {
            case READER -> EnumSet.of(Grant.Action.READ);
            case WRITER -> EnumSet.of(Grant.Action.READ, Grant.Action.WRITE);
            default -> EnumSet.allOf(Grant.Action.class);
        };
    }

    private @Nullable String text(String claim) {
        JsonNode node = json.path(claim);
        return node.isString() ? node.stringValue() : null;
    }

    private List<String> texts(String claim, JwtRefusal refusal) throws RefusedJwtException {
        JsonNode list = json.path(claim);
        require(list.isArray(), refusal);
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : list) {
            require(entry.isString(), refusal);
            texts.add(entry.stringValue());
        }
        return texts;
    }
}
