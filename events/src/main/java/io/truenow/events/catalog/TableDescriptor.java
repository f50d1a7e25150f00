package io.truenow.events.catalog;

import java.util.List;
import java.util.UUID;

/**
 * What is known of a table. Immutable.
 *
 * @param tableId never used again for another table
 * @param ref name
 * @param settings what the log's records carry of it
 * @param schemaVersion grows by one with every widening, from 1
 * @param columns in the order in which they appeared
 */
public record TableDescriptor(
        UUID tableId,
        TableRef ref,
        TableSettings settings,
        int schemaVersion,
        TableState state,
        List<ColumnSpec> columns,
        TableOptions options,
        TableHistory history) {

    /** What the id of a stream begins with; the table's id follows. */
    public static final String STREAM_PREFIX = "str_";

    /** Copies the columns. */
    public TableDescriptor {
        columns = List.copyOf(columns);
    }

    /** A table of which nothing is said beyond its columns, after one fact. */
    public TableDescriptor(
            UUID tableId,
            TableRef ref,
            TableSettings settings,
            int schemaVersion,
            TableState state,
            List<ColumnSpec> columns,
            long createdMicros) {
        this(
                tableId,
                ref,
                settings,
                schemaVersion,
                state,
                columns,
                TableOptions.NONE,
                new TableHistory("", createdMicros, createdMicros, 1));
    }

    /** The table as a fact made it. */
    public static TableDescriptor of(TableCreated fact, long facts) {
        return new TableDescriptor(
                fact.tableId(),
                fact.ref(),
                fact.settings(),
                1,
                TableState.ACTIVE,
                fact.columns(),
                TableOptions.described(fact.description()),
                new TableHistory(fact.requestedBy(), fact.createdMicros(), fact.createdMicros(), facts));
    }

    /** The table with the columns of the fact behind its own, or with their types if it has them. */
    public TableDescriptor with(TableWidened fact) {
        return new TableDescriptor(
                tableId,
                ref,
                settings,
                fact.schemaVersion(),
                state,
                ColumnSpec.widened(columns, fact.columns()),
                options,
                history.next(fact.widenedMicros()));
    }

    /** The table with other options; the age at which its events go follows them. */
    public TableDescriptor with(TableConfigured fact) {
        RetentionPolicy retention = fact.options().retention();
        return new TableDescriptor(
                tableId,
                ref,
                retention == null ? settings : settings.withRetention(retention.micros()),
                schemaVersion,
                state,
                columns,
                fact.options(),
                history.next(fact.configuredMicros()));
    }

    /** The table in another state. */
    public TableDescriptor with(TableStateChanged fact) {
        return new TableDescriptor(
                tableId, ref, settings, schemaVersion, fact.to(), columns, options, history.next(fact.changedMicros()));
    }

    /** When it was made. */
    public long createdMicros() {
        return history.createdMicros();
    }

    /** Id of the stream that it is. */
    public String streamId() {
        return STREAM_PREFIX + tableId;
    }
}
