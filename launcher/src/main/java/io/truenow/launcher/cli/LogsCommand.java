package io.truenow.launcher.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code truenow logs}: the end of a role's log file. */
@Command(name = "logs", mixinStandardHelpOptions = true, description = "Prints the end of a log file.")
public final class LogsCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Parameters(
            paramLabel = "ROLE",
            arity = "0..1",
            defaultValue = "truenow",
            description = "gateway, query-api, hot-tier, …; the whole process by default.")
    private String role = "truenow";

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "50",
            description = "How many lines (default: ${DEFAULT-VALUE}).")
    private int lines = 50;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on printing what is added.")
    private boolean follow;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = place.dataDir().resolve("logs");
        Path log = folder.resolve(role + ".log");
        if (!Files.exists(log)) {
            throw new CliException(
                    ExitCode.NOT_FOUND,
                    "there is no log [" + role + "] in " + folder + "; there are " + names(folder) + ".");
        }
        PrintWriter out = spec.commandLine().getOut();
        try (RandomAccessFile in = new RandomAccessFile(log.toFile(), "r")) {
            in.seek(startOfLastLines(in));
            copy(in, out);
            while (follow) {
                Thread.sleep(Duration.ofMillis(300));
                if (in.length() < in.getFilePointer()) {
                    in.seek(0);
                }
                copy(in, out);
            }
        }
        return ExitCode.OK;
    }

    private static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString())
                    .filter(n -> n.endsWith(".log"))
                    .map(n -> n.substring(0, n.length() - 4))
                    .sorted()
                    .toList();
        }
    }

    private long startOfLastLines(RandomAccessFile in) throws IOException {
        long at = in.length() - 1;
        int found = 0;
        while (at > 0) {
            in.seek(at - 1);
            if (in.read() == '\n' && ++found >= lines) {
                return at;
            }
            at--;
        }
        return 0;
    }

    private static void copy(RandomAccessFile in, PrintWriter out) throws IOException {
        byte[] buffer = new byte[1 << 16];
        int read;
        while ((read = in.read(buffer)) > 0) {
            out.print(new String(buffer, 0, read, StandardCharsets.UTF_8));
        }
        out.flush();
    }
}
