package io.truenow.launcher.cli;

import io.truenow.infra.embedded.DataFolder;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.RunState;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow down}: stops the server of a data folder, and what an earlier one left behind. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops the server of the data folder, and what a killed one left behind.")
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long to wait for an orderly end (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 60;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        DataFolder folder = new DataFolder(place.dataDir());
        Optional<ProcessHandle> process = RunState.read(folder).flatMap(RunState::process);
        if (process.isPresent()) {
            stop(process.get());
            out.println("stopped the server (pid " + process.get().pid() + ")");
        }
        boolean leftover = LocalPostgres.stopLeftover(folder.postgres());
        if (leftover) {
            out.println("stopped a PostgreSQL that an earlier server had left behind");
        }
        if (process.isEmpty() && !leftover) {
            out.println("nothing runs on " + folder.root());
        }
        return ExitCode.OK;
    }

    private void stop(ProcessHandle process) throws InterruptedException, ExecutionException {
        process.destroy();
        try {
            process.onExit().get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CliException(
                    ExitCode.FAILURE,
                    "the server (pid " + process.pid() + ") did not end within " + timeoutSeconds
                            + " s; see truenow logs.");
        }
    }
}
