package io.truenow.infra.access;

import io.truenow.events.access.Authentication;

/** Who knows whether a credential is valid. Thread-safe, and quick: asked for every request. */
@FunctionalInterface
public interface Credentials {

    /** What a text is that was presented as an API key. */
    Authentication apiKey(String presented);

    /** What a text is that was presented as a JWT. */
    default Authentication jwt(String presented) {
        return new Authentication.Denied("JWT authentication not configured");
    }
}
