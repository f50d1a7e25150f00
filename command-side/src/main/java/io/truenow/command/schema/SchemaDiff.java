package io.truenow.command.schema;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What differs between two versions of a schema, told to people, keyword by keyword. Stateless and thread-safe. */
public final class SchemaDiff {

    /** Changes told. */
    static final int MAX_CHANGES = 1_000;

    private static final int MAX_SHOWN = 80;
    private static final Set<String> SETS = Set.of("enum", "required");

    private final List<Change> changes = new ArrayList<>();

    private SchemaDiff() {}

    /**
     * A change.
     *
     * @param pointer JSON pointer to what changed; into the older definition if it was removed, else into the newer
     * @param what a short sentence without an end stop
     */
    public record Change(String pointer, String what) {}

    /** The changes in order of their pointers, at most {@value #MAX_CHANGES}; none if the definitions are equal. */
    public static List<Change> between(SchemaDefinition older, SchemaDefinition newer) {
        SchemaDiff diff = new SchemaDiff();
        diff.schema(older.root(), newer.root(), "");
        diff.changes.sort(Comparator.comparing(Change::pointer, CanonicalJson.BY_CODE_POINT)
                .thenComparing(Change::what));
        return List.copyOf(diff.changes.subList(0, Math.min(MAX_CHANGES, diff.changes.size())));
    }

    private void schema(JsonNode older, JsonNode newer, String pointer) {
        if (older.equals(newer)) {
            return;
        }
        if (!older.isObject() || !newer.isObject()) {
            changes.add(new Change(pointer, changed("schema", older, newer)));
            return;
        }
        Set<String> keywords = new TreeSet<>(older.propertyNames());
        keywords.addAll(newer.propertyNames());
        for (String keyword : keywords) {
            keyword(keyword, older.path(keyword), newer.path(keyword), pointer + "/" + Pointers.escaped(keyword));
        }
    }

    private void keyword(String keyword, JsonNode older, JsonNode newer, String pointer) {
        if (older.equals(newer)) {
            return;
        }
        boolean map = Subschemas.isMap(keyword) && isMap(older) && isMap(newer);
        if (map) {
            map(keyword, older, newer, pointer);
        } else if (Subschemas.isList(keyword) && older.isArray() && newer.isArray()) {
            list(older, newer, pointer);
        } else if (SETS.contains(keyword) && isSet(older) && isSet(newer)) {
            set(keyword, older, newer, pointer);
        } else if (Subschemas.isOne(keyword) && older.isObject() && newer.isObject()) {
            schema(older, newer, pointer);
        } else {
            changes.add(new Change(pointer, changed(keyword, older, newer)));
        }
    }

    private void map(String keyword, JsonNode older, JsonNode newer, String pointer) {
        Set<String> names = new LinkedHashSet<>(older.propertyNames());
        names.addAll(newer.propertyNames());
        for (String name : names) {
            String at = pointer + "/" + Pointers.escaped(name);
            String what = keyword.equals("properties") ? "property" : "[" + keyword + "] of";
            JsonNode before = older.path(name);
            JsonNode after = newer.path(name);
            if (before.isMissingNode() || after.isMissingNode()) {
                changes.add(
                        new Change(at, what + " \"" + name + "\" " + (before.isMissingNode() ? "added" : "removed")));
            } else {
                schema(before, after, at);
            }
        }
    }

    private void list(JsonNode older, JsonNode newer, String pointer) {
        for (int i = 0; i < Math.max(older.size(), newer.size()); i++) {
            String at = pointer + "/" + i;
            if (i >= older.size() || i >= newer.size()) {
                changes.add(new Change(at, "schema " + (i >= older.size() ? "added" : "removed")));
            } else {
                schema(older.path(i), newer.path(i), at);
            }
        }
    }

    private void set(String keyword, JsonNode older, JsonNode newer, String pointer) {
        Set<JsonNode> before = new HashSet<>(older.values());
        Set<JsonNode> after = new HashSet<>(newer.values());
        String what = keyword.equals("required") ? "required field" : "value";
        before.stream()
                .filter(value -> !after.contains(value))
                .forEach(value -> changes.add(new Change(pointer, what + " " + shown(value) + " removed")));
        after.stream()
                .filter(value -> !before.contains(value))
                .forEach(value -> changes.add(new Change(pointer, what + " " + shown(value) + " added")));
    }

    private static String changed(String keyword, JsonNode older, JsonNode newer) {
        if (older.isMissingNode()) {
            return keyword + " " + shown(newer) + " added";
        }
        return newer.isMissingNode()
                ? keyword + " " + shown(older) + " removed"
                : keyword + " changed from " + shown(older) + " to " + shown(newer);
    }

    private static String shown(JsonNode value) {
        String text = value.toString();
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static boolean isMap(JsonNode value) {
        return value.isObject() || value instanceof MissingNode;
    }

    private static boolean isSet(JsonNode value) {
        return value.isArray() || value instanceof MissingNode;
    }
}
