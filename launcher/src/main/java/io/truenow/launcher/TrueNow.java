package io.truenow.launcher;

import io.truenow.launcher.cli.TrueNowCommand;

/** The one main class. */
public final class TrueNow {

    private TrueNow() {}

    /** Runs the command line and ends with its exit code. */
    public static void main(String[] arguments) {
        System.exit(TrueNowCommand.commandLine().execute(arguments));
    }
}
