package io.truenow.command.catalog;

import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableWidened;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of namespaces and tables, from facts and from the answers of commands, whichever comes first. A newer schema
 * version is never replaced by an older one. Thread-safe; readers take no lock.
 */
public final class CatalogCache {

    private final ConcurrentHashMap<TableRef, TableDescriptor> tables = new ConcurrentHashMap<>();
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
        tables.merge(table.ref(), table, CatalogCache::newer);
    }

    /** Learns that a table was widened. */
    void learn(TableWidened fact) {
        tables.computeIfPresent(
                fact.ref(),
                (ref, known) ->
                        known.tableId().equals(fact.tableId()) && known.schemaVersion() + 1 == fact.schemaVersion()
                                ? CatalogState.widen(known, fact)
                                : known);
    }

    /** Forgets everything, before a replay. */
    void clear() {
        tables.clear();
        namespaces.clear();
    }

    private static TableDescriptor newer(TableDescriptor known, TableDescriptor other) {
        boolean otherIsNewer = known.tableId().equals(other.tableId())
                ? other.schemaVersion() > known.schemaVersion()
                : other.createdMicros() > known.createdMicros();
        return otherIsNewer ? other : known;
    }
}
