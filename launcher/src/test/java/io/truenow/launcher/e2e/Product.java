package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.truth.torture.ServerOutput;
import io.truenow.truth.torture.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A running product: the real {@code ./truenow up} as a process in a group of its own, on a folder and on ports of its own. It can be
 * stopped, killed and started again on the same folder; {@link #close} ends whatever is left of it, PostgreSQL included.
 */
final class Product implements AutoCloseable {

    /** Longest wait for {@code ready}; the first start after a build prepares fast starts and unpacks PostgreSQL. */
    private static final Duration START = Duration.ofSeconds(300);

    private static final Duration STOP = Duration.ofSeconds(45);
    private static final Path HOME =
            Path.of(System.getProperty("truenow.home", ".")).toAbsolutePath().normalize();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String name;
    private final Path folder;
    private final int offset;
    private final Map<String, String> environment;
    private final Thread endOfTests = new Thread(this::killAll, "end-product");
    private final List<Path> outputs = new ArrayList<>();
    private @Nullable Process process;
    private double readySeconds;

    private Product(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
        this.offset = PortOffset.free();
        try {
            Path all = HOME.resolve("launcher/target/e2e");
            Files.createDirectories(all);
            this.folder = Files.createTempDirectory(all, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(endOfTests);
    }

    /** Starts the product on an empty folder. */
    static Product start(String name) {
        return start(name, Map.of());
    }

    /** Starts the product on an empty folder, with settings by environment variables. */
    static Product start(String name, Map<String, String> environment) {
        Product product = new Product(name, environment);
        try {
            product.start();
            return product;
        } catch (RuntimeException | Error e) {
            product.close();
            throw e;
        }
    }

    /** A product that is not started yet, so that its data folder can be made first. */
    static Product unstarted(String name, Map<String, String> environment) {
        return new Product(name, environment);
    }

    /** Root of the source tree. */
    static Path home() {
        return HOME;
    }

    /** Starts again on the same folder; returns at {@code ready}. */
    void start() {
        begin();
        awaitReady();
    }

    /** Starts again on the same folder; returns at once. */
    void begin() {
        Path output = folder.resolve("up-" + (outputs.size() + 1) + ".txt");
        outputs.add(output);
        ProcessBuilder builder =
                new ProcessBuilder("setsid", HOME.resolve("truenow").toString(), "up");
        builder.command().addAll(place());
        builder.environment().putAll(environment);
        builder.directory(HOME.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns at {@code ready}; fails if the process ends before. */
    void awaitReady() {
        Process starting = running();
        long begin = System.nanoTime();
        Await.until("[" + name + "] ready, see " + output(), START, () -> isReady() || !starting.isAlive());
        if (!isReady()) {
            throw new AssertionError(
                    "[" + name + "] ended with " + starting.exitValue() + " before ready:\n" + outputText());
        }
        readySeconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("[%s] ready after %.1f s, offset %d, pid %d%n", name, readySeconds, offset, starting.pid());
    }

    /** Whether the line {@code ready} was printed since the last start. */
    boolean isReady() {
        return new ServerOutput(output()).saysReady();
    }

    /** Seconds from the last start to {@code ready}. */
    double readySeconds() {
        return readySeconds;
    }

    /** What the process printed since the last start. */
    String outputText() {
        return new ServerOutput(output()).text();
    }

    private Path output() {
        return outputs.getLast();
    }

    /** Whether the process lives. */
    boolean isRunning() {
        Process p = process;
        return p != null && p.isAlive();
    }

    /** Pid of the server's JVM. The start script replaces itself by it. */
    long pid() {
        return running().pid();
    }

    /** Orderly end by SIGTERM; fails if it takes too long. */
    void stop() {
        running().destroy();
        awaitEnd(STOP);
    }

    /** {@code kill -9} of the JVM. */
    void kill9() {
        Signals.send("KILL", pid());
        awaitEnd(Duration.ofSeconds(10));
    }

    private void awaitEnd(Duration limit) {
        try {
            if (!running().waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("[" + name + "] does not end within " + limit + ":\n" + outputText());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Process running() {
        Process p = process;
        if (p == null) {
            throw new IllegalStateException("[" + name + "] was not started.");
        }
        return p;
    }

    /** The embedded PostgreSQL's process; empty if none lives. */
    Optional<ProcessHandle> postgres() {
        return Signals.postgres(dataDir());
    }

    /** The data folder. */
    Path dataDir() {
        return folder.resolve("data");
    }

    /** A folder for a test's own files. */
    Path workFolder() {
        return folder;
    }

    /** Text of a log file of the product. */
    String log(String role) {
        Path file = dataDir().resolve("logs").resolve(role + ".log");
        try {
            return Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The real port of a documented one. */
    int port(int documented) {
        return documented + offset;
    }

    int offset() {
        return offset;
    }

    /** The options that name this server. */
    List<String> place() {
        return List.of("--data-dir", dataDir().toString(), "--port-offset", Integer.toString(offset));
    }

    /** Runs {@code ./truenow} with arguments and this server's place. */
    Ran truenow(String... arguments) {
        return truenow(new byte[0], arguments);
    }

    /** Runs {@code ./truenow} with arguments, this server's place and a standard input. */
    Ran truenow(byte[] standardInput, String... arguments) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("truenow").toString()));
        command.addAll(List.of(arguments));
        command.addAll(place());
        return Ran.run(HOME, environment, Duration.ofMinutes(3), command, standardInput);
    }

    /** A JDBC connection through Avatica. */
    Connection jdbc() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    String jdbcUrl() {
        return "jdbc:avatica:remote:url=http://127.0.0.1:" + port(8765) + ";serialization=protobuf";
    }

    /** GET of a path on a documented port. */
    Answer get(int documentedPort, String path, String... headers) {
        return send(request(documentedPort, path, headers).GET().build());
    }

    /** POST of a text to a path on a documented port. */
    Answer post(int documentedPort, String path, String body, String... headers) {
        return post(documentedPort, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    /** POST of bytes to a path on a documented port. */
    Answer post(int documentedPort, String path, byte[] body, String... headers) {
        return send(request(documentedPort, path, headers)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    }

    /** Any method on a path of a documented port, without a body. */
    Answer method(String method, int documentedPort, String path) {
        return method(method, documentedPort, path, null);
    }

    /** Any method on a path of a documented port, with a body unless it is null. */
    Answer method(String method, int documentedPort, String path, @Nullable String body, String... headers) {
        return send(request(documentedPort, path, headers)
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private HttpRequest.Builder request(int documentedPort, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port(documentedPort) + path))
                .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private Answer send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(request.uri() + ": " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Sends one event, which must be accepted. */
    void ingest(String event) {
        Answer answer = post(8088, "/v1/ingest", event);
        assertThat(answer.status()).as("%s → %s", event, answer).isEqualTo(202);
    }

    /** Ends everything that was started here and removes the data; logs and output stay. */
    @Override
    public void close() {
        try {
            if (isRunning()) {
                running().destroy();
                if (!running().waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
                    System.out.println("[" + name + "] did not follow SIGTERM, it is killed");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            killAll();
            Runtime.getRuntime().removeShutdownHook(endOfTests);
            for (String part : List.of("kafka", "postgres", "hot")) {
                delete(dataDir().resolve(part));
            }
        }
    }

    private void killAll() {
        Process p = process;
        if (p != null && p.isAlive()) {
            Signals.send("KILL", -p.pid());
            p.destroyForcibly();
        }
        Signals.endPostgres(dataDir());
    }

    /** Removes a folder with all that is in it; what cannot be removed is printed. */
    static void delete(Path root) {
        if (!Files.exists(root)) {
            return;
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException e) {
            System.out.println("Left over: " + root + ": " + e);
        }
    }
}
