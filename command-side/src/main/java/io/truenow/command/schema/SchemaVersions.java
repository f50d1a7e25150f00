package io.truenow.command.schema;

import io.truenow.command.catalog.CatalogProjection;
import io.truenow.events.schema.SchemaCreated;
import io.truenow.events.schema.SchemaDeleted;
import io.truenow.events.schema.SchemaVersionAdded;
import io.truenow.events.schema.SchemaVersionDeprecated;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;

/**
 * The numbers of the active versions of every schema, in memory: enough to know at each event which version holds. Its state is in memory,
 * so its processing group reads every fact again at each start. Thread-safe; readers take no lock.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class SchemaVersions {

    private final ConcurrentHashMap<String, Known> schemas = new ConcurrentHashMap<>();

    private static final class Known {
        private final NavigableSet<Integer> active = new ConcurrentSkipListSet<>();
        private volatile long updatedMicros;
    }

    /** The newest active version, or 0 if the schema or its first version is not known. */
    public int newest(String schemaId) {
        Known known = schemas.get(schemaId);
        Integer newest = known == null ? null : known.active.isEmpty() ? null : known.active.last();
        return newest == null ? 0 : newest;
    }

    /** Whether the facts of a schema up to a moment are known. */
    boolean knows(String schemaId, long updatedMicros) {
        Known known = schemas.get(schemaId);
        return known != null && known.updatedMicros >= updatedMicros;
    }

    /** A schema was made. */
    @EventHandler
    public void on(SchemaCreated fact) {
        schemas.computeIfAbsent(fact.schemaId(), id -> new Known());
    }

    /** A schema has a version more. */
    @EventHandler
    public void on(SchemaVersionAdded fact) {
        Known known = schemas.computeIfAbsent(fact.schemaId(), id -> new Known());
        known.active.add(fact.version());
        known.updatedMicros = fact.addedMicros();
    }

    /** A version is out of use. */
    @EventHandler
    public void on(SchemaVersionDeprecated fact) {
        Known known = schemas.get(fact.schemaId());
        if (known != null) {
            known.active.remove(fact.version());
            known.updatedMicros = fact.deprecatedMicros();
        }
    }

    /** A schema is gone. */
    @EventHandler
    public void on(SchemaDeleted fact) {
        schemas.remove(fact.schemaId());
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        schemas.clear();
    }
}
