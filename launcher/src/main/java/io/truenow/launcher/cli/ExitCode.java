package io.truenow.launcher.cli;

/** Exit codes of the command line; part of its contract. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;
    /** It failed. */
    public static final int FAILURE = 1;
    /** The command line is wrong. */
    public static final int USAGE = 2;
    /** Not allowed. */
    public static final int AUTH = 3;
    /** The thing named does not exist. */
    public static final int NOT_FOUND = 4;
    /** Somebody else holds it. */
    public static final int CONFLICT = 5;
    /** Too fast. */
    public static final int RATE_LIMITED = 6;
    /** The server, or a part that it needs, is not there. */
    public static final int UNAVAILABLE = 7;
    /** Some of it was done. */
    public static final int PARTIAL = 8;

    private ExitCode() {}
}
