package io.truenow.launcher.assembly;

import io.truenow.admin.port.TableControl;
import io.truenow.command.answer.JsonBody;
import io.truenow.command.port.StreamFigures;
import io.truenow.command.schema.Schemas;
import io.truenow.command.stream.Streams;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.schema.SchemaDescriptor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The console's people run tables by the rules of the routes of streams. */
record ConsoleTables(Streams streams, Schemas schemas, StreamFigures figures) implements TableControl {

    @Override
    public List<Table> tables(Principal caller, int most) {
        caller.require(Permission.READ_CATALOG);
        Map<String, String> names = schemas.list(caller).stream()
                .collect(Collectors.toMap(
                        SchemaDescriptor::schemaId, schema -> schema.namespace() + "." + schema.name(), (a, b) -> a));
        return streams.list(caller, null).stream()
                .limit(most)
                .map(table -> table(table, names))
                .toList();
    }

    @Override
    public Table table(Principal caller, String namespace, String name) {
        caller.require(Permission.READ_CATALOG);
        return streams.list(caller, null).stream()
                .filter(table -> table.ref().namespace().equals(namespace)
                        && table.ref().table().equals(name))
                .findFirst()
                .map(table -> table(caller, table))
                .orElseThrow(() -> new TrueNowException(
                        ErrorCode.NOT_FOUND, "There is no table [" + namespace + "." + name + "]."));
    }

    @Override
    public @Nullable Long stored(Principal caller, String id) {
        caller.require(Permission.READ_CATALOG);
        return figures.of(streams.require(caller, id))
                .map(StreamFigures.Figures::stored)
                .orElse(null);
    }

    @Override
    public Table change(
            Principal caller, Table table, @Nullable String description, @Nullable RetentionPolicy retention) {
        caller.require(Permission.WRITE_TABLES);
        requireDescription(description);
        return table(
                caller,
                streams.change(
                        caller, table.id(), new Streams.Change(table.version(), description, retention, null, null)));
    }

    @Override
    public Table pause(Principal caller, Table table, boolean paused) {
        caller.require(Permission.WRITE_TABLES);
        TableState state = paused ? TableState.PAUSED : TableState.ACTIVE;
        return table(
                caller,
                streams.change(caller, table.id(), new Streams.Change(table.version(), null, null, null, state)));
    }

    @Override
    public void delete(Principal caller, Table table) {
        caller.require(Permission.DELETE_TABLES);
        streams.delete(caller, table.id());
    }

    static void requireDescription(@Nullable String description) {
        if (description != null && description.length() > JsonBody.MAX_DESCRIPTION) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "A description has at most [" + JsonBody.MAX_DESCRIPTION + "] characters.");
        }
    }

    private Table table(Principal caller, TableDescriptor table) {
        String schemaId = table.options().schemaId();
        if (schemaId == null) {
            return table(table, Map.of());
        }
        SchemaDescriptor schema = schemas.require(caller, schemaId);
        return table(table, Map.of(schemaId, schema.namespace() + "." + schema.name()));
    }

    /** A schema whose name is not known is named by its id. */
    private static Table table(TableDescriptor table, Map<String, String> schemas) {
        String schemaId = table.options().schemaId();
        return new Table(
                table.streamId(),
                table.ref().namespace(),
                table.ref().table(),
                table.state(),
                schemaId == null ? null : schemas.getOrDefault(schemaId, schemaId),
                schemaId,
                table.options().description(),
                table.options().retention(),
                table.settings().retentionMicros(),
                table.history().createdBy(),
                table.createdMicros(),
                table.history().updatedMicros(),
                table.history().facts());
    }
}
