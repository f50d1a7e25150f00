package io.truenow.events.error;

/** Who has to act on an error. */
public enum ErrorCategory {
    /** The request is wrong; the same request fails again. */
    USER,
    /** The server sheds load; the same request may pass later. */
    OVERLOAD,
    /** A part that the server needs is away; the same request may pass later. */
    EXTERNAL,
    /** A defect of the server. */
    INTERNAL,
    /** The server cannot say whether the request took effect; a retry with the same event ids is safe. */
    UNKNOWN_OUTCOME
}
