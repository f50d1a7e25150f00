package io.truenow.command.port;

import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import java.util.List;
import java.util.Optional;

/**
 * The schemas that the facts tell of, as stored for reading; a little behind them. Thread-safe. Every method throws
 * {@link io.truenow.events.error.TrueNowException} {@code CATALOG_UNAVAILABLE} if the store does not answer.
 */
public interface SchemaStore {

    /** A schema of a tenant. */
    Optional<SchemaDescriptor> schema(String tenant, String schemaId);

    /** The schemas of a tenant, newest first. */
    List<SchemaDescriptor> schemas(String tenant);

    /** The versions of a schema of a tenant, in their order; empty if there is no such schema. */
    List<SchemaVersionDescriptor> versions(String tenant, String schemaId);
}
