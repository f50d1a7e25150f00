package io.truenow.hottier.read;

import io.truenow.events.access.Principal;
import java.util.function.BooleanSupplier;

/**
 * Who asks, and how far a scan may go.
 *
 * @param cancelled turns true when the statement is cancelled or out of time; asked at least once per 65,536 rows
 * @param maxGroups most groups of an aggregation before {@code GROUP_LIMIT}
 * @param maxRowsOut most rows that leave the hot tier before {@code ROW_LIMIT}
 * @param maxBytes most bytes of intermediate state before {@code MEMORY_LIMIT}
 * @param statistics where the scan reports what it did
 */
public record ScanContext(
        Principal principal,
        BooleanSupplier cancelled,
        long maxGroups,
        long maxRowsOut,
        long maxBytes,
        ScanStatistics statistics) {}
