package io.truenow.bench.question;

import io.truenow.bench.side.ChildProcess;
import io.truenow.bench.workload.Bodies;
import io.truenow.bench.workload.Dialect;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * ClickHouse inside of a Node process (npm {@code chdb}). It reports the time that it took in that process, so that no wire is in it.
 * The package is installed by the ordinary client into a folder that is kept.
 */
public final class ClickHouse implements Engine {

    /** The package that is installed. */
    public static final String PACKAGE = "chdb@3.4.0";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration INSTALL = Duration.ofMinutes(5);
    private static final int LINES = 10_000;

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final String version;

    private ClickHouse(Process process) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.questions = process.outputWriter(StandardCharsets.UTF_8);
        this.version = String.valueOf(ask("select version()").rows().getFirst().getFirst());
    }

    /**
     * Installs it if needed, starts it and loads W1 into a table.
     *
     * @param installed folder of the installation, kept between runs
     * @param folder folder of the run
     * @throws IllegalStateException if Node or npm is missing, or anything of it fails
     */
    public static ClickHouse start(Path installed, Path folder, int table, long events) {
        try {
            install(installed);
            Files.createDirectories(folder);
            Path script = installed.resolve("ask.cjs");
            try (InputStream in = ClickHouse.class.getResourceAsStream("ask.cjs")) {
                if (in == null) {
                    throw new IllegalStateException("ask.cjs is missing.");
                }
                Files.write(script, in.readAllBytes());
            }
            Process process = new ProcessBuilder(
                            "node",
                            script.toString(),
                            folder.resolve("clickhouse").toString())
                    .redirectError(folder.resolve("clickhouse.err").toFile())
                    .start();
            ClickHouse engine = new ClickHouse(process);
            engine.load(folder, table, events);
            return engine;
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private static void install(Path installed) throws IOException {
        if (Files.exists(installed.resolve("node_modules/chdb/package.json"))) {
            return;
        }
        Files.createDirectories(installed);
        Files.writeString(installed.resolve("package.json"), "{\"private\":true}");
        List<String> command = List.of("npm", "install", "--no-audit", "--no-fund", PACKAGE);
        try (ChildProcess npm = ChildProcess.start("npm-install", command, installed)) {
            npm.awaitEnd(INSTALL);
        }
    }

    /**
     * Loads the first events of W1 into a further table.
     *
     * @param folder folder of the run
     */
    public void load(Path folder, int table, long events) throws IOException {
        Path file = folder.resolve("w1.ndjson");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            for (long from = 0; from < events; from += LINES) {
                out.write(Bodies.text(Dialect.JSON_LINES, from, (int) Math.min(LINES, events - from)));
            }
        }
        String name = Bodies.table(table);
        ask("create table " + name + " (event_id String, ts DateTime64(6, 'UTC'), region LowCardinality(String),"
                + " product LowCardinality(String), customer_type LowCardinality(String), user_id String,"
                + " revenue Float64, quantity Float64, processing_time Float64) engine = MergeTree order by ts");
        ask("insert into " + name
                + " select event_id, fromUnixTimestamp64Micro(t, 'UTC'), region, product, customer_type,"
                + " user_id, revenue, quantity, processing_time from (select *, ts as t from file('" + file
                + "', JSONEachRow, 'event_id String, ts Int64, region String, product String, customer_type String,"
                + " user_id String, revenue Float64, quantity Float64, processing_time Float64'))");
        ask("optimize table " + name + " final");
        Files.delete(file);
    }

    /** Version of the engine. */
    public String version() {
        return version;
    }

    @Override
    public Engine.Side side() {
        return Engine.Side.CLICKHOUSE;
    }

    @Override
    public Reply ask(String sql) {
        try {
            questions.write(JSON.writeValueAsString(sql) + "\n");
            questions.flush();
            String line = answers.readLine();
            if (line == null) {
                throw new IllegalStateException("ClickHouse's process has ended.");
            }
            JsonNode answer = JSON.readTree(line);
            if (answer.has("error")) {
                throw new IllegalStateException(answer.get("error").asString());
            }
            return new Reply(
                    answer.get("nanos").asLong(), rows(answer.get("rows").asString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<List<@Nullable Object>> rows(String lines) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (String line : lines.split("\n", -1)) {
            if (!line.isBlank()) {
                List<@Nullable Object> row = new ArrayList<>();
                JSON.readTree(line)
                        .forEach(value -> row.add(
                                value.isNull()
                                        ? null
                                        : value.isNumber() ? (Object) value.asDouble() : value.asString()));
                rows.add(row);
            }
        }
        return rows;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
