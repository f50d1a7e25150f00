package io.truenow.launcher.settings;

import io.truenow.infra.jwt.JwtRules;
import io.truenow.infra.jwt.KeySource;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Callers who present a JWT. None is taken where no keys are named.
 *
 * @param keys {@code TTDUST_JWT_PUBLIC_KEY_PATH} or {@code TRUENOW_JWT_JWKS_URL}: the public keys; null for none
 * @param rules what a JWT must say
 */
public record JwtOptions(@Nullable KeySource keys, JwtRules rules) {

    private static final int MAX_LEEWAY_SECONDS = 300;

    static final Setting<String> PUBLIC_KEY = Setting.unset(
            "TTDUST_JWT_PUBLIC_KEY_PATH",
            "ttdust.jwt_public_key_path",
            SettingType.text("a file"),
            "file with the public key that JWTs are verified by: one in PEM (RSA of 2,048 bits or more for RS256, or P-256 for ES256), or a"
                    + " JWKS; it is read again every five minutes. Without it and the next one no JWT is taken");
    static final Setting<URI> JWKS = Setting.unset(
            "TRUENOW_JWT_JWKS_URL",
            "access.jwt.jwks_url",
            new SettingType<>(
                    "an https:// address without a user, or an http:// one of this machine", JwtOptions::address),
            "address of the JWKS of whoever issues the JWTs, instead of a file; it is asked every five minutes, and for a key that is not"
                    + " known at most every ten seconds");
    static final Setting<String> ISSUER = Setting.of(
            "TTDUST_JWT_ISSUER",
            "ttdust.jwt_issuer",
            SettingType.text("a text"),
            JwtRules.USUAL_ISSUER,
            "`iss` that a JWT must have");
    static final Setting<String> AUDIENCE = Setting.of(
            "TTDUST_JWT_AUDIENCE",
            "ttdust.jwt_audience",
            SettingType.text("a text"),
            JwtRules.USUAL_AUDIENCE,
            "audience that must stand in the `aud` of a JWT");
    static final Setting<Integer> LEEWAY = Setting.of(
            "TRUENOW_JWT_LEEWAY_SECONDS",
            "access.jwt.leeway_seconds",
            SettingType.seconds(0, MAX_LEEWAY_SECONDS),
            Long.toString(JwtRules.USUAL_LEEWAY.toSeconds()),
            "how far the clocks of the issuer and of this server may be apart, for `exp` and `nbf`");

    static final SettingGroup GROUP = new SettingGroup("JWT", List.of(PUBLIC_KEY, JWKS, ISSUER, AUDIENCE, LEEWAY));

    /** Whoever stands between could put keys of their own into an answer that is not encrypted. */
    private static URI address(String text) {
        URI address = URI.create(text);
        String host = address.getHost();
        if (host == null || address.getRawUserInfo() != null || address.getRawFragment() != null) {
            throw new IllegalArgumentException();
        }
        if (!"https".equals(address.getScheme())
                && !("http".equals(address.getScheme())
                        && (host.equals("localhost")
                                || InetAddress.ofLiteral(host).isLoopbackAddress()))) {
            throw new IllegalArgumentException();
        }
        return address;
    }

    static JwtOptions read(SettingValues values) {
        String file = values.find(PUBLIC_KEY).orElse(null);
        URI address = values.find(JWKS).orElse(null);
        if (file != null && address != null) {
            values.problem(
                    "TTDUST_JWT_PUBLIC_KEY_PATH and TRUENOW_JWT_JWKS_URL are both set: the keys come from one of them.");
        }
        KeySource keys = file != null
                ? KeySource.file(Path.of(file).toAbsolutePath())
                : address != null ? KeySource.url(address) : null;
        return new JwtOptions(
                keys, new JwtRules(values.get(ISSUER), values.get(AUDIENCE), Duration.ofSeconds(values.get(LEEWAY))));
    }
}
