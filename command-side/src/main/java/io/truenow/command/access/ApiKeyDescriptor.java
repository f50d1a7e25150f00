package io.truenow.command.access;

import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.Grant;
import io.truenow.events.access.KeySecret;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an API key: the fold of its facts, for the aggregate and the directory alike. Immutable.
 *
 * @param facts how many facts of the key are folded in
 * @param secrets the texts that it had and has, oldest first; those that were refused already are left out at each rotation
 * @param expiresMicros moment from which it is refused; null for never
 * @param signs whether its requests are signed, and its text is not taken
 * @param revokedMicros moment from which it is refused because somebody said so; null if nobody did
 */
public record ApiKeyDescriptor(
        String keyId,
        String tenant,
        String name,
        Role role,
        List<Grant> grants,
        long facts,
        List<Text> secrets,
        String createdBy,
        long createdMicros,
        @Nullable Long expiresMicros,
        boolean signs,
        @Nullable Long revokedMicros) {

    /** A text of the key, and the moment from which it is refused. */
    public record Text(KeySecret secret, long untilMicros) {}

    /** Copies the lists. */
    public ApiKeyDescriptor {
        grants = List.copyOf(grants);
        secrets = List.copyOf(secrets);
    }

    static ApiKeyDescriptor of(ApiKeyCreated fact) {
        return new ApiKeyDescriptor(
                fact.keyId(),
                fact.tenant(),
                fact.name(),
                fact.role(),
                fact.grants(),
                1,
                List.of(new Text(fact.secret(), Long.MAX_VALUE)),
                fact.requestedBy(),
                fact.createdMicros(),
                fact.expiresMicros(),
                false,
                null);
    }

    ApiKeyDescriptor with(ApiKeyRotated fact) {
        List<Text> texts = new ArrayList<>();
        for (Text text : secrets) {
            if (text.untilMicros() > fact.rotatedMicros()) {
                texts.add(new Text(text.secret(), Math.min(text.untilMicros(), fact.earlierUntilMicros())));
            }
        }
        texts.add(new Text(fact.secret(), Long.MAX_VALUE));
        return with(texts, signs, revokedMicros);
    }

    ApiKeyDescriptor with(ApiKeySigningDemanded fact) {
        return with(secrets, true, revokedMicros);
    }

    ApiKeyDescriptor with(ApiKeyRevoked fact) {
        return with(secrets, signs, fact.revokedMicros());
    }

    private ApiKeyDescriptor with(List<Text> texts, boolean signing, @Nullable Long revoked) {
        return new ApiKeyDescriptor(
                keyId,
                tenant,
                name,
                role,
                grants,
                facts + 1,
                texts,
                createdBy,
                createdMicros,
                expiresMicros,
                signing,
                revoked);
    }

    /** Whether nobody has revoked it. */
    public boolean active() {
        return revokedMicros == null;
    }

    /** Whether its time is over. */
    public boolean expired(long nowMicros) {
        return expiresMicros != null && nowMicros >= expiresMicros;
    }

    /** Who calls with it. */
    public Principal principal() {
        return new Principal(tenant, keyId, role, grants);
    }
}
