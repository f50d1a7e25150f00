package io.truenow.admin.port;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.RetentionPolicy;
import io.truenow.events.catalog.TableState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is said of the tables of the caller's tenant, as far as its grants reach. Every method throws
 * {@link io.truenow.events.error.TrueNowException} for what is refused, by the same rules as the routes. Thread-safe; may wait.
 */
public interface TableControl {

    /**
     * A table.
     *
     * @param id of the stream that it is
     * @param schema {@code namespace.name} of the schema that its events satisfy; null if none has to be satisfied
     * @param retention null: as {@code retentionMicros} says, from its creation
     * @param retentionMicros age at which events go; negative for never
     * @param version a change is refused if the table has another one by then
     */
    record Table(
            String id,
            String namespace,
            String name,
            TableState state,
            @Nullable String schema,
            @Nullable String schemaId,
            String description,
            @Nullable RetentionPolicy retention,
            long retentionMicros,
            String createdBy,
            long createdMicros,
            long updatedMicros,
            long version) {

        /** {@code namespace.table}. */
        public String path() {
            return namespace + "." + name;
        }
    }

    /** The tables that the caller sees, newest first, at most so many. */
    List<Table> tables(Principal caller, int most);

    /** The table of that name. */
    Table table(Principal caller, String namespace, String name);

    /** Events that count in a table; null if nobody knows now. */
    @Nullable
    Long stored(Principal caller, String id);

    /**
     * Changes what is said of a table.
     *
     * @param description null leaves what is there
     * @param retention null leaves what is there
     */
    Table change(Principal caller, Table table, @Nullable String description, @Nullable RetentionPolicy retention);

    /** Lets a table take events, or none. */
    Table pause(Principal caller, Table table, boolean paused);

    /** Begins to delete a table with its events. */
    void delete(Principal caller, Table table);
}
