package io.truenow.admin;

import io.truenow.admin.port.TableControl;
import io.truenow.events.access.Permission;
import io.truenow.events.access.Principal;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableState;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In-memory double of the tables of two tenants, with the permissions of the real one. */
final class FakeTables implements TableControl {

    private static final long CREATED = 1_790_000_000_000_000L;

    private record Owned(String tenant, Table table) {}

    private final List<Owned> tables = new ArrayList<>();

    FakeTables(boolean empty) {
        if (!empty) {
            add("default", "shop", "orders", "What customers bought", "shop.order", RetentionPolicy.days(30));
            add("default", "git", "changes", "", null, null);
            add("other", "secret", "canary", "", null, null);
        }
    }

    private void add(
            String tenant,
            String namespace,
            String name,
            String description,
            @Nullable String schema,
            @Nullable RetentionPolicy retention) {
        tables.add(new Owned(
                tenant,
                new Table(
                        "str_" + name,
                        namespace,
                        name,
                        TableState.ACTIVE,
                        schema,
                        schema == null ? null : "sch_1",
                        description,
                        retention,
                        retention == null ? -1 : retention.micros(),
                        "local",
                        CREATED,
                        CREATED,
                        1)));
    }

    @Override
    public synchronized List<Table> tables(Principal caller, int most) {
        caller.require(Permission.READ_CATALOG);
        return tables.stream()
                .filter(owned -> owned.tenant().equals(caller.tenant()))
                .map(Owned::table)
                .filter(table -> caller.sees(new TableRef(caller.tenant(), table.namespace(), table.name())))
                .limit(most)
                .toList();
    }

    @Override
    public Table table(Principal caller, String namespace, String name) {
        return tables(caller, Integer.MAX_VALUE).stream()
                .filter(table ->
                        table.namespace().equals(namespace) && table.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TrueNowException(ErrorCode.NOT_FOUND, "stream not found"));
    }

    @Override
    public @Nullable Long stored(Principal caller, String id) {
        return id.equals("str_orders") ? 1_234_567L : null;
    }

    @Override
    public Table change(
            Principal caller, Table table, @Nullable String description, @Nullable RetentionPolicy retention) {
        caller.require(Permission.WRITE_TABLES);
        RetentionPolicy kept = retention == null ? table.retention() : retention;
        return replace(caller, table, table.state(), description == null ? table.description() : description, kept);
    }

    @Override
    public Table pause(Principal caller, Table table, boolean paused) {
        caller.require(Permission.WRITE_TABLES);
        return replace(
                caller, table, paused ? TableState.PAUSED : TableState.ACTIVE, table.description(), table.retention());
    }

    @Override
    public void delete(Principal caller, Table table) {
        caller.require(Permission.DELETE_TABLES);
        replace(caller, table, TableState.DELETING, table.description(), table.retention());
    }

    private synchronized Table replace(
            Principal caller, Table table, TableState state, String description, @Nullable RetentionPolicy retention) {
        Table now = table(caller, table.namespace(), table.name());
        if (now.version() != table.version()) {
            throw new TrueNowException(ErrorCode.CHANGED_MEANWHILE, "The table has changed meanwhile.");
        }
        Table next = new Table(
                table.id(),
                table.namespace(),
                table.name(),
                state,
                table.schema(),
                table.schemaId(),
                description,
                retention,
                retention == null ? -1 : retention.micros(),
                table.createdBy(),
                CREATED,
                CREATED + table.version(),
                table.version() + 1);
        tables.replaceAll(owned -> owned.table().id().equals(table.id()) ? new Owned(owned.tenant(), next) : owned);
        return next;
    }
}
