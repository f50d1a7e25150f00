package io.truenow.launcher.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow processor}: what is made from the facts of the control plane, and making it again. */
@Command(
        name = "processor",
        mixinStandardHelpOptions = true,
        description = "Lists the processors of the control plane's facts, or lets one begin again.",
        footer = {
            "",
            "A read model is emptied and made again from every fact; meanwhile its routes answer 503.",
            "",
            "Example:",
            "  truenow processor reset schemas"
        })
public final class ProcessorCommand implements Runnable {

    private static final String PROCESSORS = "/api/v1/processors";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow processor --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Lists the processors. */
    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the processors.")
    int list(@Mixin Place place) {
        TextTable table = new TextTable("processor", "segment", "position", "caught up", "can be reset", "reason");
        for (JsonNode processor : new ControlClient(place).call("GET", PROCESSORS, null)) {
            table.row(
                    processor.path("processor").asString(),
                    processor.path("segment").asString(),
                    processor.path("position").asString("–"),
                    processor.path("caught_up").asBoolean() ? "yes" : "no",
                    processor.path("stored").asBoolean() ? "yes" : "no",
                    processor.path("reason").asString(""));
        }
        table.print(out());
        return ExitCode.OK;
    }

    /** Lets a processor begin again. */
    @Command(
            name = "reset",
            mixinStandardHelpOptions = true,
            description = "Empties a read model and makes it again from every fact.")
    int reset(
            @Mixin Place place, @Parameters(paramLabel = "NAME", description = "Of the processor.") String processor) {
        new ControlClient(place).call("POST", PROCESSORS + "/" + ControlClient.encoded(processor) + "/reset", null);
        out().println("The processor " + processor + " begins again; truenow processor list shows how far it is.");
        return ExitCode.OK;
    }
}
