package io.truenow.infra.access;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What a request presents to say who calls. API keys come as {@code X-API-Key}, and in {@code Authorization} as {@code Bearer}, {@code ApiKey},
 * {@code Token} (as clients of InfluxDB send theirs), {@code Basic} (the key is the password) or as a single word. A JWT comes in the same ways in
 * {@code Authorization}, so that whatever can send a password can send one.
 */
sealed interface PresentedCredential {

    /** Nothing; also a scheme with nothing behind it, as Telegraf sends when no token is set. */
    record None() implements PresentedCredential {}

    /** A text that should be an API key. */
    record ApiKey(String text) implements PresentedCredential {

        @Override
        public String toString() {
            return "ApiKey[hidden]";
        }
    }

    /** A text that should be a JWT. */
    record Jwt(String text) implements PresentedCredential {

        @Override
        public String toString() {
            return "Jwt[hidden]";
        }
    }

    /**
     * A signature in place of a credential.
     *
     * @param keyId public id of the key that it is by
     * @param timestamp as it was sent
     */
    record Signed(String keyId, String timestamp, String signature) implements PresentedCredential {

        @Override
        public String toString() {
            return "Signed[hidden]";
        }
    }

    /** A scheme that is not known, or several credentials that differ. */
    record Unsupported() implements PresentedCredential {}

    /** What every key begins with; whatever else a bearer has is a JWT. */
    String KEY_PREFIX = "ttd_";

    /** The header with a key, or, in a signed request, with the id of one. */
    String KEY_HEADER = "X-API-Key";

    /** The header that makes a request a signed one. */
    String SIGNATURE_HEADER = "X-Signature";

    /** What the header of a JWT begins with, in Base64: a brace and a quotation mark. */
    String JWT_PREFIX = "eyJ";

    /** What a request presents. */
    static PresentedCredential of(HttpServletRequest request) {
        if (request.getHeader(SIGNATURE_HEADER) != null) {
            return signed(request);
        }
        List<PresentedCredential> found = new ArrayList<>();
        for (String key : Collections.list(request.getHeaders(KEY_HEADER))) {
            if (!key.isBlank()) {
                found.add(new ApiKey(key.strip()));
            }
        }
        for (String header : Collections.list(request.getHeaders("Authorization"))) {
            PresentedCredential presented = authorization(header.strip());
            if (!(presented instanceof None)) {
                found.add(presented);
            }
        }
        if (found.isEmpty()) {
            return new None();
        }
        return found.stream().distinct().count() == 1 ? found.getFirst() : new Unsupported();
    }

    /** Each of the three once, and nothing in {@code Authorization}. */
    private static PresentedCredential signed(HttpServletRequest request) {
        List<String> parts = new ArrayList<>();
        for (String name : List.of(KEY_HEADER, "X-Timestamp", SIGNATURE_HEADER)) {
            List<String> values = Collections.list(request.getHeaders(name));
            parts.add(values.size() == 1 ? values.getFirst().strip() : "");
        }
        return request.getHeader("Authorization") != null
                ? new Unsupported()
                : new Signed(parts.get(0), parts.get(1), parts.get(2));
    }

    private static PresentedCredential authorization(String header) {
        int space = header.indexOf(' ');
        String scheme = (space < 0 ? header : header.substring(0, space)).toLowerCase(Locale.ROOT);
        String rest = space < 0 ? "" : header.substring(space + 1).strip();
        return switch (scheme) {
            case "" -> new None();
            case "bearer" -> rest.isEmpty() ? new None() : bearer(rest);
            case "apikey", "token" -> rest.isEmpty() ? new None() : ofForm(rest);
            case "basic" -> rest.isEmpty() ? new None() : basic(rest);
            default -> space < 0 ? new ApiKey(header) : new Unsupported();
        };
    }

    private static PresentedCredential bearer(String text) {
        return text.startsWith(KEY_PREFIX) ? new ApiKey(text) : new Jwt(text);
    }

    /** What a text is where both kinds come, by how it looks; a key has no dot. */
    static PresentedCredential ofForm(String text) {
        return text.startsWith(JWT_PREFIX) && text.indexOf('.') > 0 ? new Jwt(text) : new ApiKey(text);
    }

    /** No name and no password, as clients of InfluxDB's first interface send when both are set to nothing, presents nothing. */
    private static PresentedCredential basic(String encoded) {
        String pair;
        try {
            pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return new Unsupported();
        }
        int colon = pair.indexOf(':');
        if (colon < 0) {
            return new Unsupported();
        }
        return pair.equals(":") ? new None() : ofForm(pair.substring(colon + 1));
    }
}
