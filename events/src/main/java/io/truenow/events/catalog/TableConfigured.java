package io.truenow.events.catalog;

import java.util.UUID;
import org.axonframework.serialization.Revision;

/** Fact: something is said of a table; {@code options} is all that holds from now on. */
@Revision("1")
public record TableConfigured(
        String tableKey, UUID tableId, TableRef ref, TableOptions options, String requestedBy, long configuredMicros) {}
