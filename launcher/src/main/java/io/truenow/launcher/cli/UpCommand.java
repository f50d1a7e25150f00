package io.truenow.launcher.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code truenow up}. */
@Command(name = "up", mixinStandardHelpOptions = true, description = "Runs the server.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Override
    public Integer call() {
        throw new CliException(ExitCode.FAILURE, "not assembled: " + place.dataDir());
    }
}
