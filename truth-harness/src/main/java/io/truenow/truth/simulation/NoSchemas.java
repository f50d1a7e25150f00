package io.truenow.truth.simulation;

import io.truenow.command.port.SchemaStore;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import java.util.List;
import java.util.Optional;

/** The simulated world has no schemas: its tables are bound to none. */
final class NoSchemas implements SchemaStore {

    @Override
    public Optional<SchemaDescriptor> schema(String tenant, String schemaId) {
        return Optional.empty();
    }

    @Override
    public List<SchemaDescriptor> schemas(String tenant) {
        return List.of();
    }

    @Override
    public List<SchemaVersionDescriptor> versions(String tenant, String schemaId) {
        return List.of();
    }
}
