package io.truenow.hottier.shard;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns in the order in which they were named first, each with the widest of the types that it was named with. Not thread-safe.
 */
final class TypedColumns {

    private record Key(ColumnRole role, String name) {}

    private final Map<Key, ColumnSpec> columns = new LinkedHashMap<>();
    private final Set<ColumnSpec> known = new HashSet<>();
    private @Nullable List<ColumnSpec> specs;

    TypedColumns() {}

    TypedColumns(Collection<ColumnSpec> first) {
        first.forEach(this::add);
    }

    /** Names a column. */
    void add(ColumnSpec spec) {
        if (known.add(spec)) {
            columns.merge(
                    new Key(spec.role(), spec.name()),
                    spec,
                    (a, b) -> new ColumnSpec(a.role(), a.name(), ColumnType.widest(a.type(), b.type())));
            specs = null;
        }
    }

    /** The columns; the same list until one is added. */
    List<ColumnSpec> specs() {
        List<ColumnSpec> current = specs;
        if (current == null) {
            current = List.copyOf(columns.values());
            specs = current;
        }
        return current;
    }
}
