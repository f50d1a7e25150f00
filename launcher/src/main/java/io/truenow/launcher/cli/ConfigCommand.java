package io.truenow.launcher.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code truenow config}: what is set, and what can be. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        description = "Shows the settings.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {ConfigPrintCommand.class, ConfigReferenceCommand.class})
public final class ConfigCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command? See truenow config --help.");
    }
}
