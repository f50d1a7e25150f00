package io.truenow.hottier.read;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Reads of the hot tier. Each call works on one immutable snapshot of its table; readers take no lock. Thread-safe.
 *
 * <p>Every call checks that the table belongs to the principal's tenant, whatever catalogue the caller saw before; a foreign or
 * unknown table is {@link ErrorCode#UNKNOWN_TABLE}. Limits of the {@link ScanContext} end a scan with a
 * {@link TrueNowException} that names the limit.
 */
public interface HotTierReads {

    /** Tables of the principal's tenant that have had events, by namespace and name. */
    List<TableInfo> tables(Principal principal);

    /** The same tables, their columns alone. Cheap. */
    default List<TableColumns> columns(Principal principal) {
        return tables(principal).stream().map(TableColumns::of).toList();
    }

    /** One table, as of now. */
    Optional<TableInfo> table(Principal principal, UUID tableId);

    /** Whether there is such a table; asks for none of its figures. */
    default boolean has(Principal principal, UUID tableId) {
        return table(principal, tableId).isPresent();
    }

    /** Segments in memory of the principal's tenant, by namespace, name, shard and number. */
    List<SegmentFigures> segments(Principal principal);

    /** What was applied of the log, by partition and by shard of the principal's tenant. */
    IngestAudit audit(Principal principal);

    /** Groups and accumulates. The answer holds every group, or the first of them by the request's order and limit. */
    AggregateAnswer aggregate(AggregateRequest request, ScanContext context);

    /** Selects rows. The cursor pins its snapshot until it is closed. */
    RowCursor rows(RowsRequest request, ScanContext context);

    /**
     * Holds tables of the principal's tenant as they are now, all at one moment, for a statement that reads more than once. A table that
     * has had no event yet stays unknown to the pin.
     */
    ReadPin pin(Principal principal, Set<UUID> tables);
}
