package io.truenow.command.ingest.arrow;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/** Why a stream cannot be read on. Thread-safe. */
final class ArrowFaults {

    private ArrowFaults() {}

    /** The bytes are not what the format says. */
    static TrueNowException corrupt(String message) {
        return corrupt(message, null);
    }

    /** The bytes are not what the format says. */
    static TrueNowException corrupt(String message, @Nullable Throwable cause) {
        return new TrueNowException(
                ErrorCode.INVALID_ARROW,
                message,
                null,
                "Send a stream of Arrow's IPC format (application/vnd.apache.arrow.stream), little-endian.",
                cause);
    }

    /** A column that has no place in a table. */
    static TrueNowException column(String name, String sentence, String hint) {
        return new TrueNowException(
                ErrorCode.INVALID_ARROW, "The column [" + name + "] " + sentence, "/" + name, hint, null);
    }

    /** More bytes than a limit allows. */
    static TrueNowException tooLarge(String what, long limit) {
        return new TrueNowException(
                ErrorCode.TOO_LARGE,
                what + " has more than [" + limit + "] bytes.",
                null,
                "Send smaller record batches; the stream itself has no limit.",
                null);
    }
}
