package io.truenow.launcher.sql;

/** A statement that gave no answer, in one sentence for people. */
public final class SqlRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Why why;

    /** Who has to do something about it. */
    public enum Why {
        /** No server answered. */
        UNREACHABLE,
        /** The server does not take the credential, or wants one. */
        UNAUTHENTICATED,
        /** The server refused the statement. */
        STATEMENT
    }

    SqlRefusedException(String sentence, Why why, Throwable cause) {
        super(sentence, cause);
        this.why = why;
    }

    /** Why. */
    public Why why() {
        return why;
    }
}
