package io.truenow.launcher.cli;

import io.truenow.launcher.settings.ReferenceText;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code truenow config reference}: the text of {@code docs/configuration.md}. */
@Command(
        name = "reference",
        mixinStandardHelpOptions = true,
        description = "Prints the reference of all settings in Markdown, as in docs/configuration.md.")
public final class ConfigReferenceCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().getOut().print(ReferenceText.markdown());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
