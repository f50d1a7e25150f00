package io.truenow.launcher.cli;

import io.truenow.infra.embedded.EmbeddedKafka;
import io.truenow.infra.embedded.EmbeddedKafkaSettings;
import io.truenow.infra.embedded.LocalPostgres;
import io.truenow.infra.embedded.LocalPostgresSettings;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code truenow part}: one of the embedded servers as a process of its own, on loopback, until it is told to end. For torture and tests:
 * to the server that is pointed at it, it is somebody else's.
 */
@Command(
        name = "part",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = "Runs a broker or a PostgreSQL as a process of its own, for torture and tests.")
public final class PartCommand implements Callable<Integer> {

    /** What can be run. */
    enum Part {
        KAFKA,
        POSTGRES
    }

    @Parameters(paramLabel = "PART", description = "${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Part part;

    @Option(names = "--folder", paramLabel = "DIR", required = true, description = "Folder of its data.")
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @Option(names = "--port", paramLabel = "N", required = true, description = "Its port, on loopback.")
    private int port;

    @Option(names = "--controller-port", paramLabel = "N", description = "Port of the broker's controller.")
    private int controllerPort;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        AutoCloseable running = start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(running), "truenow-part-end"));
        spec.commandLine().getOut().println("ready");
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return ExitCode.OK;
    }

    private AutoCloseable start() {
        return switch (part) {
            case KAFKA -> {
                EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaSettings.of(folder, port, controllerPort));
                kafka.start();
                yield kafka;
            }
            case POSTGRES -> {
                LocalPostgres postgres = new LocalPostgres(LocalPostgresSettings.of(folder, port));
                postgres.start();
                yield postgres;
            }
        };
    }

    private void end(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            spec.commandLine().getErr().println("The part did not end in order: " + e.getMessage());
        }
    }
}
