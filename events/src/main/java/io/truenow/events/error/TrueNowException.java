package io.truenow.events.error;

import org.jspecify.annotations.Nullable;

/**
 * A failure that a caller may see. The message is a whole sentence, with the offending value in brackets after its noun and
 * nothing secret in it.
 */
public class TrueNowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final @Nullable String pointer;
    private final @Nullable String hint;

    /** An error of the given code. */
    public TrueNowException(ErrorCode code, String message) {
        this(code, message, null, null, null);
    }

    /** An error with its cause, which is logged and never shown. */
    public TrueNowException(ErrorCode code, String message, @Nullable Throwable cause) {
        this(code, message, null, null, cause);
    }

    /**
     * An error at a place in the request.
     *
     * @param pointer JSON pointer to the offending value, if there is one
     * @param hint what to do, if that can be said
     */
    public TrueNowException(
            ErrorCode code,
            String message,
            @Nullable String pointer,
            @Nullable String hint,
            @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.pointer = pointer;
        this.hint = hint;
    }

    /** Code of the error. */
    public final ErrorCode code() {
        return code;
    }

    /** JSON pointer to the offending value, or null. */
    public final @Nullable String pointer() {
        return pointer;
    }

    /** What to do, or null. */
    public final @Nullable String hint() {
        return hint;
    }
}
