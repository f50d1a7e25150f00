package io.truenow.command.stream;

import io.truenow.command.answer.JsonBody;
import io.truenow.command.port.StreamRecords.Place;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of records ends, as an opaque text, and the number of a record in its stream. Thread-safe. */
final class RecordCursor {

    /** More events than a log record can have. */
    private static final int INDEX_BITS = 20;

    private static final int MAX_LENGTH = 100;

    private RecordCursor() {}

    /** The text of a place. */
    static String of(Place place) {
        String text = place.partition() + "." + place.offset() + "." + place.index();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The place of a text; null for none.
     *
     * @throws io.truenow.events.error.TrueNowException {@code INVALID_VALUE} for one that was never given out
     */
    static @Nullable Place read(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        if (cursor.length() <= MAX_LENGTH) {
            try {
                String[] parts =
                        new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\.");
                if (parts.length == 3) {
                    return new Place(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]));
                }
            } catch (IllegalArgumentException e) {
                // As any other text that is no cursor.
            }
        }
        throw JsonBody.invalid("invalid cursor", "/cursor", "Send the next_cursor of a page, or none.");
    }

    /** The number of a record in its shard: from 1, growing, the same after a restart. */
    static long sequence(Place place) {
        return (place.offset() << INDEX_BITS) + place.index() + 1;
    }
}
