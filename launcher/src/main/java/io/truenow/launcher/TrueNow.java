package io.truenow.launcher;

import io.truenow.launcher.cli.TrueNowCommand;
import java.util.Set;

/** The one main class. */
public final class TrueNow {

    /** Commands that are a server, which writes logs. */
    private static final Set<String> SERVERS = Set.of("up", "rehearse");

    private TrueNow() {}

    /** Runs the command line and ends with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 0 || !SERVERS.contains(arguments[0])) {
            // A client says what is wrong in its own words.
            System.setProperty("logback.configurationFile", "logback-client.xml");
        }
        System.exit(TrueNowCommand.commandLine().execute(arguments));
    }
}
