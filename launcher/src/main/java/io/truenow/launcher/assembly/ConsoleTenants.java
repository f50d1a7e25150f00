package io.truenow.launcher.assembly;

import io.truenow.admin.port.TenantControl;
import io.truenow.command.tenant.Tenants;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import java.util.List;

/** The console's people look after tenants if they manage the server, as over the routes. */
record ConsoleTenants(Tenants tenants) implements TenantControl {

    @Override
    public List<TenantDescriptor> tenants(Principal caller, int most) {
        caller.requireServer();
        return tenants.list(caller).stream().limit(most).toList();
    }

    @Override
    public TenantDescriptor create(Principal caller, String name) {
        caller.requireServer();
        return tenants.create(caller, name);
    }

    @Override
    public TenantDescriptor suspend(Principal caller, String name, boolean suspended) {
        caller.requireServer();
        return tenants.change(caller, name, suspended ? TenantState.SUSPENDED : TenantState.ACTIVE);
    }
}
