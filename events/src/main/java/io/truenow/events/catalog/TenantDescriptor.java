package io.truenow.events.catalog;

/**
 * What is known of a tenant.
 *
 * @param facts so many facts of it so far
 */
public record TenantDescriptor(
        String tenant, TenantState state, String createdBy, long createdMicros, long updatedMicros, long facts) {

    /** The tenant as a fact made it. */
    public static TenantDescriptor of(TenantCreated fact) {
        return new TenantDescriptor(
                fact.tenant(), TenantState.ACTIVE, fact.requestedBy(), fact.createdMicros(), fact.createdMicros(), 1);
    }

    /** The tenant in another state. */
    public TenantDescriptor with(TenantStateChanged fact) {
        return new TenantDescriptor(tenant, fact.to(), createdBy, createdMicros, fact.changedMicros(), facts + 1);
    }
}
