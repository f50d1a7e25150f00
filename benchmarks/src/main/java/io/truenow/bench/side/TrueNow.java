package io.truenow.bench.side;

import io.truenow.bench.replay.Load;
import io.truenow.bench.workload.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The built product with the flags of {@code truenow up}, in a folder and on ports of its own. Tables stand in namespace {@code bench}. */
public final class TrueNow implements Peer {

    private static final int GATEWAY = 8088;
    private static final int QUERY = 8081;
    private static final int SQL = 8765;
    private static final int CONTROL = 8080;
    private static final Duration START = Duration.ofMinutes(3);

    private final ChildProcess process;
    private final int portOffset;
    private final double startSeconds;

    private TrueNow(ChildProcess process, int portOffset, double startSeconds) {
        this.process = process;
        this.portOffset = portOffset;
        this.startSeconds = startSeconds;
    }

    /**
     * Starts it, with the data of an earlier start in that folder if there is any; returns when it is ready.
     *
     * @param home folder of the source tree with the built jar
     * @param folder where its data is made
     */
    public static TrueNow start(Path home, Path folder, int portOffset) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(flags(home.resolve("jvm.options")));
        command.addAll(
                List.of("-Dtruenow.home=" + home, "-jar", jar(home, folder).toString(), "up"));
        command.addAll(List.of("--data-dir", data(folder).toString()));
        command.addAll(List.of("--port-offset", Integer.toString(portOffset)));
        long start = System.nanoTime();
        ChildProcess process = ChildProcess.start("truenow", command, folder);
        try {
            process.await(() -> process.text().lines().anyMatch("ready"::equals), START);
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
        return new TrueNow(process, portOffset, (System.nanoTime() - start) / 1e9);
    }

    /** Where a server that is started with a folder has its data. */
    public static Path data(Path folder) {
        return folder.resolve("data");
    }

    /** Seconds from the start of its process to its being ready. */
    public double startSeconds() {
        return startSeconds;
    }

    /** The running JVM's own {@code java}. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A copy of the product, which a build in the meantime does not change. */
    private static Path jar(Path home, Path folder) {
        try {
            Files.createDirectories(folder);
            Path copy = folder.resolve("truenow.jar");
            return Files.exists(copy) ? copy : Files.copy(home.resolve("launcher/target/truenow.jar"), copy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> flags(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String name() {
        return "TrueNow";
    }

    /** Tables make themselves. */
    @Override
    public void prepare(int table) {}

    @Override
    public Load load(Bodies bodies, int connections) {
        int port = GATEWAY + portOffset;
        return switch (bodies.dialect()) {
            case JSON_BATCH -> Load.closedLoop(port, "/v1/batch", "application/json", bodies, connections);
            case JSON_EVENT -> Load.closedLoop(port, "/v1/ingest", "application/json", bodies, connections);
            case LINE ->
                Load.closedLoop(port, "/api/v2/write?bucket=bench&precision=us", "text/plain", bodies, connections);
            case LINE_WITH_ID, JSON_LINES ->
                throw new IllegalArgumentException("TrueNow is not sent " + bodies.dialect() + " here.");
        };
    }

    @Override
    public Held held(int table) {
        JsonNode tables = sql("SELECT COUNT(*) FROM sys.tables WHERE namespace = 'bench' AND \"table\" = '"
                + Bodies.table(table) + "'");
        if (tables.get(0).get(0).asLong() == 0) {
            return Held.NOTHING;
        }
        JsonNode row = sql("SELECT COUNT(*), SUM(revenue) FROM bench." + Bodies.table(table))
                .get(0);
        return new Held(row.get(0).asLong(), row.get(1).asDouble());
    }

    /** The rows that a statement is answered by. */
    public JsonNode sql(String statement) {
        return Http.json(Http.request(URI.create("http://127.0.0.1:" + (QUERY + portOffset) + "/v1/sql"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"sql\":" + Http.quoted(statement) + "}")))
                .get("rows");
    }

    /** Address of the control plane's documented routes. */
    public String controlUrl() {
        return "http://127.0.0.1:" + (CONTROL + portOffset);
    }

    /** Address for the product's own driver. */
    public String driverUrl() {
        return "jdbc:truenow://127.0.0.1:" + (SQL + portOffset);
    }

    /** Address for Avatica's driver. */
    public String jdbcUrl() {
        return "jdbc:avatica:remote:url=http://127.0.0.1:" + (SQL + portOffset) + ";serialization=protobuf";
    }

    /** Port of the JSON queries. */
    public int queryPort() {
        return QUERY + portOffset;
    }

    /** Address of the ingest doors. */
    public String ingestUrl() {
        return "http://127.0.0.1:" + (GATEWAY + portOffset);
    }

    /** Address of the JSON queries. */
    public String queryUrl() {
        return "http://127.0.0.1:" + (QUERY + portOffset);
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
