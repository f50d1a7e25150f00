package io.truenow.command.tenant;

import io.truenow.command.control.ControlCommands;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ChangeTenantState;
import io.truenow.events.catalog.CreateTenant;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;

/** The tenants: an administrator of the first one makes and suspends them, everybody else sees its own. Thread-safe. */
public final class Tenants {

    private final TenantDirectory directory;
    private final ControlCommands commands;

    /** Over all tenants. */
    public Tenants(TenantDirectory directory, ControlCommands commands) {
        this.directory = directory;
        this.commands = commands;
    }

    /**
     * Makes a tenant.
     *
     * @throws TrueNowException {@code FORBIDDEN}, {@code ALREADY_EXISTS}, {@code INVALID_NAME}, {@code CATALOG_UNAVAILABLE}
     */
    public TenantDescriptor create(Principal caller, String name) {
        caller.requireServer();
        return send(new CreateTenant(CreateTenant.keyOf(name), name, caller.name()));
    }

    /**
     * Lets the callers of a tenant in, or not.
     *
     * @throws TrueNowException {@code FORBIDDEN}; {@code NOT_FOUND}; {@code INVALID_VALUE} if it is in that state or is the first one;
     *     {@code CATALOG_UNAVAILABLE}
     */
    public TenantDescriptor change(Principal caller, String name, TenantState state) {
        caller.requireServer();
        require(caller, name);
        if (name.equals(Principal.DEFAULT_TENANT)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE, "The tenant [" + name + "] manages the server and stays active.");
        }
        return send(new ChangeTenantState(CreateTenant.keyOf(name), state, caller.name()));
    }

    /** The tenants that the caller sees. */
    public List<TenantDescriptor> list(Principal caller) {
        return directory.all().stream()
                .filter(tenant -> caller.managesServer() || tenant.tenant().equals(caller.tenant()))
                .toList();
    }

    /**
     * A tenant that the caller sees.
     *
     * @throws TrueNowException {@code NOT_FOUND}
     */
    public TenantDescriptor require(Principal caller, String name) {
        TenantDescriptor tenant = directory.find(name);
        if (tenant == null || !caller.managesServer() && !name.equals(caller.tenant())) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "tenant not found");
        }
        return tenant;
    }

    private TenantDescriptor send(Object command) {
        TenantDescriptor tenant = commands.send(command, TenantDescriptor.class);
        directory.learn(tenant);
        return tenant;
    }
}
