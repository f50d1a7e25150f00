package io.truenow.launcher.cli;

import java.io.PrintWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow tenant}: makes, lists, suspends tenants and lets them in again. */
@Command(
        name = "tenant",
        mixinStandardHelpOptions = true,
        description = "Makes, lists, suspends tenants and lets them in again.",
        footer = {"", "Example:", "  truenow tenant create acme && truenow key create first --role admin --tenant acme"
        })
public final class TenantCommand implements Runnable {

    private static final String TENANTS = "/api/v1/tenants";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow tenant --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Makes a tenant. */
    @Command(name = "create", mixinStandardHelpOptions = true, description = "Makes a tenant.")
    int create(@Mixin Place place, @Parameters(paramLabel = "NAME", description = "Of the tenant.") String name) {
        new ControlClient(place).call("POST", TENANTS, Map.of("name", name));
        out().println("The tenant " + name + " is there; truenow key create makes its first key.");
        return ExitCode.OK;
    }

    /** Lists the tenants. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tenants.")
    int list(@Mixin Place place) {
        TextTable table = new TextTable("tenant", "status", "created", "by");
        for (JsonNode tenant : new ControlClient(place).call("GET", TENANTS, null)) {
            table.row(
                    tenant.path("name").asString(),
                    tenant.path("status").asString(),
                    tenant.path("created_at").asString("–"),
                    tenant.path("created_by").asString());
        }
        table.print(out());
        return ExitCode.OK;
    }

    /** Refuses the keys of a tenant. */
    @Command(name = "suspend", mixinStandardHelpOptions = true, description = "Refuses the keys of a tenant.")
    int suspend(@Mixin Place place, @Parameters(paramLabel = "NAME", description = "Of the tenant.") String name) {
        change(place, name, "suspended");
        out().println("The tenant " + name + " is suspended: its keys are refused, its tables stay.");
        return ExitCode.OK;
    }

    /** Takes the keys of a tenant again. */
    @Command(name = "resume", mixinStandardHelpOptions = true, description = "Takes the keys of a tenant again.")
    int resume(@Mixin Place place, @Parameters(paramLabel = "NAME", description = "Of the tenant.") String name) {
        change(place, name, "active");
        out().println("The tenant " + name + " is let in again.");
        return ExitCode.OK;
    }

    private static void change(Place place, String name, String status) {
        new ControlClient(place).call("PATCH", TENANTS + "/" + ControlClient.encoded(name), Map.of("status", status));
    }
}
