package io.truenow.launcher.cli;

import io.truenow.events.time.MicroClock;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.settings.SettingSources;
import io.truenow.truth.torture.FaultKind;
import io.truenow.truth.torture.OutsideParts;
import io.truenow.truth.torture.ServerPlace;
import io.truenow.truth.torture.Torture;
import io.truenow.truth.torture.TortureReport;
import io.truenow.truth.torture.TortureSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow torture}: kills, stops and starves a server of its own under load, and counts from outside what it kept. */
@Command(
        name = "torture",
        mixinStandardHelpOptions = true,
        description =
                "Kills a server of its own under load, again and again, and checks from outside that nothing is lost.",
        footer = {
            "",
            "The server is the built one, in a folder and on ports of its own; no other server is touched.",
            "Exit code 0 if nothing is violated, else 1; then the folder is kept and named.",
            "",
            "Example:",
            "  truenow torture --minutes 10 --seed 7 --disk-mb 3000 --report torture.json"
        })
public final class TortureCommand implements Callable<Integer> {

    /** Share of a small volume that is kept free, so that there is room before it. */
    private static final double FLOOR_SHARE = 0.2;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "5",
            description = "How long faults go on (default: ${DEFAULT-VALUE}).")
    private double minutes = 5;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "What the plan, the events and the clients' manners follow from (default: ${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--faults", paramLabel = "KIND", split = ",", description = "Only these faults (default: all).")
    private List<String> faults = List.of();

    @Option(
            names = "--disk-mb",
            paramLabel = "M",
            defaultValue = "0",
            description = "Put the data on a tmpfs of this size, and fill it; needs the right to mount.")
    private int diskMegabytes;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Added to every port of its server (default: ${DEFAULT-VALUE}).")
    private int portOffset = 2000;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where its folder is made (default: the system's temporary one).")
    private @Nullable Path parent;

    @Option(names = "--report", paramLabel = "FILE", description = "Write the report there, too, as JSON.")
    private @Nullable Path report;

    @Option(
            names = "--external",
            description = "Point the server at a Kafka, a PostgreSQL and a Redis of its own, and take those away, too.")
    private boolean external;

    @Option(names = "--keep", description = "Keep its folder whatever comes out.")
    private boolean keep;

    @Option(names = "--leave-running", description = "Leave the server running at the end, to look at it.")
    private boolean leaveRunning;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        TortureSettings settings;
        try {
            settings = new TortureSettings(
                    seed,
                    Duration.ofMillis((long) (minutes * 60_000)),
                    FaultKind.named(faults, external),
                    diskMegabytes,
                    keep,
                    leaveRunning);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, String.valueOf(e.getMessage()));
        }
        Path folder = parent == null
                ? Files.createTempDirectory("truenow-torture-")
                : Files.createTempDirectory(Files.createDirectories(parent), "torture-");
        MicroClock clock = MicroClock.system();
        Path home = Path.of(System.getProperty("truenow.home", "."))
                .toAbsolutePath()
                .normalize();
        FrozenProduct product = FrozenProduct.in(folder, home);
        ServerPlace place = place(folder, product, home);
        OutsideParts outside =
                external ? OutsideServers.of(product.jar(), folder.resolve("outside"), portOffset) : null;
        TortureReport found = new Torture(settings, place, outside, clock::nowMicros, line -> {
                    out.println(line);
                    out.flush();
                })
                .run();
        out.print(found.text());
        out.flush();
        if (report != null) {
            Files.writeString(report, found.json());
        }
        return found.clean() ? ExitCode.OK : ExitCode.FAILURE;
    }

    private ServerPlace place(Path folder, FrozenProduct product, Path home) throws IOException {
        Path data = folder.resolve("data");
        // Its server is its own affair, whatever the settings say of the one that is usually run here.
        Map<String, String> environment =
                new HashMap<>(Map.of("TRUENOW_BIND", "127.0.0.1", "TRUENOW_REQUIRE_CREDENTIALS", "false"));
        long floor = Math.min(1L << 30, (long) (diskMegabytes * FLOOR_SHARE * (1 << 20)));
        if (floor > 0) {
            environment.put("TRUENOW_DISK_FLOOR_GB", Double.toString(floor / (double) (1L << 30)));
        }
        Map<Role, Integer> ports =
                Place.settings(SettingSources.of(data, portOffset), List.of()).ports();
        return new ServerPlace(
                command(product, home, data),
                environment,
                folder,
                data,
                Objects.requireNonNull(ports.get(Role.GATEWAY)),
                Objects.requireNonNull(ports.get(Role.SQL)),
                Objects.requireNonNull(ports.get(Role.CONSOLE)));
    }

    /** What {@code truenow up} runs. */
    private List<String> command(FrozenProduct product, Path home, Path data) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(words(Files.readAllLines(home.resolve("jvm.options"))));
        String more = System.getenv("TRUENOW_JAVA_OPTS");
        command.addAll(more == null ? List.of() : words(List.of(more)));
        command.add("-Dtruenow.home=" + home);
        command.addAll(product.startWords());
        command.add("up");
        command.addAll(List.of("--data-dir", data.toString(), "--port-offset", Integer.toString(portOffset)));
        return command;
    }

    private static List<String> words(List<String> lines) {
        List<String> words = new ArrayList<>();
        for (String line : lines) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                words.addAll(List.of(line.strip().split("\\s+")));
            }
        }
        return words;
    }
}
