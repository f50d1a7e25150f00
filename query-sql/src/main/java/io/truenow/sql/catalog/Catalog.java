package io.truenow.sql.catalog;

import com.google.common.collect.ImmutableMap;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.TableColumns;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.calcite.jdbc.CalciteSchema;
import org.apache.calcite.schema.Schema;
import org.apache.calcite.schema.Table;
import org.apache.calcite.schema.impl.AbstractSchema;
import org.apache.calcite.schema.lookup.Lookup;
import org.jspecify.annotations.Nullable;

/**
 * What a principal's tenant has, as of one look: namespaces as schemas, tables, columns. Immutable.
 *
 * <p>Two looks with an equal {@link #version()} have the same names, columns and identities, so a plan made for one is right for the other.
 */
public final class Catalog {

    /** Name of the schema of system tables. */
    public static final String SYSTEM = "sys";

    private final Version version;
    private final Map<String, Map<String, CatalogTable>> namespaces;
    private final Map<String, SystemTable> systemTables;
    private final CalciteSchema root;

    private Catalog(
            List<Object> version,
            Map<String, Map<String, CatalogTable>> namespaces,
            Map<String, SystemTable> systemTables) {
        this.version = new Version(version);
        this.namespaces = namespaces;
        this.systemTables = systemTables;
        this.root = CalciteSchema.createRootSchema(false, false, "", rootSchema());
    }

    /**
     * What a principal sees. Only tables of its own tenant are taken over, whatever the sources return.
     *
     * @param resident tables with events
     * @param declared tables of the control plane; one that has events too shows its columns of both, one that is being deleted
     *     hides what events it has
     */
    public static Catalog of(
            Principal principal,
            List<TableColumns> resident,
            List<TableDescriptor> declared,
            List<SystemTable> systemTables) {
        Map<TableRef, UUID> ids = new LinkedHashMap<>();
        Map<TableRef, List<ColumnSpec>> columns = new LinkedHashMap<>();
        Map<TableRef, TableDescriptor> known = new HashMap<>();
        declared.forEach(table -> known.put(table.ref(), table));
        for (TableColumns table : resident) {
            if (principal.mayRead(table.ref()) && stands(table, known.get(table.ref()))) {
                ids.put(table.ref(), table.tableId());
                columns.merge(table.ref(), table.columns(), ColumnSpec::widened);
            }
        }
        for (TableDescriptor table : declared) {
            if (principal.mayRead(table.ref()) && !table.state().isGoing()) {
                ids.putIfAbsent(table.ref(), table.tableId());
                columns.merge(table.ref(), table.columns(), ColumnSpec::widened);
            }
        }
        return build(principal, ids, columns, systemTables);
    }

    /** Whether a table with events is the one that its name means today, and not on its way out. */
    private static boolean stands(TableColumns table, @Nullable TableDescriptor declared) {
        return declared == null
                || declared.tableId().equals(table.tableId())
                        && !declared.state().isGoing();
    }

    private static Catalog build(
            Principal principal,
            Map<TableRef, UUID> ids,
            Map<TableRef, List<ColumnSpec>> columns,
            List<SystemTable> systemTables) {
        Map<String, Map<String, CatalogTable>> namespaces = new TreeMap<>();
        List<Object> version = new ArrayList<>(List.of(principal.tenant()));
        new TreeMap<>(Map.copyOf(paths(ids.keySet()))).forEach((path, ref) -> {
            List<ColumnSpec> specs = columns.getOrDefault(ref, List.of());
            UUID id = java.util.Objects.requireNonNull(ids.get(ref));
            version.add(List.of(id, ref, specs));
            namespaces
                    .computeIfAbsent(ref.namespace(), n -> new TreeMap<>())
                    .put(ref.table(), new CatalogTable(id, ref, ColumnNames.columns(specs)));
        });
        Map<String, SystemTable> system = new TreeMap<>();
        systemTables.forEach(t -> system.put(t.name(), t));
        return new Catalog(List.copyOf(version), namespaces, system);
    }

    private static Map<String, TableRef> paths(Iterable<TableRef> refs) {
        Map<String, TableRef> paths = new LinkedHashMap<>();
        refs.forEach(r -> paths.put(r.path(), r));
        return paths;
    }

    /** What a look saw; its hash is computed once, and comparing it with itself costs nothing. */
    private static final class Version {

        private final List<Object> seen;
        private final int hash;

        Version(List<Object> seen) {
            this.seen = seen;
            this.hash = seen.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || other instanceof Version version && hash == version.hash && seen.equals(version.seen);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Equal for looks that saw the same. */
    public Object version() {
        return version;
    }

    /** Namespaces and their tables, both in the order of names. */
    public Map<String, Map<String, CatalogTable>> namespaces() {
        return namespaces;
    }

    /** Tables of {@code sys}. */
    public Map<String, SystemTable> systemTables() {
        return systemTables;
    }

    /** One table by its exact name. */
    public @Nullable CatalogTable table(String namespace, String table) {
        return namespaces.getOrDefault(namespace, Map.of()).get(table);
    }

    /** Root for Calcite. */
    public CalciteSchema root() {
        return root;
    }

    private Schema rootSchema() {
        ImmutableMap.Builder<String, Schema> schemas = ImmutableMap.builder();
        namespaces.forEach((name, tables) -> schemas.put(name, new Namespace(tables)));
        schemas.put(SYSTEM, new Namespace(systemTables));
        ImmutableMap<String, Schema> all = schemas.build();
        return new AbstractSchema() {
            @Override
            protected Map<String, Schema> getSubSchemaMap() {
                return all;
            }

            @Override
            public Lookup<? extends Schema> subSchemas() {
                return new ExactFirst<>(all);
            }
        };
    }

    /** One namespace for Calcite. */
    private static final class Namespace extends AbstractSchema {

        private final Map<String, Table> tables;

        Namespace(Map<String, ? extends Table> tables) {
            this.tables = ImmutableMap.copyOf(tables);
        }

        @Override
        protected Map<String, Table> getTableMap() {
            return tables;
        }

        @Override
        public Lookup<Table> tables() {
            return new ExactFirst<>(tables);
        }
    }
}
