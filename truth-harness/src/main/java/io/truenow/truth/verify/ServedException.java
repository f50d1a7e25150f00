package io.truenow.truth.verify;

/** The server does not answer, or refuses. The message is its sentence. */
public final class ServedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The server's sentence. */
    public ServedException(String message, Throwable cause) {
        super(message, cause);
    }
}
