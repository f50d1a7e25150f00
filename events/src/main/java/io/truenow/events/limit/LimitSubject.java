package io.truenow.events.limit;

import org.jspecify.annotations.Nullable;

/**
 * Whose events a rate limit counts. Immutable.
 *
 * @param tenant null for all callers together
 * @param keyId id of an API key of the tenant; null for the whole tenant
 */
public record LimitSubject(
        @Nullable String tenant, @Nullable String keyId) {

    /** All callers together. */
    public static final LimitSubject SERVER = new LimitSubject(null, null);

    /** A key has a tenant. */
    public LimitSubject {
        if (tenant == null && keyId != null) {
            throw new IllegalArgumentException("The key [" + keyId + "] is of no tenant.");
        }
    }

    /** A tenant. */
    public static LimitSubject tenant(String tenant) {
        return new LimitSubject(tenant, null);
    }

    /** An API key. */
    public static LimitSubject key(String tenant, String keyId) {
        return new LimitSubject(tenant, keyId);
    }

    /** Id of the limit's aggregate; no other aggregate's has a colon. */
    public String limitId() {
        return switch (scope()) {
            case "server" -> "limit:server";
            case "tenant" -> "limit:tenant:" + tenant;
            default -> "limit:key:" + tenant + ":" + keyId;
        };
    }

    /** {@code server}, {@code tenant} or {@code key}. */
    public String scope() {
        if (tenant == null) {
            return "server";
        }
        return keyId == null ? "tenant" : "key";
    }
}
