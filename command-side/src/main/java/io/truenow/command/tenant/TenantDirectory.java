package io.truenow.command.tenant;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantDescriptor;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.catalog.TenantStateChanged;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.jspecify.annotations.Nullable;

/**
 * Every tenant, in memory: the fold of the facts, and the answers of commands, whichever comes first. It has no state of its own, so its
 * processing group reads every fact again at each start. Thread-safe; readers take no lock.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class TenantDirectory {

    /** The tenant that no fact made. */
    private static final TenantDescriptor FIRST =
            new TenantDescriptor(Principal.DEFAULT_TENANT, TenantState.ACTIVE, "truenow", 0, 0, 0);

    private final ConcurrentHashMap<String, TenantDescriptor> tenants = new ConcurrentHashMap<>();

    /** A tenant, or null. */
    public @Nullable TenantDescriptor find(String tenant) {
        return tenant.equals(Principal.DEFAULT_TENANT) ? FIRST : tenants.get(tenant);
    }

    /** Whether the callers of a tenant are let in. */
    public boolean letsIn(String tenant) {
        TenantDescriptor known = find(tenant);
        return known != null && known.state() == TenantState.ACTIVE;
    }

    /** All tenants, by name; the first one first. */
    public List<TenantDescriptor> all() {
        List<TenantDescriptor> all = new ArrayList<>(List.of(FIRST));
        tenants.values().stream()
                .sorted(Comparator.comparing(TenantDescriptor::tenant))
                .forEach(all::add);
        return all;
    }

    /** A tenant was made. */
    @EventHandler
    public void on(TenantCreated fact) {
        learn(TenantDescriptor.of(fact));
    }

    /** A tenant is in another state. */
    @EventHandler
    public void on(TenantStateChanged fact, @SequenceNumber long sequence) {
        tenants.computeIfPresent(fact.tenant(), (name, known) -> known.facts() == sequence ? known.with(fact) : known);
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        tenants.clear();
    }

    /** Learns a tenant, unless more of it is known. */
    void learn(TenantDescriptor tenant) {
        tenants.merge(tenant.tenant(), tenant, (known, other) -> other.facts() > known.facts() ? other : known);
    }
}
