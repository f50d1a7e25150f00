package io.truenow.launcher.cli;

import io.truenow.truth.simulation.Simulation;
import io.truenow.truth.simulation.SimulationReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow simulate}: seeded histories of the data plane, without a server. Exit code 1 if an invariant broke. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Runs seeded histories of the data plane with faults at every step, against a plain model.")
public final class SimulateCommand implements Callable<Integer> {

    @Option(names = "--histories", paramLabel = "N", defaultValue = "1000", description = "How many. Default: 1000.")
    private long histories;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed of the first. Default: 1.")
    private long seed;

    @Option(names = "--threads", paramLabel = "T", description = "Threads. Default: one for each processor.")
    private @Nullable Integer threads;

    @Option(names = "--json", paramLabel = "FILE", description = "Also writes the report to a file, as JSON.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        PrintWriter out = spec.commandLine().getOut();
        int used = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (histories < 1 || used < 1) {
            throw new CliException(ExitCode.USAGE, "There is at least one history and one thread.");
        }
        SimulationReport report = new Simulation(seed, histories, used).run(line -> {
            out.println(line);
            out.flush();
        });
        report.lines().forEach(out::println);
        if (histories == 1) {
            Simulation.replay(seed).forEach(out::println);
        }
        if (json != null) {
            Files.writeString(json, report.json());
        }
        return report.failures().isEmpty() ? ExitCode.OK : ExitCode.FAILURE;
    }
}
