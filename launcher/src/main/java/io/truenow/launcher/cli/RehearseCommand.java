package io.truenow.launcher.cli;

import io.truenow.events.time.MicroClock;
import io.truenow.launcher.assembly.Server;
import io.truenow.launcher.role.Role;
import io.truenow.launcher.settings.LaunchSettings;
import io.truenow.launcher.settings.Machine;
import io.truenow.launcher.settings.SettingSources;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code truenow rehearse}: a server of its own on an empty folder and free ports starts, answers a little and ends. The start script runs it
 * once after a build with {@code -XX:AOTCacheOutput}, so that the JVM learns which classes a start needs (JEP 483 and 514). Settings of the
 * caller have no effect on it.
 */
@Command(name = "rehearse", hidden = true, description = "Starts a server, lets it answer a little and ends it.")
public final class RehearseCommand implements Callable<Integer> {

    private static final int TRIES = 50;
    private static final int LARGEST_OFFSET = 13_000;
    private static final Machine MACHINE = new Machine(1L << 30);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(120);

    @Option(names = "--data-dir", required = true, paramLabel = "DIR", description = "Folder of its data; empty.")
    private Path dataDir = Path.of("rehearsal");

    @Parameters(
            paramLabel = "WORD",
            description = "A program that rehearses a client while the server is up; folder and port offset are added.")
    private final List<String> client = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InterruptedException, SQLException {
        int offset = freeOffset();
        LaunchSettings settings = LaunchSettings.read(SettingSources.bare(dataDir, offset), List.of(), MACHINE);
        try (Server server = new Server()) {
            server.start(settings, MicroClock.system());
            perform(settings.ports());
            if (!client.isEmpty()) {
                client(offset);
            }
        }
        return ExitCode.OK;
    }

    /** Clients start slower if theirs fails; the server's rehearsal counts all the same. */
    private void client(int offset) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(client);
        words.addAll(List.of("--data-dir", dataDir.toString(), "--port-offset", Integer.toString(offset)));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).inheritIO();
        // They speak of another server.
        builder.environment().keySet().removeAll(List.of("TRUENOW_BIND", "TRUENOW_API_KEY"));
        Process process = builder.start();
        if (!process.waitFor(CLIENT_PATIENCE)) {
            process.destroyForcibly();
            System.err.println("The rehearsal of a client took longer than [" + CLIENT_PATIENCE + "].");
        } else if (process.exitValue() != 0) {
            System.err.println("The rehearsal of a client ended with [" + process.exitValue() + "].");
        }
    }

    /** One round through every door that people use first. */
    private static void perform(Map<Role, Integer> ports) throws IOException, InterruptedException, SQLException {
        long now = MicroClock.system().nowMicros();
        StringBuilder events = new StringBuilder("{\"namespace\":\"rehearsal\",\"table\":\"events\",\"events\":[");
        for (int i = 0; i < 2_000; i++) {
            events.append(i == 0 ? "" : ",")
                    .append("{\"event_id\":\"e" + i + "\",\"event_time\":" + (now - i)
                            + ",\"dimensions\":{\"region\":\"r" + i % 4 + "\"},\"metrics\":{\"amount\":" + i + "}}");
        }
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int round = 0; round < 10; round++) {
                send(client, port(ports, Role.GATEWAY), "/v1/batch", events + "]}");
                send(
                        client,
                        port(ports, Role.QUERY),
                        "/v1/query",
                        "{\"namespace\":\"rehearsal\",\"table\":\"events\",\"start_time\":0,\"end_time\":" + now
                                + ",\"group_by\":[\"region\"],\"aggregate\":\"sum\",\"metric\":\"amount\"}");
                send(client, port(ports, Role.CONSOLE), "/", null);
                send(client, port(ports, Role.CONSOLE), "/health/ready", null);
                send(client, port(ports, Role.METRICS), "/metrics", null);
            }
        }
        String url = "jdbc:avatica:remote:url=http://127.0.0.1:" + port(ports, Role.SQL) + ";serialization=protobuf";
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    "SELECT region, SUM(amount), COUNT(*) FROM rehearsal.events GROUP BY region ORDER BY 2 DESC",
                    "SELECT * FROM rehearsal.events WHERE region = 'r1' ORDER BY event_time LIMIT 3",
                    "SELECT * FROM sys.tables")) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    while (rows.next()) {
                        rows.getObject(1);
                    }
                }
            }
        }
    }

    private static void send(HttpClient client, int port, String path, @Nullable String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE);
        HttpResponse<String> answer = client.send(
                (body == null ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
    }

    private static int port(Map<Role, Integer> ports, Role role) {
        return Objects.requireNonNull(ports.get(role));
    }

    private static int freeOffset() {
        for (int i = 0; i < TRIES; i++) {
            int offset = ThreadLocalRandom.current().nextInt(100, LARGEST_OFFSET);
            if (ports(offset).stream().allMatch(RehearseCommand::isFree)) {
                return offset;
            }
        }
        throw new CliException(ExitCode.CONFLICT, "no free ports were found.");
    }

    private static List<Integer> ports(int offset) {
        LaunchSettings settings = LaunchSettings.read(SettingSources.bare(Path.of("/"), offset), List.of(), MACHINE);
        List<Integer> ports = new ArrayList<>(settings.ports().values());
        ports.addAll(List.of(
                settings.embedded().kafkaPort(),
                settings.embedded().kafkaControllerPort(),
                settings.embedded().postgresPort()));
        return ports;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
