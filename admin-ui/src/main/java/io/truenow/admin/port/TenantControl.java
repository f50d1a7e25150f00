package io.truenow.admin.port;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TenantDescriptor;
import java.util.List;

/**
 * Tenants, for who manages the server. Every method throws {@link io.truenow.events.error.TrueNowException} for what is refused, by the same
 * rules as the routes. Thread-safe; may wait.
 */
public interface TenantControl {

    /** All tenants by name, at most so many. */
    List<TenantDescriptor> tenants(Principal caller, int most);

    /** Makes a tenant. */
    TenantDescriptor create(Principal caller, String name);

    /** Lets the callers of a tenant in, or not. */
    TenantDescriptor suspend(Principal caller, String name, boolean suspended);
}
