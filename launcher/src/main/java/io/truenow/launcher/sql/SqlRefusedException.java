package io.truenow.launcher.sql;

/** A statement that gave no answer, in one sentence for people. */
public final class SqlRefusedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean unreachable;

    SqlRefusedException(String sentence, boolean unreachable, Throwable cause) {
        super(sentence, cause);
        this.unreachable = unreachable;
    }

    /** Whether no server answered, rather than one that refused. */
    public boolean unreachable() {
        return unreachable;
    }
}
