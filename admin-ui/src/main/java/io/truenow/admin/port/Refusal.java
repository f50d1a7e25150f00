package io.truenow.admin.port;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import org.jspecify.annotations.Nullable;

/**
 * Why the control plane did not do what a person asked.
 *
 * @param message whole sentence for a person
 * @param hint what to do; null if that cannot be said
 */
public record Refusal(
        ErrorCode code, String message, @Nullable String hint) {

    /** What a failure says of itself; of one that is not ours, nothing is shown. */
    public static Refusal of(RuntimeException failure) {
        return failure instanceof TrueNowException refused
                ? new Refusal(refused.code(), String.valueOf(refused.getMessage()), refused.hint())
                : new Refusal(ErrorCode.INTERNAL, "The server failed to do this; its log says why.", null);
    }

    /** Everything in one text, to be copied into a report. */
    public String detail() {
        return code + ": " + message + (hint == null ? "" : " " + hint);
    }
}
