package io.truenow.hottier.segment;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.IngestAudit;
import io.truenow.hottier.read.SegmentFigures;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where scans get their snapshots from. Opening takes the principal and refuses a foreign table. Thread-safe. */
public interface Snapshots {

    /** Tables of the principal's tenant. */
    List<TableInfo> tables(Principal principal);

    /** The same tables, their columns alone. Cheap. */
    default List<TableColumns> columns(Principal principal) {
        return tables(principal).stream().map(TableColumns::of).toList();
    }

    /** One of them. */
    Optional<TableInfo> table(Principal principal, UUID tableId);

    /** Whether there is such a table; asks for none of its figures. */
    default boolean has(Principal principal, UUID tableId) {
        return table(principal, tableId).isPresent();
    }

    /** Segments in memory of the principal's tenant. */
    List<SegmentFigures> segments(Principal principal);

    /** What was applied of the log, by shard of the principal's tenant. */
    IngestAudit audit(Principal principal);

    /** Pins the newest snapshot of a table of the principal's tenant; the caller closes it. */
    Optional<TableSnapshot> open(Principal principal, UUID tableId);
}
