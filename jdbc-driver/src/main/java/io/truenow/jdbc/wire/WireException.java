package io.truenow.jdbc.wire;

/** A request or an answer that does not have the agreed form. */
public final class WireException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With a sentence. */
    public WireException(String message) {
        super(message);
    }
}
