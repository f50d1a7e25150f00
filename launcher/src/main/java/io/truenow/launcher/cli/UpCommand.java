package io.truenow.launcher.cli;

import io.truenow.events.time.MicroClock;
import io.truenow.infra.server.DatabaseConnection;
import io.truenow.infra.server.LogConnection;
import io.truenow.launcher.assembly.Server;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.ProductVersion;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow up}: runs the server until it is told to end. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Runs the server here, in the foreground; --detach puts it into the background.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            split = ",",
            description = "Run only these roles (default: all that are built).")
    private List<String> roles = List.of();

    /** Known here for its help only: the start script takes it. */
    @Option(names = "--detach", description = "Return when the server is ready, and leave it running.")
    private boolean detach;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        LaunchSettings settings = place.settings(roles);
        Server server = new Server();
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "truenow-shutdown"));
        try {
            server.start(settings, MicroClock.system());
        } catch (io.truenow.infra.embedded.DataFolderInUseException | io.truenow.launcher.role.PortTakenException e) {
            throw new CliException(ExitCode.CONFLICT, String.valueOf(e.getMessage()));
        }
        print(settings, out);
        out.println("ready");
        out.flush();
        server.awaitClosed();
        String reason = server.endedBecause();
        if (reason != null) {
            throw new CliException(ExitCode.CONFLICT, reason);
        }
        return ExitCode.OK;
    }

    private static void print(LaunchSettings settings, PrintWriter out) {
        out.printf(Locale.ROOT, "%nTrueNow %s, data in %s%n%n", ProductVersion.text(), settings.dataDir());
        String host = settings.access().localHost().equals("127.0.0.1")
                ? "localhost"
                : settings.access().localHost();
        for (Role role : Role.builtRoles()) {
            Integer port = settings.ports().get(role);
            if (port != null) {
                out.printf(Locale.ROOT, "  %-16s http://%s:%-6d %s%n", role.title(), host, port, role.purpose());
            }
        }
        LogConnection log = settings.parts().log();
        DatabaseConnection database = settings.parts().database();
        out.printf(
                Locale.ROOT,
                "  %-16s %-23s the log%n",
                "kafka",
                log == null ? "localhost:" + settings.embedded().kafkaPort() : log.bootstrapServers());
        out.printf(
                Locale.ROOT,
                "  %-16s %-23s the catalogue%n",
                "postgresql",
                database == null ? "localhost:" + settings.embedded().postgresPort() : database.place());
        if (settings.ports().containsKey(Role.SQL)) {
            out.printf(
                    Locale.ROOT,
                    "%n  JDBC  jdbc:avatica:remote:url=http://%s:%d;serialization=protobuf%n%n",
                    host,
                    settings.ports().get(Role.SQL));
        }
    }
}
