package io.truenow.command.catalog;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableState;
import io.truenow.events.catalog.TableWidened;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How facts of the catalogue become descriptors: one fold for aggregates and projection. Thread-safe. */
final class CatalogState {

    private CatalogState() {}

    static NamespaceDescriptor describe(NamespaceCreated fact) {
        return new NamespaceDescriptor(
                fact.tenant(),
                fact.name(),
                fact.policy(),
                fact.description(),
                fact.requestedBy(),
                fact.createdMicros());
    }

    static TableDescriptor describe(TableCreated fact) {
        return new TableDescriptor(
                fact.tableId(),
                fact.ref(),
                fact.settings(),
                1,
                TableState.ACTIVE,
                fact.columns(),
                fact.createdMicros());
    }

    /** The table with the columns of the fact behind its own. */
    static TableDescriptor widen(TableDescriptor table, TableWidened fact) {
        List<ColumnSpec> columns = new ArrayList<>(table.columns());
        columns.addAll(fact.columns());
        return new TableDescriptor(
                table.tableId(),
                table.ref(),
                table.settings(),
                fact.schemaVersion(),
                table.state(),
                columns,
                table.createdMicros());
    }

    /** Those of {@code wanted} that {@code present} lacks, each once, in order. */
    static List<ColumnSpec> missing(List<ColumnSpec> present, List<ColumnSpec> wanted) {
        Set<ColumnSpec> missing = new LinkedHashSet<>(wanted);
        present.forEach(missing::remove);
        return List.copyOf(missing);
    }
}
