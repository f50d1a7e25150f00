package io.truenow.sql.catalog;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.calcite.schema.lookup.LikePattern;
import org.apache.calcite.schema.lookup.Lookup;
import org.apache.calcite.schema.lookup.Named;
import org.jspecify.annotations.Nullable;

/** Finds by name: exactly first, then without case if only one matches. Immutable. */
final class ExactFirst<T> implements Lookup<T> {

    private final Map<String, T> entries;

    ExactFirst(Map<String, T> entries) {
        this.entries = new LinkedHashMap<>(entries);
    }

    @Override
    public @Nullable T get(String name) {
        Named<T> found = getIgnoreCase(name);
        return found == null ? null : found.entity();
    }

    @Override
    public @Nullable Named<T> getIgnoreCase(String name) {
        T exact = entries.get(name);
        if (exact != null) {
            return new Named<>(name, exact);
        }
        Named<T> found = null;
        for (Map.Entry<String, T> entry : entries.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(name)) {
                if (found != null) {
                    return null;
                }
                found = new Named<>(entry.getKey(), entry.getValue());
            }
        }
        return found;
    }

    @Override
    public Set<String> getNames(LikePattern pattern) {
        var matcher = pattern.matcher();
        return entries.keySet().stream().filter(matcher::apply).collect(Collectors.toUnmodifiableSet());
    }
}
