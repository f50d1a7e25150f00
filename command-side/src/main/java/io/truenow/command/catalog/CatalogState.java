package io.truenow.command.catalog;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
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

    /** Those of {@code wanted} that {@code present} lacks or has in a narrower type, each once, in order, in the type that is to be. */
    static List<ColumnSpec> missing(List<ColumnSpec> present, List<ColumnSpec> wanted) {
        Set<ColumnSpec> missing = new LinkedHashSet<>(ColumnSpec.widened(present, wanted));
        present.forEach(missing::remove);
        return List.copyOf(missing);
    }
}
