package io.truenow.hottier.segment;

import io.truenow.events.catalog.TableRef;
import java.util.List;
import java.util.UUID;

/**
 * Immutable view of a table for one statement. While open it keeps its segments and counts their bytes as pinned; {@link #close()}
 * lets them go.
 */
public interface TableSnapshot extends AutoCloseable {

    /** Id of the table. */
    UUID tableId();

    /** Name of the table; its tenant decides who may scan it. */
    TableRef ref();

    /** Shards, by number. */
    List<ShardSnapshot> shards();

    /** Whether the memory budget asks this statement to end; a scan checks it with its cancellation. */
    boolean revoked();

    @Override
    void close();
}
