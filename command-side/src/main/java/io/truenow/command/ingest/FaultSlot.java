package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The fault of the event that is being read: the first one stays. Not thread-safe. */
final class FaultSlot {

    private @Nullable Fault fault;

    /** An event begins. */
    void clear() {
        fault = null;
    }

    boolean isFree() {
        return fault == null;
    }

    @Nullable
    Fault fault() {
        return fault;
    }

    /** Puts a fault on the event unless it has one. */
    void put(Fault first) {
        if (fault == null) {
            fault = first;
        }
    }

    /** Puts a fault on the event unless it has one. */
    void refuse(ErrorCode code, String message, String path, @Nullable String hint) {
        if (fault == null) {
            fault = new Fault(code, message, path, hint);
        }
    }
}
