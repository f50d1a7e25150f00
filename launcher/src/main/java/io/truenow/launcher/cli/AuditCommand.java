package io.truenow.launcher.cli;

import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow audit}: whether the facts of the control plane are the ones that were recorded. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description = "Says whether the facts of the control plane are the ones that were recorded.",
        footer = {
            "",
            "Each fact is chained to the one before it by a hash. Note the head elsewhere: who can write the whole",
            "store can write a chain that fits, but not one that has the link that you noted.",
            "",
            "Examples:",
            "  truenow audit verify",
            "  truenow audit verify --noted 412:9f86d0…"
        })
public final class AuditCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow audit --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Reads every fact and every link again. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Reads every fact and every link again; ends with 1 if one does not fit.")
    int verify(
            @Mixin Place place,
            @Option(names = "--noted", paramLabel = "LINK:HASH", description = "A head that was noted earlier.")
                    @Nullable
                    String noted) {
        String path = "/api/v1/audit/verify" + (noted == null ? "" : "?noted=" + ControlClient.encoded(noted));
        JsonNode found = new ControlClient(place).call("GET", path, null);
        if (!found.path("intact").asBoolean()) {
            out().println("broken at link " + found.path("broken_link").asString() + ": "
                    + found.path("problem").asString());
            return ExitCode.FAILURE;
        }
        out().println("intact: " + found.path("facts").asString() + " facts, "
                + found.path("waiting").asString() + " not chained yet, head "
                + found.path("head").asString());
        return ExitCode.OK;
    }
}
