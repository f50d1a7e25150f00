package io.truenow.command.schema;

import io.truenow.command.port.SchemaStore;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;

/** Schemas folded into memory, for tests. */
public final class MemorySchemas implements SchemaStore {

    private final Map<String, SchemaDescriptor> schemas = new LinkedHashMap<>();
    private final Map<String, List<SchemaVersionDescriptor>> versions = new LinkedHashMap<>();

    @EventHandler
    public synchronized void on(SchemaCreated fact) {
        schemas.put(fact.schemaId(), SchemaDescriptor.of(fact));
    }

    @EventHandler
    public synchronized void on(SchemaVersionAdded fact) {
        of(fact.schemaId()).add(SchemaVersionDescriptor.of(fact));
        schemas.computeIfPresent(fact.schemaId(), (id, schema) -> schema.updated(fact.addedMicros()));
    }

    @EventHandler
    public synchronized void on(SchemaVersionDeprecated fact) {
        of(fact.schemaId()).replaceAll(v -> v.version() == fact.version() ? v.with(VersionStatus.DEPRECATED) : v);
        schemas.computeIfPresent(fact.schemaId(), (id, schema) -> schema.updated(fact.deprecatedMicros()));
    }

    @EventHandler
    public synchronized void on(SchemaDeleted fact) {
        schemas.remove(fact.schemaId());
        versions.remove(fact.schemaId());
    }

    private List<SchemaVersionDescriptor> of(String schemaId) {
        return versions.computeIfAbsent(schemaId, id -> new ArrayList<>());
    }

    @Override
    public synchronized Optional<SchemaDescriptor> schema(String tenant, String schemaId) {
        return Optional.ofNullable(schemas.get(schemaId)).filter(s -> s.tenant().equals(tenant));
    }

    @Override
    public synchronized List<SchemaDescriptor> schemas(String tenant) {
        List<SchemaDescriptor> found = new ArrayList<>(schemas.values());
        found.removeIf(schema -> !schema.tenant().equals(tenant));
        return found.reversed();
    }

    @Override
    public synchronized List<SchemaVersionDescriptor> versions(String tenant, String schemaId) {
        return schema(tenant, schemaId).isEmpty() ? List.of() : List.copyOf(of(schemaId));
    }
}
