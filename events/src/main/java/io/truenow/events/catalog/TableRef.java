package io.truenow.events.catalog;

/**
 * Name of a table: tenant, namespace, table. A dropped table's name may be used again; its {@link TableDescriptor#tableId() id}
 * never is.
 */
public record TableRef(String tenant, String namespace, String table) {

    /** Legal names only. */
    public TableRef {
        Names.require("tenant", tenant);
        Names.require("namespace", namespace);
        Names.require("table", table);
    }

    /** {@code tenant/namespace/table}; unique because names hold no slash. */
    public String path() {
        return tenant + "/" + namespace + "/" + table;
    }

    @Override
    public String toString() {
        return path();
    }
}
