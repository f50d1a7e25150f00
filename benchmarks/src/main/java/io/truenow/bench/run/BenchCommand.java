package io.truenow.bench.run;

import io.truenow.bench.report.Chart;
import io.truenow.bench.report.Found;
import io.truenow.bench.report.Page;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code truenow bench}: the workload W1 beside QuestDB and ClickHouse, in one run. */
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {JmhCommand.class, WindowCommand.class},
        description = {
            "Measures the built product beside QuestDB and ClickHouse in one run, the sides in turn.",
            "",
            "Servers run in folders and on ports of their own and end with the run. Each side's rows and",
            "sums are counted after each load; what does not fit voids the figure. A peer that does not",
            "run has the reason in its column.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  truenow bench --out docs/w1.md          all of it; keep the machine quiet meanwhile",
            "  truenow bench --quick --only R1a,R4     a few seconds of two of them",
            "  truenow bench jmh ScanBenchmark         JMH",
            "  truenow bench window --ids 100000000    a day of event ids in virtual time"
        })
public final class BenchCommand implements Callable<Integer> {

    private static final long QUICK_EVENTS = 200_000;

    @Option(
            names = "--events",
            paramLabel = "N",
            description = "Events of W1 in each load, a multiple of 1,000 (default: 5000000).")
    private @Nullable Long events;

    @Option(names = "--rounds", paramLabel = "N", description = "Rounds of each side, 1 to 9 (default: 3).")
    private @Nullable Integer rounds;

    @Option(
            names = "--only",
            paramLabel = "ITEM",
            split = ",",
            description =
                    "Only these: R1a, R1b, R1c, R1s, R2, R3, R4, R6, R7, R8, R9, R10, R11, http, mix, profile (default: all).")
    private Set<Item> only = EnumSet.allOf(Item.class);

    @Option(names = "--out", paramLabel = "FILE", description = "Write the page there, its chart beside it as .svg.")
    private @Nullable Path out;

    @Option(names = "--quick", description = "200,000 events, one round, short loads: shows that it works.")
    private boolean quick;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "12",
            description = "Time of the run; near its end nothing new is begun (default: ${DEFAULT-VALUE}).")
    private double minutes = 12;

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            defaultValue = "3000",
            description = "Added to the ports of the servers (default: ${DEFAULT-VALUE}).")
    private int portOffset = 3000;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where the run's folder is made (default: the system's temporary one).")
    private @Nullable Path parent;

    @Option(names = "--keep", description = "Keep the run's folder.")
    private boolean keep;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter print = spec.commandLine().getOut();
        Path home = Path.of(System.getProperty("truenow.home", "."))
                .toAbsolutePath()
                .normalize();
        Path folder = parent == null
                ? Files.createTempDirectory("truenow-bench-")
                : Files.createTempDirectory(Files.createDirectories(parent).toAbsolutePath(), "bench-");
        try {
            Plan plan = new Plan(
                    events == null ? quick ? QUICK_EVENTS : 5_000_000 : events,
                    rounds == null ? quick ? 1 : 3 : rounds,
                    quick ? 2 : 20,
                    quick ? 1 : 5,
                    only,
                    home,
                    folder,
                    home.resolve("benchmarks/target/clickhouse"),
                    portOffset,
                    minutes,
                    quick ? 2 : 6,
                    quick ? 4 : 20,
                    quick ? 3 : 15);
            Found found = new Run(plan, line -> {
                        print.println(line);
                        print.flush();
                    })
                    .run(InstantSource.system().instant());
            String name = out == null ? "w1" : String.valueOf(out.getFileName()).replaceAll("\\.md$", "");
            String page = Page.markdown(found, name + ".svg");
            print.println();
            print.print(page);
            print.flush();
            if (out != null) {
                Path file = out.toAbsolutePath();
                Files.createDirectories(file.resolveSibling("."));
                Files.writeString(file, page);
                Files.writeString(file.resolveSibling(name + ".svg"), Chart.svg(found));
            }
            return 0;
        } finally {
            if (keep) {
                print.println("kept: " + folder);
            } else {
                delete(folder);
            }
        }
    }

    static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
    }

    /** Runs the command line. */
    public static void main(String[] arguments) {
        CommandLine line = new CommandLine(new BenchCommand());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, parsed) -> {
            command.getErr().println("truenow bench: " + failure);
            return failure instanceof IllegalArgumentException ? 2 : 1;
        });
        System.exit(line.execute(arguments));
    }
}
