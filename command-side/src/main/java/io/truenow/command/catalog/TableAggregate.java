package io.truenow.command.catalog;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.command.control.IdSource;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ConfigureTable;
import io.truenow.events.catalog.DeclareTable;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TableConfigured;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.catalog.TableStateChanged;
import io.truenow.events.catalog.TableWidened;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/**
 * A table's name with the table that bears it: the boundary in which it is made once, widened and changed without races, since the
 * event store refuses two facts of the same number. Event-sourced; Axon loads one instance per command.
 */
public class TableAggregate {

    @AggregateIdentifier
    private @Nullable String tableKey;

    private @Nullable TableDescriptor table;

    /** For Axon. */
    protected TableAggregate() {}

    /**
     * Makes the table or gives it the columns that it lacks; answers what holds afterwards. No fact if nothing is missing, nor if
     * the table takes no events or is bound to another schema than the columns come from: the caller sees both. A table that was deleted
     * does not come back by an event.
     *
     * @throws TrueNowException {@code INVALID_NAME} for a column's name
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public TableDescriptor handle(EnsureTable command, MicroClock clock, IdSource ids) {
        TableDescriptor known = table;
        if (known == null) {
            List<ColumnSpec> columns = requireLegal(CatalogState.missing(List.of(), command.columns()));
            create(
                    command.tableKey(),
                    command.ref(),
                    command.settings(),
                    columns,
                    "",
                    command.requestedBy(),
                    clock,
                    ids);
        } else if (known.state() == TableState.ACTIVE
                && mayWiden(known.options().schemaId(), command.schemaId())) {
            widen(known, command, clock);
        }
        return Objects.requireNonNull(table);
    }

    /**
     * Makes the table; one of the name that was deleted is no obstacle.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS}
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public TableDescriptor handle(DeclareTable command, MicroClock clock, IdSource ids) {
        TableOptions options = command.options();
        if (table != null && table.state() != TableState.DELETED) {
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS,
                    "The table [" + command.ref().table() + "] exists already in the namespace ["
                            + command.ref().namespace() + "].");
        }
        create(
                command.tableKey(),
                command.ref(),
                command.settings(),
                List.of(),
                options.description(),
                command.requestedBy(),
                clock,
                ids);
        if (!options.equals(TableOptions.described(options.description()))) {
            configure(options, command.requestedBy(), clock);
        }
        return Objects.requireNonNull(table);
    }

    /**
     * Changes what is said of the table, and its state.
     *
     * @throws TrueNowException {@code NOT_FOUND} if the name has another table or none; {@code CHANGED_MEANWHILE};
     *     {@code INVALID_VALUE} if the state may not follow
     */
    @CommandHandler
    public TableDescriptor handle(ConfigureTable command, MicroClock clock) {
        TableDescriptor known = table;
        if (known == null || !known.tableId().equals(command.tableId())) {
            throw new TrueNowException(ErrorCode.NOT_FOUND, "stream not found");
        }
        if (command.expectedFacts() != null
                && command.expectedFacts() != known.history().facts()) {
            throw new TrueNowException(
                    ErrorCode.CHANGED_MEANWHILE, "The table was changed since: look at it and decide again.");
        }
        TableState next = command.state();
        if (next != null && !known.state().canBecome(next)) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "cannot transition from " + known.state().text() + " to " + next.text(),
                    "/status",
                    null,
                    null);
        }
        TableOptions options = known.options().with(command.description(), command.retention(), command.partitioning());
        if (!options.equals(known.options())) {
            requireStaying(known);
            configure(options, command.requestedBy(), clock);
        }
        if (next != null) {
            apply(new TableStateChanged(
                    command.tableKey(),
                    known.tableId(),
                    known.ref(),
                    known.state(),
                    next,
                    command.requestedBy(),
                    clock.nowMicros()));
        }
        return Objects.requireNonNull(table);
    }

    private static void requireStaying(TableDescriptor known) {
        if (known.state().isGoing()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_VALUE,
                    "The table is [" + known.state().text() + "] and cannot be changed any more.");
        }
    }

    private void create(
            String key,
            TableRef ref,
            TableSettings settings,
            List<ColumnSpec> columns,
            String description,
            String requestedBy,
            MicroClock clock,
            IdSource ids) {
        apply(new TableCreated(key, ids.next(), ref, settings, columns, description, requestedBy, clock.nowMicros()));
    }

    private void configure(TableOptions options, String requestedBy, MicroClock clock) {
        TableDescriptor known = Objects.requireNonNull(table);
        apply(new TableConfigured(
                Objects.requireNonNull(tableKey),
                known.tableId(),
                known.ref(),
                options,
                requestedBy,
                clock.nowMicros()));
    }

    private static boolean mayWiden(@Nullable String bound, @Nullable String columnsFrom) {
        return bound == null || bound.equals(columnsFrom);
    }

    private void widen(TableDescriptor known, EnsureTable command, MicroClock clock) {
        List<ColumnSpec> missing = CatalogState.missing(known.columns(), command.columns());
        if (!missing.isEmpty()) {
            apply(new TableWidened(
                    command.tableKey(),
                    known.tableId(),
                    known.ref(),
                    known.schemaVersion() + 1,
                    requireLegal(missing),
                    command.requestedBy(),
                    clock.nowMicros()));
        }
    }

    private static List<ColumnSpec> requireLegal(List<ColumnSpec> added) {
        for (ColumnSpec column : added) {
            if (!Names.isLegalColumn(column.name())) {
                throw new TrueNowException(ErrorCode.INVALID_NAME, "The name of a column is not legal.");
            }
        }
        return added;
    }

    @EventSourcingHandler
    void on(TableCreated fact) {
        tableKey = fact.tableKey();
        table = TableDescriptor.of(fact, table == null ? 1 : table.history().facts() + 1);
    }

    @EventSourcingHandler
    void on(TableWidened fact) {
        table = Objects.requireNonNull(table).with(fact);
    }

    @EventSourcingHandler
    void on(TableConfigured fact) {
        table = Objects.requireNonNull(table).with(fact);
    }

    @EventSourcingHandler
    void on(TableStateChanged fact) {
        table = Objects.requireNonNull(table).with(fact);
    }
}
