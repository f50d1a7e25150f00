package io.truenow.command.catalog;

import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableState;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is known of namespaces and tables, from facts and from the answers of commands, whichever comes first. A later form is never
 * replaced by an earlier one. Thread-safe; readers take no lock.
 */
public final class CatalogCache {

    private final ConcurrentHashMap<TableRef, TableDescriptor> tables = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<UUID, TableRef> names = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, NamespaceDescriptor> namespaces = new ConcurrentHashMap<>();

    /** The table, or null if it is not known here. */
    @Nullable
    public TableDescriptor table(TableRef ref) {
        return tables.get(ref);
    }

    /** The namespace, or null if it is not known here. */
    @Nullable
    public NamespaceDescriptor namespace(String tenant, String name) {
        return namespaces.get(tenant + "/" + name);
    }

    /** The tables of a tenant, by namespace and name. */
    public List<TableDescriptor> tables(String tenant) {
        Collection<TableDescriptor> all = tables.values();
        return all.stream()
                .filter(t -> t.ref().tenant().equals(tenant))
                .sorted(Comparator.comparing(t -> t.ref().path()))
                .toList();
    }

    /** The table with the id, of whatever tenant, or null; a deleted one only until its name has another. */
    @Nullable
    public TableDescriptor table(UUID tableId) {
        TableRef ref = names.get(tableId);
        TableDescriptor table = ref == null ? null : tables.get(ref);
        return table != null && table.tableId().equals(tableId) ? table : null;
    }

    /** The table of a tenant with the id, or null. */
    @Nullable
    public TableDescriptor table(String tenant, UUID tableId) {
        TableDescriptor table = table(tableId);
        return table != null && table.ref().tenant().equals(tenant) ? table : null;
    }

    /** The tables of all tenants in a state. */
    public List<TableDescriptor> tables(TableState state) {
        return tables.values().stream().filter(t -> t.state() == state).toList();
    }

    /** The namespaces of a tenant, by name. */
    public List<NamespaceDescriptor> namespaces(String tenant) {
        return namespaces.values().stream()
                .filter(n -> n.tenant().equals(tenant))
                .sorted(Comparator.comparing(NamespaceDescriptor::name))
                .toList();
    }

    /** Learns a namespace. */
    void learn(NamespaceDescriptor namespace) {
        namespaces.putIfAbsent(namespace.tenant() + "/" + namespace.name(), namespace);
    }

    /** Learns a table, unless a newer form is known. */
    void learn(TableDescriptor table) {
        TableDescriptor before = tables.get(table.ref());
        TableDescriptor kept =
                tables.merge(table.ref(), table, (known, other) -> facts(other) > facts(known) ? other : known);
        names.put(kept.tableId(), kept.ref());
        if (before != null && !before.tableId().equals(kept.tableId())) {
            names.remove(before.tableId());
        }
    }

    /**
     * Learns what a fact changes, if it is the next of the table's name.
     *
     * @param sequence how many facts of the name came before it
     */
    void learn(TableRef ref, long sequence, UnaryOperator<TableDescriptor> change) {
        tables.computeIfPresent(ref, (r, known) -> facts(known) == sequence ? change.apply(known) : known);
    }

    private static long facts(TableDescriptor table) {
        return table.history().facts();
    }

    /** Forgets everything, before a replay. */
    void clear() {
        tables.clear();
        names.clear();
        namespaces.clear();
    }
}
