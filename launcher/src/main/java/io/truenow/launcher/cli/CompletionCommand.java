package io.truenow.launcher.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code truenow completion}: a script that lets the shell complete commands and options. */
@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = "Prints a script that lets bash or zsh complete commands and options.",
        footer = {"", "Example:", "  source <(./truenow completion)"})
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        CommandLine truenow = spec.root().commandLine();
        spec.commandLine().getOut().print(AutoComplete.bash("truenow", truenow));
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
