package io.truenow.infra.jwt;

import java.time.Duration;

/**
 * What a JWT must say. Immutable.
 *
 * @param issuer its {@code iss}, to the letter
 * @param audience stands in its {@code aud}
 * @param leeway how far the clocks of the issuer and of this server may be apart
 */
public record JwtRules(String issuer, String audience, Duration leeway) {

    /** The documented issuer. */
    public static final String USUAL_ISSUER = "ttdust";

    /** The documented audience. */
    public static final String USUAL_AUDIENCE = "ttdust-api";

    /** Usual difference of clocks. */
    public static final Duration USUAL_LEEWAY = Duration.ofSeconds(60);

    /** How far ahead of this server's clock a JWT may be issued, whatever the leeway is. */
    public static final Duration MOST_AHEAD = Duration.ofMinutes(1);

    /** Longest JWT, in characters. */
    public static final int MAX_CHARACTERS = 8 << 10;

    /** Longest subject, in characters. */
    public static final int MAX_SUBJECT_CHARACTERS = 128;

    /** Most scopes. */
    public static final int MAX_SCOPES = 100;

    /** As documented. */
    public static final JwtRules USUAL = new JwtRules(USUAL_ISSUER, USUAL_AUDIENCE, USUAL_LEEWAY);
}
