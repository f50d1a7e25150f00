package io.truenow.launcher.cli;

import io.truenow.truth.torture.OutsideParts;
import io.truenow.truth.torture.PartProcess;
import io.truenow.truth.torture.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Kafka, PostgreSQL and, where {@code redis-server} is installed, Redis as processes on loopback for a product to be pointed at. */
public final class OutsideServers {

    private static final int KAFKA = 18_092;
    private static final int KAFKA_CONTROLLER = 18_093;
    private static final int POSTGRES = 14_432;
    private static final int REDIS = 16_379;

    private OutsideServers() {}

    /**
     * Servers that are not started yet.
     *
     * @param jar the built product, whose classes they run
     * @param folder where their data and output go; made if missing
     * @param portOffset added to their ports
     */
    public static OutsideParts of(Path jar, Path folder, int portOffset) {
        Path kafka = folder.resolve("kafka");
        Path postgres = folder.resolve("postgres");
        String brokers = "127.0.0.1:" + (KAFKA + portOffset);
        Map<String, String> environment = new HashMap<>();
        environment.put("KAFKA_BROKERS", brokers);
        environment.put("CONTROL_DB_HOST", "127.0.0.1");
        environment.put("CONTROL_DB_PORT", Integer.toString(POSTGRES + portOffset));
        environment.put("CONTROL_DB_NAME", "postgres");
        environment.put("CONTROL_DB_USER", "postgres");
        environment.put("CONTROL_DB_PASSWORD_FILE", postgres.resolve("password").toString());
        Optional<Path> redis = redisServer();
        redis.ifPresent(found -> environment.put("REDIS_ADDR", "127.0.0.1:" + (REDIS + portOffset)));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new OutsideParts(
                new PartProcess(
                        "kafka",
                        part(jar, "kafka", kafka, KAFKA + portOffset, KAFKA_CONTROLLER + portOffset),
                        "ready",
                        folder,
                        Optional::empty),
                new PartProcess(
                        "postgres",
                        part(jar, "postgres", postgres, POSTGRES + portOffset, 0),
                        "ready",
                        folder,
                        () -> Signals.postgres(folder)),
                redis.map(program -> redis(program, folder, REDIS + portOffset)),
                environment);
    }

    private static List<String> part(Path jar, String part, Path folder, int port, int controllerPort) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-Djava.awt.headless=true"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of("-jar", jar.toString(), "part", part, "--folder", folder.toString()));
        command.addAll(List.of("--port", Integer.toString(port)));
        if (controllerPort > 0) {
            command.addAll(List.of("--controller-port", Integer.toString(controllerPort)));
        }
        return command;
    }

    private static PartProcess redis(Path program, Path folder, int port) {
        return new PartProcess(
                "redis",
                List.of(
                        program.toString(),
                        "--bind",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--save",
                        "",
                        "--appendonly",
                        "no",
                        "--dir",
                        folder.toString()),
                "Ready to accept connections",
                folder,
                Optional::empty);
    }

    private static Optional<Path> redisServer() {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder, "redis-server"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
