package io.truenow.command.catalog;

import io.truenow.events.catalog.FindNamespaces;
import io.truenow.events.catalog.FindTables;
import io.truenow.events.catalog.NamespaceCreated;
import io.truenow.events.catalog.NamespaceDescriptor;
import io.truenow.events.catalog.TableConfigured;
import io.truenow.events.catalog.TableCreated;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableStateChanged;
import io.truenow.events.catalog.TableWidened;
import java.util.List;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.ResetHandler;
import org.axonframework.eventhandling.SequenceNumber;
import org.axonframework.queryhandling.QueryHandler;

/**
 * Folds the facts of the control plane into {@link CatalogCache} and answers the queries on it. Its state is in memory, so its
 * processing group {@code catalog} replays from the first fact at each start. Thread-safe.
 */
@ProcessingGroup(CatalogProjection.GROUP)
public final class CatalogProjection {

    /** Name of the processing group. */
    public static final String GROUP = "catalog";

    private final CatalogCache cache;

    /** A projection into the cache. */
    public CatalogProjection(CatalogCache cache) {
        this.cache = cache;
    }

    /** A namespace was made. */
    @EventHandler
    public void on(NamespaceCreated fact) {
        cache.learn(CatalogState.describe(fact));
    }

    /** A table was made. */
    @EventHandler
    public void on(TableCreated fact, @SequenceNumber long sequence) {
        cache.learn(TableDescriptor.of(fact, sequence + 1));
    }

    /** A table got more columns. */
    @EventHandler
    public void on(TableWidened fact, @SequenceNumber long sequence) {
        cache.learn(fact.ref(), sequence, table -> table.with(fact));
    }

    /** Something is said of a table. */
    @EventHandler
    public void on(TableConfigured fact, @SequenceNumber long sequence) {
        cache.learn(fact.ref(), sequence, table -> table.with(fact));
    }

    /** A table is in another state. */
    @EventHandler
    public void on(TableStateChanged fact, @SequenceNumber long sequence) {
        cache.learn(fact.ref(), sequence, table -> table.with(fact));
    }

    /** A replay begins. */
    @ResetHandler
    public void reset() {
        cache.clear();
    }

    /** The tables of a tenant, by namespace and name. */
    @QueryHandler
    public List<TableDescriptor> handle(FindTables query) {
        return cache.tables(query.tenant());
    }

    /** The namespaces of a tenant, by name. */
    @QueryHandler
    public List<NamespaceDescriptor> handle(FindNamespaces query) {
        return cache.namespaces(query.tenant());
    }
}
