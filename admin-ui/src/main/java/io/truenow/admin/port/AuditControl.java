package io.truenow.admin.port;

import io.truenow.events.access.Principal;
import org.jspecify.annotations.Nullable;

/** The chain over all facts of the control plane, for who manages the server. Thread-safe; may wait. */
@FunctionalInterface
public interface AuditControl {

    /**
     * What a look at the whole chain found.
     *
     * @param facts that are chained
     * @param waiting facts that are stored and not chained yet
     * @param head number and hash of the last link, to be noted elsewhere
     * @param problem what is wrong at the first link that does not fit; null if all fit
     */
    record Verified(
            long facts, long waiting, String head, @Nullable String problem) {}

    /**
     * Reads every fact and every link again.
     *
     * @throws io.truenow.events.error.TrueNowException {@code FORBIDDEN}, {@code CATALOG_UNAVAILABLE}
     */
    Verified verify(Principal caller);
}
