package io.truenow.bench.side;

import io.truenow.bench.replay.Load;
import io.truenow.bench.workload.Bodies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * QuestDB in a JVM of its own: line protocol over HTTP, PostgreSQL wire. Its log says errors only and telemetry is off, so that
 * nothing but the work is measured.
 */
public final class QuestDb implements Peer {

    private static final Duration START = Duration.ofMinutes(1);
    private static final String COLUMNS =
            "ts timestamp, region symbol capacity 256, product symbol capacity 1024, customer_type symbol,"
                    + " user_id symbol capacity 262144, revenue double, quantity double, processing_time double";

    /** How it commits, and what it keeps of an event. */
    public enum Manner {
        /** As it comes: a commit is in the page cache when it is acknowledged; no event id. */
        AS_IT_COMES,
        /** {@code cairo.commit.mode=sync}, the event id stored, and {@code DEDUP} on time and id. */
        SYNCED_WITH_IDS
    }

    private final ChildProcess process;
    private final Manner manner;
    private final int httpPort;

    private QuestDb(ChildProcess process, Manner manner, int httpPort) {
        this.process = process;
        this.manner = manner;
        this.httpPort = httpPort;
    }

    /** Starts it; HTTP is at a port, PostgreSQL wire at the next. */
    public static QuestDb start(Manner manner, Path folder, int httpPort) {
        configure(manner, folder, httpPort);
        List<String> command = new ArrayList<>(List.of(TrueNow.java()));
        command.addAll(List.of("-XX:+UseParallelGC", "--enable-native-access=ALL-UNNAMED"));
        command.addAll(List.of("--sun-misc-unsafe-memory-access=allow", "-cp", jar()));
        command.addAll(List.of("io.questdb.ServerMain", "-d", folder.toString()));
        ChildProcess process = ChildProcess.start("questdb-" + manner.name().toLowerCase(Locale.ROOT), command, folder);
        URI ping = URI.create("http://127.0.0.1:" + httpPort + "/ping");
        try {
            process.await(() -> Http.answers(ping), START);
        } catch (IllegalStateException e) {
            process.close();
            throw e;
        }
        return new QuestDb(process, manner, httpPort);
    }

    private static void configure(Manner manner, Path folder, int httpPort) {
        String server = "http.bind.to=127.0.0.1:" + httpPort + "\npg.net.bind.to=127.0.0.1:" + (httpPort + 1)
                + "\nline.tcp.enabled=false\nhttp.min.enabled=false\ntelemetry.enabled=false\nshared.worker.count="
                + Runtime.getRuntime().availableProcessors() + "\n"
                + (manner == Manner.SYNCED_WITH_IDS ? "cairo.commit.mode=sync\n" : "");
        String log = "writers=stdout\nw.stdout.class=io.questdb.log.LogConsoleWriter\nw.stdout.level=ERROR\n";
        try {
            Files.createDirectories(folder.resolve("conf"));
            Files.writeString(folder.resolve("conf/server.conf"), server);
            Files.writeString(folder.resolve("conf/log.conf"), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Class path of QuestDB alone. */
    static String jar() {
        try {
            return Path.of(io.questdb.ServerMain.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String name() {
        return manner == Manner.AS_IT_COMES ? "QuestDB" : "QuestDB, synced, with ids";
    }

    @Override
    public void prepare(int table) {
        boolean ids = manner == Manner.SYNCED_WITH_IDS;
        exec("create table if not exists " + Bodies.table(table) + " (" + COLUMNS + (ids ? ", event_id varchar" : "")
                + ") timestamp(ts) partition by hour wal" + (ids ? " dedup upsert keys(ts, event_id)" : ""));
    }

    @Override
    public Load load(Bodies bodies, int connections) {
        return switch (bodies.dialect()) {
            case LINE, LINE_WITH_ID ->
                Load.closedLoop(httpPort, "/write?precision=u", "text/plain", bodies, connections);
            case JSON_BATCH, JSON_EVENT, JSON_LINES ->
                throw new IllegalArgumentException("QuestDB does not take " + bodies.dialect() + ".");
        };
    }

    @Override
    public Held held(int table) {
        JsonNode row = exec("select count(), sum(revenue) from " + Bodies.table(table))
                .get("dataset")
                .get(0);
        return new Held(
                row.get(0).asLong(), row.get(1).isNull() ? 0 : row.get(1).asDouble());
    }

    private JsonNode exec(String statement) {
        return Http.json(Http.request(URI.create("http://127.0.0.1:" + httpPort + "/exec?query="
                + URLEncoder.encode(statement, StandardCharsets.UTF_8))));
    }

    /** Address for JDBC. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + (httpPort + 1) + "/qdb?user=admin&password=quest";
    }

    /** Port of HTTP. */
    public int httpPort() {
        return httpPort;
    }

    /** Version that runs. */
    public static String version() {
        return jar().replaceAll(".*questdb-([0-9.]+)\\.jar", "$1");
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
