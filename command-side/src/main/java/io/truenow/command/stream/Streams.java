package io.truenow.command.stream;

import io.truenow.command.binding.BoundSchemas;
import io.truenow.command.catalog.CatalogCache;
import io.truenow.command.catalog.TableDirectory;
import io.truenow.command.schema.Schemas;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.NamespacePolicy;
import io.truenow.events.catalog.Partitioning;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.SchemaDescriptor;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tables of the caller's tenant as streams, as far as its grants reach. A stream stands in the namespace of its schema. Reads come from
 * memory. Thread-safe.
 */
public final class Streams {

    private final TableDirectory directory;
    private final CatalogCache catalog;
    private final Schemas schemas;
    private final BoundSchemas bound;
    private final int maxColumns;

    /**
     * Over the tables and schemas of all tenants.
     *
     * @param maxColumns that a table may have
     */
    public Streams(
            TableDirectory directory, CatalogCache catalog, Schemas schemas, BoundSchemas bound, int maxColumns) {
        this.bound = bound;
        this.maxColumns = maxColumns;
        this.directory = directory;
        this.catalog = catalog;
        this.schemas = schemas;
    }

    /**
     * What is to change in a stream; null leaves what is there.
     *
     * @param expectedFacts refused if the stream has another version
     */
    public record Change(
            @Nullable Long expectedFacts,
            @Nullable String description,
            @Nullable RetentionPolicy retention,
            @Nullable Partitioning partitioning,
            @Nullable TableState state) {}

    /**
     * Makes a stream; its namespace with it, if need be.
     *
     * @throws TrueNowException {@code NOT_FOUND} without such a schema; {@code ALREADY_EXISTS}; {@code INVALID_NAME};
     *     {@code COLUMN_LIMIT}; {@code FORBIDDEN}; {@code CATALOG_UNAVAILABLE}
     */
    public TableDescriptor create(
            Principal caller,
            String name,
            String schemaId,
            String description,
            RetentionPolicy retention,
            Partitioning partitioning) {
        SchemaDescriptor schema = schemas.require(caller, schemaId);
        Names.requireAt("/name", "stream", name);
        TableRef ref = new TableRef(caller.tenant(), schema.namespace(), name);
        caller.requireWrite(ref);
        if (catalog.namespace(ref.tenant(), ref.namespace()) == null) {
            directory.createNamespace(ref.tenant(), ref.namespace(), NamespacePolicy.AUTO_CREATE, "", caller, true);
        }
        List<ColumnSpec> columns = columns(schema);
        directory.createTable(
                ref,
                directory.autoCreated().withRetention(retention.micros()),
                new TableOptions(description, schema.schemaId(), retention, partitioning),
                caller);
        return directory.ensure(ref, directory.autoCreated(), columns, schema.schemaId(), caller);
    }

    private List<ColumnSpec> columns(SchemaDescriptor schema) {
        List<ColumnSpec> columns =
                bound.newest(schema.tenant(), schema.schemaId()).columns();
        if (columns.size() > maxColumns) {
            throw new TrueNowException(
                    ErrorCode.COLUMN_LIMIT,
                    "The schema has [" + columns.size() + "] properties, and a table has at most [" + maxColumns
                            + "] columns.",
                    "/schema_id",
                    null,
                    null);
        }
        return columns;
    }

    /**
     * The streams that the caller sees, newest first.
     *
     * @param state only those in it; null for all that are not gone
     */
    public List<TableDescriptor> list(Principal caller, @Nullable TableState state) {
        return catalog.tables(caller.tenant()).stream()
                .filter(table -> caller.sees(table.ref()))
                .filter(table -> state == null ? table.state() != TableState.DELETED : table.state() == state)
                .sorted(Comparator.comparingLong(TableDescriptor::createdMicros)
                        .reversed()
                        .thenComparing(TableDescriptor::streamId))
                .toList();
    }

    /**
     * A stream that the caller sees; its id with or without what such ids begin with.
     *
     * @throws TrueNowException {@code NOT_FOUND}
     */
    public TableDescriptor require(Principal caller, String streamId) {
        TableDescriptor table = find(caller, streamId);
        if (table == null || !caller.sees(table.ref())) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "stream not found");
        }
        return table;
    }

    private @Nullable TableDescriptor find(Principal caller, String streamId) {
        String prefix = TableDescriptor.STREAM_PREFIX;
        try {
            return catalog.table(
                    caller.tenant(),
                    UUID.fromString(streamId.startsWith(prefix) ? streamId.substring(prefix.length()) : streamId));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /**
     * Changes a stream.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code FORBIDDEN}, {@code CHANGED_MEANWHILE}, {@code INVALID_VALUE},
     *     {@code CATALOG_UNAVAILABLE}
     */
    public TableDescriptor change(Principal caller, String streamId, Change change) {
        TableDescriptor table = require(caller, streamId);
        caller.requireWrite(table.ref());
        if (change.state() == TableState.DELETING) {
            caller.require(Permission.DELETE_TABLES);
        }
        if (change.state() == TableState.DELETED) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A stream is deleted when its events are gone, by the server alone.",
                    "/status",
                    "Delete the stream.",
                    null);
        }
        return directory.configure(new ConfigureTable(
                EnsureTable.keyOf(table.ref()),
                table.tableId(),
                change.expectedFacts(),
                change.description(),
                change.retention(),
                change.partitioning(),
                change.state(),
                caller.name()));
    }

    /**
     * Begins to delete a stream with its events; nothing happens if that has begun.
     *
     * @throws TrueNowException {@code NOT_FOUND}, {@code CATALOG_UNAVAILABLE}
     */
    public void delete(Principal caller, String streamId) {
        TableDescriptor table = require(caller, streamId);
        caller.require(Permission.DELETE_TABLES);
        if (!table.state().isGoing()) {
            directory.configure(ConfigureTable.become(table, TableState.DELETING, caller.name()));
        }
    }
}
