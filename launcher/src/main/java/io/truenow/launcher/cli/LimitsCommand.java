package io.truenow.launcher.cli;

import java.io.PrintWriter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow limits}: lists, sets and clears rate limits of ingest. */
@Command(
        name = "limits",
        mixinStandardHelpOptions = true,
        description = "Lists, sets and clears how many events a second are let through.",
        footer = {"", "Example:", "  truenow limits set 5000 --burst 2 --tenant acme"})
public final class LimitsCommand implements Runnable {

    private static final String LIMITS = "/api/v1/limits";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    /** Whose limit it is. */
    static final class Whose {

        @Option(names = "--tenant", paramLabel = "NAME", description = "Of a tenant; else of all callers together.")
        private @Nullable String tenant;

        @Option(names = "--key-id", paramLabel = "ID", description = "Of an API key of the tenant.")
        private @Nullable String keyId;

        private String path(CommandLine line) {
            if (tenant == null) {
                if (keyId != null) {
                    throw new ParameterException(line, "--key-id needs --tenant.");
                }
                return LIMITS + "/server";
            }
            String path = LIMITS + "/tenants/" + ControlClient.encoded(tenant);
            return keyId == null ? path : path + "/keys/" + ControlClient.encoded(keyId);
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow limits --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Lists the limits that were set. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the limits that were set; for all others the settings hold.")
    int list(@Mixin Place place) {
        TextTable table = new TextTable("of", "tenant", "key", "events a second", "burst", "set", "by");
        for (JsonNode limit : new ControlClient(place).call("GET", LIMITS, null)) {
            table.row(
                    limit.path("scope").asString(),
                    limit.path("tenant").asString("–"),
                    limit.path("key_id").asString("–"),
                    limit.path("events_per_second").asString("–"),
                    limit.path("burst").asString("–"),
                    limit.path("updated_at").asString("–"),
                    limit.path("updated_by").asString("–"));
        }
        table.print(out());
        return ExitCode.OK;
    }

    /** Sets a limit. */
    @Command(name = "set", mixinStandardHelpOptions = true, description = "Sets a limit, whatever the settings say.")
    int set(
            @Mixin Place place,
            @Mixin Whose whose,
            @Option(
                            names = "--burst",
                            paramLabel = "SECONDS",
                            defaultValue = "1",
                            description = "Seconds of the rate that pass at once after as long a rest, 1 to 60.")
                    double burst,
            @Parameters(paramLabel = "RATE", description = "Events a second.") int rate) {
        new ControlClient(place)
                .call("PUT", whose.path(spec.commandLine()), Map.of("events_per_second", rate, "burst", burst));
        out().println("At most " + rate + " events a second pass, within a second in each process.");
        return ExitCode.OK;
    }

    /** Clears a limit. */
    @Command(name = "clear", mixinStandardHelpOptions = true, description = "Lets the settings say again.")
    int clear(@Mixin Place place, @Mixin Whose whose) {
        new ControlClient(place).call("DELETE", whose.path(spec.commandLine()), null);
        out().println("The settings say again how many events a second pass.");
        return ExitCode.OK;
    }
}
