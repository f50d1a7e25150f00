package io.truenow.admin;

import io.truenow.admin.port.SchemaControl;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.VersionStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** In-memory double of the schemas of one tenant, with the permissions of the real one; what has the word "breaks" is not compatible. */
final class FakeSchemas implements SchemaControl {

    private static final long CREATED = 1_790_000_000_000_000L;

    private final List<SchemaDescriptor> schemas = new ArrayList<>();
    private final List<String> definitions = new ArrayList<>();
    private final Set<Integer> deprecated = new HashSet<>();

    FakeSchemas(boolean empty) {
        if (!empty) {
            schemas.add(new SchemaDescriptor(
                    "sch_1", "default", "shop", "order", "What an order has", "local", CREATED, CREATED));
            definitions.add("{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\"}}}");
            definitions.add("{\"type\":\"object\",\"properties\":{\"amount\":{\"type\":\"number\"},"
                    + "\"currency\":{\"type\":\"string\",\"enum\":[\"EUR\",\"USD\"]}},\"required\":[]}");
        }
    }

    @Override
    public synchronized List<SchemaDescriptor> schemas(Principal caller, int most) {
        caller.require(Permission.READ_SCHEMAS);
        return schemas.stream()
                .filter(schema -> schema.tenant().equals(caller.tenant()) && caller.seesNamespace(schema.namespace()))
                .limit(most)
                .toList();
    }

    @Override
    public SchemaDescriptor schema(Principal caller, String id) {
        return schemas(caller, Integer.MAX_VALUE).stream()
                .filter(schema -> schema.schemaId().equals(id))
                .findFirst()
                .orElseThrow(() -> new TrueNowException(ErrorCode.NOT_FOUND, "schema not found"));
    }

    @Override
    public synchronized List<Version> versions(Principal caller, String id, int most) {
        schema(caller, id);
        List<Version> versions = new ArrayList<>();
        for (int number = definitions.size(); number > 0; number--) {
            versions.add(new Version(
                    number,
                    deprecated.contains(number) ? VersionStatus.DEPRECATED : VersionStatus.ACTIVE,
                    CompatibilityMode.BACKWARD,
                    "sha256:" + number,
                    "local",
                    CREATED));
        }
        return versions;
    }

    @Override
    public synchronized String definition(Principal caller, String id, int version) {
        schema(caller, id);
        return definitions.get(version - 1);
    }

    @Override
    public List<Remark> difference(Principal caller, String id, int older, int newer) {
        schema(caller, id);
        return List.of(
                new Remark("/properties/currency", "property \"currency\" added from " + older + " to " + newer));
    }

    @Override
    public Comparison compare(Principal caller, String id, String definition, CompatibilityMode mode) {
        schema(caller, id);
        List<Remark> problems = definition.contains("breaks")
                ? List.of(new Remark("/required", "The field \"currency\" is required now."))
                : List.of();
        return new Comparison(definitions.size(), problems, List.of(new Remark("/title", "title \"x\" added")));
    }

    @Override
    public synchronized SchemaDescriptor create(
            Principal caller, String namespace, String name, String description, String definition) {
        caller.require(Permission.WRITE_SCHEMAS);
        SchemaDescriptor made = new SchemaDescriptor(
                "sch_9", caller.tenant(), namespace, name, description, caller.name(), CREATED, CREATED);
        schemas.addFirst(made);
        return made;
    }

    @Override
    public synchronized int add(Principal caller, String id, String definition, CompatibilityMode mode) {
        caller.require(Permission.WRITE_SCHEMAS);
        definitions.add(definition);
        return definitions.size();
    }

    @Override
    public synchronized void deprecate(Principal caller, String id, int version) {
        caller.require(Permission.MANAGE_SCHEMAS);
        deprecated.add(version);
    }
}
