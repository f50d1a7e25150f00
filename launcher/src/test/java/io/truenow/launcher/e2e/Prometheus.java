package io.truenow.launcher.e2e;

import io.truenow.truth.torture.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A real Prometheus as a process, with the product's own configuration and rules, that asks one server every second. */
final class Prometheus implements AutoCloseable {

    private static final Path CONFIGURATION = Product.home().resolve("infra/deploy/prometheus");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param folder for its files
     * @param target port of the server's meters
     */
    static Prometheus start(Path folder, int target) {
        try {
            Files.createDirectories(folder);
            // Only what differs from the place where it is meant to run: the address, and the patience.
            Files.writeString(
                    folder.resolve("prometheus.yml"),
                    Files.readString(CONFIGURATION.resolve("prometheus.yml"))
                            .replace("truenow:8090", "127.0.0.1:" + target)
                            .replaceAll("scrape_interval: \\S+", "scrape_interval: 1s")
                            .replaceAll("scrape_timeout: \\S+", "scrape_timeout: 1s")
                            .replaceAll("evaluation_interval: \\S+", "evaluation_interval: 1s"));
            Files.writeString(
                    folder.resolve("rules.yml"),
                    Files.readString(CONFIGURATION.resolve("rules.yml")).replaceAll("\\bfor: \\S+", "for: 2s"));
            int port = freePort();
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=" + folder.resolve("prometheus.yml"),
                            "--storage.tsdb.path=" + folder.resolve("data"),
                            "--web.listen-address=127.0.0.1:" + port,
                            "--log.level=warn")
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("prometheus.txt").toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, port);
            try {
                Await.until(
                        "Prometheus answers",
                        Duration.ofSeconds(30),
                        () -> prometheus.get("/-/ready").statusCode() == 200);
                return prometheus;
            } catch (AssertionError e) {
                prometheus.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Series that an expression gives now. */
    JsonNode query(String expression) {
        JsonNode answer = json("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        if (!answer.path("status").asString("").equals("success")) {
            throw new AssertionError(expression + ": " + answer);
        }
        return answer.path("data").path("result");
    }

    /** The alert rules as Prometheus has read them, with their health. */
    List<JsonNode> rules() {
        return json("/api/v1/rules?type=alert")
                .path("data")
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    /** Whether an alert is raised now, of a role or, if that is empty, of none. */
    boolean fires(String alert, String role) {
        return !query("ALERTS{alertname=\"" + alert + "\",alertstate=\"firing\",role=\"" + role + "\"}")
                .isEmpty();
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        return new Answer(answer.statusCode(), answer.body()).json();
    }

    private HttpResponse<String> get(String path) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(Duration.ofSeconds(10))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        client.close();
        Signals.send("KILL", process.pid());
    }
}
