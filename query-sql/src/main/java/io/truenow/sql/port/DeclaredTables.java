package io.truenow.sql.port;

import io.truenow.events.catalog.TableDescriptor;
import java.util.List;

/** Tables of the control plane, so that a table is visible to SQL before its first event. Thread-safe; answers from memory. */
@FunctionalInterface
public interface DeclaredTables {

    /** No table but those with events. */
    DeclaredTables NONE = tenant -> List.of();

    /** Tables of a tenant that exist, with or without events. */
    List<TableDescriptor> tables(String tenant);
}
