package io.truenow.command.ingest;

import io.truenow.events.config.ConfigurationKey;
import io.truenow.events.ingest.EventBatchCodec;
import java.util.function.IntSupplier;

/**
 * Limits that may change while the door is open; asked once per request or block. Thread-safe if the suppliers are.
 *
 * @param maxEventBytes bytes of the JSON text of one event; an event that the log cannot take whole ({@link EventBatchCodec#MAX_BYTES}) is
 *     refused all the same
 * @param maxRecordEvents events of one log record
 */
public record LiveLimits(IntSupplier maxEventBytes, IntSupplier maxRecordEvents) {

    /** Those that hold while nobody has set others. */
    public static final LiveLimits USUAL = new LiveLimits(
            () -> Math.toIntExact(ConfigurationKey.MAX_RECORD_BYTES.usual()),
            () -> Math.toIntExact(ConfigurationKey.MAX_BATCH_EVENTS.usual()));

    /** What is said of an event of too many bytes. */
    static String sentence(long bytes) {
        return "The event has [" + bytes + "] bytes of JSON.";
    }

    /** What to do about it. */
    static String hint(int maxBytes) {
        return "An event has at most " + maxBytes + " bytes (ingestion.max_record_size_bytes).";
    }
}
