package io.truenow.launcher.cli;

import io.truenow.launcher.role.Role;
import io.truenow.launcher.sample.SampleChecks;
import io.truenow.launcher.sample.SampleChecks.Check;
import io.truenow.launcher.sample.SampleEvents;
import io.truenow.launcher.sample.SampleServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code truenow query-check}: the documented query tests, held against what {@code truenow populate} sent. */
@Command(
        name = "query-check",
        mixinStandardHelpOptions = true,
        description = "Asks for what truenow populate sent and compares each answer with the right one.",
        footer = {"", "Exit codes: 0 all are right, 1 one is not, 4 nothing was populated, 7 no server."})
public final class QueryCheckCommand implements Callable<Integer> {

    /** Forms of output. */
    enum Output {
        TABLE,
        JSON
    }

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "42",
            description = "Seed that was populated (default: ${DEFAULT-VALUE}).")
    private long seed = 42;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "1050",
            description = "How many were populated, 21 to 100000 (default: ${DEFAULT-VALUE}).")
    private int count = SampleEvents.DOCUMENTED;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        List<Check> checks;
        PopulateCommand.requireCount(count);
        try (SampleServer server = SampleServer.at(place.door(Role.GATEWAY), place.door(Role.QUERY))) {
            OptionalLong base = server.baseMicros(seed, count);
            if (base.isEmpty()) {
                throw new CliException(
                        ExitCode.NOT_FOUND, "nothing was populated with the seed " + seed + " (truenow populate).");
            }
            checks = new SampleChecks(server, SampleEvents.of(seed, base.getAsLong(), count)).run();
        } catch (IOException e) {
            throw new CliException(
                    ExitCode.UNAVAILABLE, "no server answers at " + place.url(Role.QUERY) + "; is it up? (truenow up)");
        }
        long wrong = checks.stream().filter(check -> !check.ok()).count();
        PrintWriter out = spec.commandLine().getOut();
        if (output == Output.JSON) {
            out.println(JsonMapper.shared().writeValueAsString(checks));
        } else {
            TextTable table = new TextTable("check", "", "what");
            checks.forEach(check -> table.row(check.name(), check.ok() ? "ok" : "WRONG", check.detail()));
            table.print(out);
            out.println(checks.size() + " checks, " + wrong + " wrong");
        }
        out.flush();
        return wrong == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }
}
