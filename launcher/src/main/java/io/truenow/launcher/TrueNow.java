package io.truenow.launcher;

import io.truenow.launcher.cli.TrueNowCommand;

/** The one main class. */
public final class TrueNow {

    private TrueNow() {}

    /** Runs the command line and ends with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 0 || !arguments[0].equals("up")) {
            // Only the server writes logs; a client says what is wrong in its own words.
            System.setProperty("logback.configurationFile", "logback-client.xml");
        }
        System.exit(TrueNowCommand.commandLine().execute(arguments));
    }
}
