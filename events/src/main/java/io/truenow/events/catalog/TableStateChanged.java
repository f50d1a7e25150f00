package io.truenow.events.catalog;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** Fact: a table went from one state to another. */
@Revision("1")
public record TableStateChanged(
        String tableKey,
        UUID tableId,
        TableRef ref,
        TableState from,
        TableState to,
        String requestedBy,
        long changedMicros) {}
