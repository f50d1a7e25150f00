package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.ingest.Rejection;
import java.nio.charset.StandardCharsets;
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
        String shown = name.length() > 200 ? name.substring(0, 200) + "…" : name;
        byte[] wellFormed = shown.getBytes(StandardCharsets.UTF_8);
        return new String(wellFormed, StandardCharsets.UTF_8).replace("~", "~0").replace("/", "~1");
    }
}
