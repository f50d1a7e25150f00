package io.truenow.infra.access;

import io.truenow.events.access.Authentication;
import io.truenow.events.access.KeySecret;
import java.util.function.Predicate;

/** Who knows whether a credential is valid. Thread-safe, and quick: asked for every request. */
@FunctionalInterface
public interface Credentials {

    /** What a text is that was presented as an API key. */
    Authentication apiKey(String presented);

    /**
     * Whose a signed request is.
     *
     * @param keyId what is presented as the id of a key
     * @param signed whether the request is signed by what is kept of a key
     */
    default Authentication signed(String keyId, Predicate<KeySecret> signed) {
        return new Authentication.Denied("invalid signature");
    }

    /** What a text is that was presented as a JWT. */
    default Authentication jwt(String presented) {
        return new Authentication.Denied("JWT authentication not configured");
    }
}
