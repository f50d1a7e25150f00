package io.truenow.launcher.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/** {@code truenow config}: the settings of a start, and the configuration that changes while a server runs. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows the settings of a start; shows and changes the configuration of a running server.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigPrintCommand.class, ConfigReferenceCommand.class},
        footer = {"", "Example:", "  truenow config set retention.default_days=30 && truenow config history"})
public final class ConfigCommand implements Runnable {

    private static final String CONFIG = "/api/v1/config";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow config --help.");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** Shows the configuration of the server here. */
    @Command(
            name = "get",
            mixinStandardHelpOptions = true,
            description = "Shows the configuration of the running server.")
    int get(
            @Mixin Place place,
            @Parameters(paramLabel = "KEY", arity = "0..1", description = "One key; its value alone is printed.")
                    @Nullable
                    String key) {
        JsonNode values = new ControlClient(place).call("GET", CONFIG, null);
        if (key == null) {
            TextTable table = new TextTable("key", "value");
            values.properties()
                    .forEach(one -> table.row(one.getKey(), one.getValue().asString()));
            table.print(out());
        } else if (values.has(key)) {
            out().println(values.path(key).asString());
        } else {
            throw new CliException(ExitCode.NOT_FOUND, "The configuration has no key [" + key + "].");
        }
        return ExitCode.OK;
    }

    /** Changes the configuration of the server here. */
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            description = "Changes keys of the running server, all or none.")
    int set(
            @Mixin Place place,
            @Parameters(
                            paramLabel = "KEY=VALUE",
                            arity = "1..*",
                            description = "A whole number; without a value the key gets its usual one.")
                    List<String> changes) {
        Map<String, @Nullable Long> values = new TreeMap<>();
        for (String change : changes) {
            int equals = change.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(spec.commandLine(), "[" + change + "] is not KEY=VALUE.");
            }
            values.put(change.substring(0, equals), number(change.substring(equals + 1), change));
        }
        JsonNode answer = new ControlClient(place).call("PATCH", CONFIG, Collections.unmodifiableMap(values));
        out().println("Changed " + values.size() + (values.size() == 1 ? " key" : " keys") + "; epoch "
                + answer.path("epoch").asString() + " is in force.");
        return ExitCode.OK;
    }

    private @Nullable Long number(String text, String change) {
        try {
            return text.isEmpty() ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), "The value of [" + change + "] is no whole number.");
        }
    }

    /** Lists the epochs of the server here. */
    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "Lists the epochs of the configuration, newest first.")
    int history(
            @Mixin Place place,
            @Option(
                            names = "--limit",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "At most so many (default: ${DEFAULT-VALUE}).")
                    int limit) {
        TextTable table = new TextTable("epoch", "status", "what", "by", "at");
        for (JsonNode one : new ControlClient(place).call("GET", CONFIG + "/epochs?limit=" + limit, null)) {
            boolean open = one.path("committed_at").isMissingNode();
            table.row(
                    one.path("epoch").asString(),
                    one.path("status").asString(),
                    what(one),
                    one.path(open ? "proposed_by" : "committed_by").asString(),
                    one.path(open ? "proposed_at" : "committed_at").asString());
        }
        table.print(out());
        return ExitCode.OK;
    }

    private static String what(JsonNode epoch) {
        if (epoch.has("restores_epoch")) {
            return "values of epoch " + epoch.path("restores_epoch").asString();
        }
        List<String> changes = new ArrayList<>();
        epoch.path("changes")
                .properties()
                .forEach(one -> changes.add(one.getKey() + "=" + one.getValue().asString("")));
        return String.join(" ", changes);
    }

    /** Restores the values before the last change. */
    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description = "Restores the values before the epoch in force, in a new epoch.")
    int rollback(@Mixin Place place) {
        JsonNode answer = new ControlClient(place).call("POST", CONFIG + "/rollback", Map.of());
        out().println("Epoch " + answer.path("epoch").asString() + " has the values of epoch "
                + answer.path("restores_epoch").asString() + ".");
        return ExitCode.OK;
    }
}
