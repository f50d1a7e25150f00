package io.truenow.command.schema;

import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.control.ControlCommands;
import io.truenow.command.port.SchemaStore;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.AddSchemaVersion;
import io.truenow.events.schema.CompatibilityMode;
import io.truenow.events.schema.CreateSchema;
import io.truenow.events.schema.DeleteSchema;
import io.truenow.events.schema.DeprecateSchemaVersion;
import io.truenow.events.schema.RegisteredVersion;
import io.truenow.events.schema.SchemaDescriptor;
import io.truenow.events.schema.SchemaVersionDescriptor;
import io.truenow.events.schema.VersionStatus;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * The schemas of the caller's tenant, as far as its grants reach. A change is answered when it can be read, or, if that takes too long, as the
 * command answered it. Thread-safe.
 */
public final class Schemas {

    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final SchemaStore store;
    private final ControlCommands commands;
    private final CatalogCache catalog;
    private final SchemaVersions versions;

    /** Over the store, and the numbers in memory, that the facts fill. */
    public Schemas(SchemaStore store, ControlCommands commands, CatalogCache catalog, SchemaVersions versions) {
        this.versions = versions;
        this.store = store;
        this.commands = commands;
        this.catalog = catalog;
    }

    /**
     * How a definition stands to a schema.
     *
     * @param version with which it was compared
     * @param problems empty if it is compatible
     */
    public record Comparison(
            int version,
            CompatibilityMode mode,
            List<SchemaCompatibility.Incompatibility> problems,
            List<SchemaDiff.Change> changes) {}

    /**
     * Makes a schema with its first version.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS}, {@code INVALID_NAME}, {@code INVALID_VALUE}, {@code FORBIDDEN},
     *     {@code CATALOG_UNAVAILABLE}
     */
    public RegisteredVersion create(
            Principal caller, String namespace, String name, String description, String definition) {
        caller.requireWriteInto(namespace);
        return settled(commands.send(
                new CreateSchema(
                        CreateSchema.keyOf(caller.tenant(), namespace, name),
                        caller.tenant(),
                        namespace,
                        name,
                        description,
                        definition,
                        caller.name()),
                RegisteredVersion.class));
    }

    /**
     * Adds a version, or finds the one with the same fingerprint.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code INVALID_VALUE} if it is not compatible, {@code FORBIDDEN},
     *     {@code CATALOG_UNAVAILABLE}
     */
    public RegisteredVersion addVersion(Principal caller, String schemaId, String definition, CompatibilityMode mode) {
        SchemaDescriptor schema = require(caller, schemaId);
        caller.requireWriteInto(schema.namespace());
        return settled(commands.send(
                new AddSchemaVersion(schema.key(), schema.schemaId(), definition, mode, caller.name()),
                RegisteredVersion.class));
    }

    /**
     * Takes a version out of use.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code INVALID_VALUE} if none would be left, {@code CATALOG_UNAVAILABLE}
     */
    public RegisteredVersion deprecate(Principal caller, String schemaId, int version) {
        SchemaDescriptor schema = require(caller, schemaId);
        caller.requireWriteInto(schema.namespace());
        return settled(commands.send(
                new DeprecateSchemaVersion(schema.key(), schema.schemaId(), version, caller.name()),
                RegisteredVersion.class));
    }

    /**
     * Deletes a schema.
     *
     * @throws TrueNowException {@code NOT_FOUND}; {@code ALREADY_EXISTS} if a table is bound to it; {@code CATALOG_UNAVAILABLE}
     */
    public void delete(Principal caller, String schemaId) {
        SchemaDescriptor schema = require(caller, schemaId);
        for (TableDescriptor table : catalog.tables(caller.tenant())) {
            if (schema.schemaId().equals(table.options().schemaId())
                    && !table.state().isGoing()) {
                throw new TrueNowException(
                        ErrorCode.ALREADY_EXISTS, "The stream [" + table.ref().table() + "] is bound to the schema.");
            }
        }
        commands.send(new DeleteSchema(schema.key(), schema.schemaId(), caller.name()), SchemaDescriptor.class);
        await(() -> store.schema(caller.tenant(), schema.schemaId()).isEmpty());
    }

    /**
     * Compares a definition with the newest active version of a schema; nothing is kept.
     *
     * @throws TrueNowException {@code NOT_FOUND}; {@code INVALID_VALUE} for a definition that is none; {@code CATALOG_UNAVAILABLE}
     */
    public Comparison compare(Principal caller, String schemaId, String definition, CompatibilityMode mode) {
        SchemaVersionDescriptor newest = versions(caller, schemaId).reversed().stream()
                .filter(version -> version.status() == VersionStatus.ACTIVE)
                .findFirst()
                .orElseThrow(Schemas::notFound);
        SchemaDefinition older = SchemaDefinition.parse(newest.definition());
        SchemaDefinition newer = SchemaDefinition.parse(definition);
        return new Comparison(
                newest.version(),
                mode,
                SchemaCompatibility.check(mode, older, newer),
                SchemaDiff.between(older, newer));
    }

    /** The schemas that the caller sees, newest first. */
    public List<SchemaDescriptor> list(Principal caller) {
        return store.schemas(caller.tenant()).stream()
                .filter(schema -> caller.seesNamespace(schema.namespace()))
                .toList();
    }

    /**
     * A schema that the caller sees; its id with or without what such ids begin with.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CATALOG_UNAVAILABLE}
     */
    public SchemaDescriptor require(Principal caller, String schemaId) {
        String prefix = SchemaDescriptor.ID_PREFIX;
        String id = schemaId.startsWith(prefix) ? schemaId : prefix + schemaId;
        Optional<SchemaDescriptor> found = store.schema(caller.tenant(), id);
        return found.filter(schema -> caller.seesNamespace(schema.namespace())).orElseThrow(Schemas::notFound);
    }

    /**
     * The versions of a schema, in their order.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CATALOG_UNAVAILABLE}
     */
    public List<SchemaVersionDescriptor> versions(Principal caller, String schemaId) {
        return store.versions(caller.tenant(), require(caller, schemaId).schemaId());
    }

    private static TrueNowException notFound() {
        return new TrueNowException(ErrorCode.NOT_FOUND, "schema not found");
    }

    private RegisteredVersion settled(RegisteredVersion answer) {
        SchemaDescriptor schema = answer.schema();
        await(() -> versions.knows(schema.schemaId(), schema.updatedMicros())
                && store.schema(schema.tenant(), schema.schemaId())
                        .filter(known -> known.updatedMicros() >= schema.updatedMicros())
                        .isPresent());
        return answer;
    }

    private static void await(BooleanSupplier visible) {
        long begin = System.nanoTime();
        while (!visible.getAsBoolean()
                && System.nanoTime() - begin < LONGEST_WAIT_NANOS
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(STEP_NANOS);
        }
    }
}
