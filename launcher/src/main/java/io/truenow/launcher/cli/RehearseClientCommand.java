package io.truenow.launcher.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code truenow rehearse-client}: the commands that people type most, one after the other in one process, against the server of a
 * rehearsal. {@link RehearseCommand} runs it with {@code -XX:AOTCacheOutput}, so that the JVM learns which classes clients need.
 */
@Command(name = "rehearse-client", hidden = true, description = "Runs the commands of a client against a rehearsal.")
public final class RehearseClientCommand implements Callable<Integer> {

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "Folder of the server's data.")
    private Path dataDir = Path.of("rehearsal");

    @Option(names = "--port-offset", required = true, paramLabel = "N", description = "Of the server's ports.")
    private int portOffset;

    @Override
    public Integer call() throws IOException {
        Path lines = Files.createTempFile("rehearsal", ".ndjson");
        try {
            Files.writeString(
                    lines,
                    "{\"namespace\":\"rehearsal\",\"table\":\"lines\",\"event_id\":\"l\",\"event_time\":1754772362000000}\n",
                    StandardCharsets.UTF_8);
            String statement = "SELECT region, SUM(amount), COUNT(*) FROM rehearsal.events GROUP BY region";
            int worst = ExitCode.OK;
            for (List<String> words : List.of(
                    List.of("status"),
                    List.of("sql", statement),
                    List.of("sql", statement, "-o", "json"),
                    List.of("sql", "SELECT * FROM rehearsal.events LIMIT 2", "-o", "csv"),
                    List.of("ingest", lines.toString()))) {
                worst = Math.max(worst, run(words));
            }
            return worst;
        } finally {
            Files.deleteIfExists(lines);
        }
    }

    private int run(List<String> words) {
        CommandLine line = TrueNowCommand.commandLine();
        line.setOut(new PrintWriter(Writer.nullWriter()));
        line.setErr(new PrintWriter(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
        String[] all = Stream.concat(
                        words.stream(),
                        List.of("--data-dir", dataDir.toString(), "--port-offset", Integer.toString(portOffset))
                                .stream())
                .toArray(String[]::new);
        return line.execute(all);
    }
}
