package io.truenow.command.catalog;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.truenow.command.control.IdSource;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.EnsureTable;
import io.truenow.events.catalog.Names;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
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
 * A table's name with the table that bears it: the boundary in which it is made once and widened without races, since the event
 * store refuses two facts of the same number. Event-sourced; Axon loads one instance per command.
 */
public class TableAggregate {

    /** Read by Axon. */
    @AggregateIdentifier
    @SuppressWarnings("UnusedVariable")
    private @Nullable String tableKey;

    private @Nullable TableDescriptor table;

    /** For Axon. */
    protected TableAggregate() {}

    /**
     * Makes the table or gives it the columns that it lacks; answers what holds afterwards. No fact if nothing is missing.
     *
     * @throws TrueNowException {@code ALREADY_EXISTS} unless the command takes an existing table; {@code INVALID_NAME} for a
     *     column's name; {@code INVALID_VALUE} if a column is there with another type
     */
    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    public TableDescriptor handle(EnsureTable command, MicroClock clock, IdSource ids) {
        TableDescriptor known = table;
        if (known == null) {
            List<ColumnSpec> columns = requireLegal(List.of(), CatalogState.missing(List.of(), command.columns()));
            apply(new TableCreated(
                    command.tableKey(),
                    ids.next(),
                    command.ref(),
                    command.settings(),
                    columns,
                    command.description(),
                    command.requestedBy(),
                    clock.nowMicros()));
        } else if (!command.onlyIfAbsent()) {
            throw new TrueNowException(
                    ErrorCode.ALREADY_EXISTS,
                    "The table [" + command.ref().table() + "] exists already in the namespace ["
                            + command.ref().namespace() + "].");
        } else {
            widen(known, command, clock);
        }
        return Objects.requireNonNull(table);
    }

    private void widen(TableDescriptor known, EnsureTable command, MicroClock clock) {
        List<ColumnSpec> missing = CatalogState.missing(known.columns(), command.columns());
        if (!missing.isEmpty()) {
            apply(new TableWidened(
                    command.tableKey(),
                    known.tableId(),
                    known.ref(),
                    known.schemaVersion() + 1,
                    requireLegal(known.columns(), missing),
                    command.requestedBy(),
                    clock.nowMicros()));
        }
    }

    private static List<ColumnSpec> requireLegal(List<ColumnSpec> present, List<ColumnSpec> added) {
        for (ColumnSpec column : added) {
            if (!Names.isLegalColumn(column.name())) {
                throw new TrueNowException(ErrorCode.INVALID_NAME, "The name of a column is not legal.");
            }
            boolean clashes = present.stream()
                    .anyMatch(c -> c.role() == column.role() && c.name().equals(column.name()));
            boolean twice = added.stream()
                    .anyMatch(c -> !c.equals(column)
                            && c.role() == column.role()
                            && c.name().equals(column.name()));
            if (clashes || twice) {
                throw new TrueNowException(
                        ErrorCode.INVALID_VALUE, "The column [" + column.name() + "] has another type already.");
            }
        }
        return added;
    }

    @EventSourcingHandler
    void on(TableCreated fact) {
        tableKey = fact.tableKey();
        table = CatalogState.describe(fact);
    }

    @EventSourcingHandler
    void on(TableWidened fact) {
        table = CatalogState.widen(Objects.requireNonNull(table), fact);
    }
}
