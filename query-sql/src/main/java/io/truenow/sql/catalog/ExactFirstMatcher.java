package io.truenow.sql.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.jspecify.annotations.Nullable;

/**
 * Matches column names exactly first, then without case if only one matches.
 *
 * <p>It says that it is case-sensitive, because the validator takes that answer as "names that differ in case are different names", which
 * holds here; looking up without case is done by the matcher itself and by {@link ExactFirst}.
 */
public final class ExactFirstMatcher implements SqlNameMatcher {

    @Override
    public boolean isCaseSensitive() {
        return true;
    }

    @Override
    public boolean matches(String string, String name) {
        return string.equalsIgnoreCase(name);
    }

    @Override
    public <K extends List<String>, V> @Nullable V get(Map<K, V> map, List<String> prefixNames, List<String> names) {
        List<String> wanted = new ArrayList<>(prefixNames);
        wanted.addAll(names);
        V exact = map.get(wanted);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<K, V> entry : map.entrySet()) {
            if (same(entry.getKey(), wanted)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static boolean same(List<String> a, List<String> b) {
        if (a.size() != b.size()) {
            return false;
        }
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equalsIgnoreCase(b.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String bestString() {
        throw new UnsupportedOperationException("This matcher keeps no best match.");
    }

    @Override
    public @Nullable RelDataTypeField field(RelDataType rowType, String fieldName) {
        RelDataTypeField found = null;
        int matches = 0;
        for (RelDataTypeField field : rowType.getFieldList()) {
            if (field.getName().equals(fieldName)) {
                return field;
            }
            if (field.getName().equalsIgnoreCase(fieldName)) {
                found = field;
                matches++;
            }
        }
        return matches == 1 ? found : null;
    }

    @Override
    public int frequency(Iterable<String> names, String name) {
        int exact = 0;
        int loose = 0;
        for (String candidate : names) {
            exact += candidate.equals(name) ? 1 : 0;
            loose += candidate.equalsIgnoreCase(name) ? 1 : 0;
        }
        return exact > 0 ? exact : loose;
    }

    @Override
    public Set<String> createSet() {
        return new LinkedHashSet<>();
    }
}
