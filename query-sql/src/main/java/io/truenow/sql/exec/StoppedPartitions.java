package io.truenow.sql.exec;

import io.truenow.events.access.Principal;
import io.truenow.sql.port.IngestFigures;
import org.jspecify.annotations.Nullable;

/**
 * Why partitions of the log are not read any further. Tenants share partitions, and a reason may quote the record that stopped one, which may
 * be another tenant's: only who sees the whole server reads it, others read that it has stopped. Thread-safe.
 */
record StoppedPartitions(IngestFigures figures) {

    /** Why a partition is not read any further, as far as the principal may know; null while it is. */
    @Nullable
    String reason(Principal principal, int partition) {
        String reason = figures.stopped(partition);
        return reason == null || ServerTables.sees(principal) ? reason : sentence(partition);
    }

    /** What everybody may know of a partition that has stopped. */
    static String sentence(int partition) {
        return "Partition [" + partition + "] of the log has stopped.";
    }
}
