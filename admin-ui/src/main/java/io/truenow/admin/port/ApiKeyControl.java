package io.truenow.admin.port;

import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * API keys, as far as a caller may look after them: its own tenant's, and any tenant's for who manages the server. Every method throws
 * {@link io.truenow.events.error.TrueNowException} for what is refused, by the same rules as the routes. Thread-safe; may wait.
 */
public interface ApiKeyControl {

    /** Usual time for which the earlier text of a key goes on being taken. */
    long USUAL_OVERLAP_SECONDS = 86_400;

    /**
     * A key, without its text.
     *
     * @param grants the only tables that it reaches; empty for all of its tenant
     * @param prefix begin of its text, which tells keys apart
     * @param expiresMicros null for never
     * @param lastUsedMicros null if it was not used since the server came up
     */
    record Key(
            String id,
            String tenant,
            String name,
            Role role,
            List<Grant> grants,
            String prefix,
            String createdBy,
            long createdMicros,
            @Nullable Long expiresMicros,
            @Nullable Long lastUsedMicros) {

        /** Copies the grants. */
        public Key {
            grants = List.copyOf(grants);
        }
    }

    /** A key with its text, which is never shown again. */
    record Shown(Key key, String text) {

        @Override
        public String toString() {
            return "Shown[" + key.id() + "]";
        }
    }

    /**
     * A key to be made.
     *
     * @param tenant whose it will be; empty for the caller's
     * @param scopes namespaces, or tables as {@code namespace.table}; empty for all of the tenant
     * @param expiresInDays null for never
     */
    record Draft(
            String tenant,
            String name,
            Role role,
            List<String> scopes,
            @Nullable Integer expiresInDays) {

        /** Copies the scopes. */
        public Draft {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * The keys of a tenant that nobody revoked, newest first; a tenant has a bounded number.
     *
     * @param tenant whose; empty for the caller's
     */
    List<Key> keys(Principal caller, String tenant);

    /** Makes a key. */
    Shown create(Principal caller, Draft draft);

    /** Gives a key a new text; the earlier ones go on being taken for some seconds. */
    Shown rotate(Principal caller, String id, long overlapSeconds);

    /** Refuses a key from now on. */
    void revoke(Principal caller, String id);
}
