package io.truenow.command.ingest;

import io.truenow.command.schema.Pointers;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with one event.
 *
 * @param path reference tokens below the event, escaped and without a leading slash; empty for the event itself
 */
public record Fault(
        ErrorCode code,
        String message,
        String path,
        @Nullable String hint) {

    /** The refusal of event {@code index}, whose own pointer is {@code base}. */
    public Rejection at(int index, @Nullable String eventId, String base) {
        String pointer = path.isEmpty() ? base : base + "/" + path;
        return new Rejection(index, eventId, code, message, pointer.isEmpty() ? null : pointer, hint);
    }

    /** A name as a reference token of a JSON pointer (RFC 6901), cut if it is long; half surrogates become question marks. */
    public static String token(String name) {
        return Pointers.token(name);
    }
}
