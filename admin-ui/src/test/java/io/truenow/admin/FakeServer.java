package io.truenow.admin;

import io.truenow.admin.port.SettingsControl;
import io.truenow.admin.port.TenantControl;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.config.ConfigurationCommitted;
import io.truenow.events.config.ConfigurationProposed;
import io.truenow.events.config.ConfigurationRolledBack;
import io.truenow.events.config.ServerConfiguration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** In-memory double of tenants and of the configuration, with the permissions of the real ones. */
final class FakeServer implements TenantControl, SettingsControl {

    private static final long CREATED = 1_790_000_000_000_000L;

    private final TreeMap<String, TenantDescriptor> tenants = new TreeMap<>();
    private ServerConfiguration configuration = ServerConfiguration.USUAL;

    FakeServer() {
        tenants.put("default", new TenantDescriptor("default", TenantState.ACTIVE, "", 0, 0, 0));
    }

    @Override
    public synchronized List<TenantDescriptor> tenants(Principal caller, int most) {
        caller.requireServer();
        return tenants.values().stream().limit(most).toList();
    }

    @Override
    public synchronized TenantDescriptor create(Principal caller, String name) {
        caller.requireServer();
        TenantDescriptor made = new TenantDescriptor(name, TenantState.ACTIVE, caller.name(), CREATED, CREATED, 1);
        tenants.put(name, made);
        return made;
    }

    @Override
    public synchronized TenantDescriptor suspend(Principal caller, String name, boolean suspended) {
        caller.requireServer();
        TenantState state = suspended ? TenantState.SUSPENDED : TenantState.ACTIVE;
        TenantDescriptor changed = new TenantDescriptor(name, state, caller.name(), CREATED, CREATED, 2);
        tenants.put(name, changed);
        return changed;
    }

    @Override
    public synchronized ServerConfiguration now(Principal caller) {
        caller.require(Permission.READ_SERVER);
        return configuration;
    }

    @Override
    public synchronized ServerConfiguration change(
            Principal caller, Map<String, @Nullable Long> changes, long expectedEpoch) {
        caller.requireServer();
        long next = configuration.last() + 1;
        Map<String, Long> values = new TreeMap<>(configuration.values());
        changes.forEach((key, value) -> {
            if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        configuration = configuration
                .with(new ConfigurationProposed(
                        ServerConfiguration.ID, next, configuration.epoch(), changes, caller.name(), CREATED))
                .with(new ConfigurationCommitted(ServerConfiguration.ID, next, values, caller.name(), CREATED));
        return configuration;
    }

    @Override
    public synchronized ServerConfiguration rollBack(Principal caller, long expectedEpoch) {
        caller.requireServer();
        configuration = configuration.with(new ConfigurationRolledBack(
                ServerConfiguration.ID,
                configuration.last() + 1,
                ServerConfiguration.FIRST,
                Map.of(),
                caller.name(),
                CREATED));
        return configuration;
    }
}
