package io.truenow.launcher.assembly;

import io.truenow.command.access.ApiKeyDirectory;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.KeySecret;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.access.Credentials;
import io.truenow.infra.jwt.JwtValidator;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Whose credentials are valid; of none it is known before the facts of keys and tenants are folded in. Thread-safe.
 *
 * @param known whether they are
 * @param jwts null where no JWT is taken
 */
record KnownCredentials(
        BooleanSupplier known,
        ApiKeyDirectory keys,
        @Nullable JwtValidator jwts,
        MicroClock clock) implements Credentials {

    @Override
    public Authentication apiKey(String presented) {
        return known.getAsBoolean() ? keys.authenticate(presented, clock.nowMicros()) : new Authentication.NotReady();
    }

    @Override
    public Authentication signed(String keyId, Predicate<KeySecret> signed) {
        return known.getAsBoolean()
                ? keys.authenticate(keyId, signed, clock.nowMicros())
                : new Authentication.NotReady();
    }

    @Override
    public Authentication jwt(String presented) {
        if (jwts == null) {
            return Credentials.super.jwt(presented);
        }
        return known.getAsBoolean() ? jwts.of(presented, clock.nowMicros()) : new Authentication.NotReady();
    }
}
