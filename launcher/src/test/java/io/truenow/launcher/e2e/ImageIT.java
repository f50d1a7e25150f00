package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.cli.OutsideServers;
import io.truenow.truth.torture.OutsideParts;
import io.truenow.truth.torture.Signals;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * What the image holds, started as the image starts it, without a container: its entry point as user 10001 without any capability on a
 * read-only file system, with the settings of the compose file, on a Kafka, a PostgreSQL and a Redis of its own. Beside it a Prometheus
 * with our rules, whose alerts fire and end; that takes longer, so only with {@code -Dtruenow.image.alerts=true}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImageIT {

    private static final String ALERTS = "truenow.image.alerts";
    private static final String USER = "10001";
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(30);

    /** What Docker makes of {@code read_only}, {@code cap_drop}, {@code user} and a volume: its own view of the files, one folder to write. */
    private static final List<String> CONTAINED = List.of(
            "unshare",
            "--mount",
            "sh",
            "-ec",
            "mount --bind \"$0\" \"$0\"; mount -o remount,ro,bind /; exec setpriv --reuid \"$1\" --regid \"$1\" --clear-groups "
                    + "--inh-caps=-all --bounding-set=-all --no-new-privs -- \"$2\" \"$3\"");

    private final int offset = PortOffset.free();
    private final Path folder = folder("truenow-image-");
    private final Path writable = folder.resolve("writable");
    private final Path data = writable.resolve("data");
    private ImageFiles image;
    private OutsideParts parts;
    private @Nullable Process server;
    private Prometheus prometheus;

    private static Path folder(String name) {
        try {
            return Files.createTempDirectory(
                    name, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeAll
    void assemble() throws IOException {
        for (String tool : List.of("unshare", "setpriv", "curl", "prometheus", "redis-server")) {
            Shared.requireTool(tool);
        }
        Ran may = Ran.run(folder, Map.of(), SOON, contained(folder, "/bin/true", ""));
        Shared.require(
                may.exitCode() == 0, "Nothing can be mounted here: " + may.err().strip());
        Path jar = Product.home().resolve("launcher/target/truenow.jar");
        parts = OutsideServers.of(jar, folder.resolve("parts"), offset);
        parts.kafka().begin();
        parts.postgres().begin();
        parts.redis().orElseThrow().begin();
        image = ImageFiles.assemble(folder, jar);
        for (Path own : List.of(writable, data, writable.resolve("tmp"))) {
            Files.createDirectory(own);
            Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
            Files.setAttribute(own, "unix:uid", Integer.parseInt(USER));
            Files.setAttribute(own, "unix:gid", Integer.parseInt(USER));
        }
        parts.kafka().awaitReady();
        parts.postgres().awaitReady();
        parts.redis().orElseThrow().awaitReady();
        prometheus = Prometheus.start(folder.resolve("prometheus"), 8090 + offset);
    }

    @AfterAll
    void end() {
        Process last = server;
        if (last != null) {
            Signals.send("KILL", last.pid());
        }
        if (prometheus != null) {
            prometheus.close();
        }
        if (parts != null) {
            parts.close();
        }
        for (String large : List.of("layers", "app", "parts", "prometheus")) {
            Product.delete(folder.resolve(large));
        }
    }

    private static List<String> contained(Path writable, String program, String argument) {
        List<String> words = new ArrayList<>(CONTAINED);
        words.addAll(List.of(writable.toString(), USER, program, argument));
        return words;
    }

    /** The compose file's settings that name nothing outside, and this test's for the rest. */
    private Map<String, String> settings() throws IOException {
        Map<String, Object> compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(Product.home().resolve("docker-compose.yml")));
        Map<String, String> settings = new HashMap<>(image.environment());
        map(map(map(compose.get("services")).get("truenow")).get("environment")).forEach((name, value) -> {
            if (name.startsWith("TRUENOW_")) {
                settings.put(name, String.valueOf(value));
            }
        });
        parts.environment().forEach(settings::put);
        String password = settings.remove("CONTROL_DB_PASSWORD_FILE");
        settings.put(
                "CONTROL_DB_PASSWORD",
                Files.readString(Path.of(String.valueOf(password))).strip());
        settings.put("TRUENOW_DATA_DIR", data.toString());
        settings.put("TRUENOW_PORT_OFFSET", Integer.toString(offset));
        // The memory of the container.
        settings.put("TRUENOW_JAVA_OPTS", "-XX:MaxRAM=4g");
        settings.put("HOT_TIER_MEMORY_GB", "1.5");
        settings.put("TMPDIR", writable.resolve("tmp").toString());
        settings.put("PATH", System.getProperty("java.home") + "/bin:" + System.getenv("PATH"));
        return settings;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml);
    }

    private void start() throws IOException {
        assertThat(image.start()).hasSize(2);
        ProcessBuilder builder = new ProcessBuilder(contained(
                        writable, image.start().getFirst(), image.start().getLast()))
                .directory(image.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("up.txt").toFile());
        builder.environment().clear();
        builder.environment().putAll(settings());
        Process starting = builder.start();
        server = starting;
        Await.until("the image is healthy, see " + folder, START, () -> isHealthy() || !starting.isAlive());
        assertThat(starting.isAlive())
                .as("%s", Files.readString(folder.resolve("up.txt")))
                .isTrue();
    }

    private Process running() {
        return Objects.requireNonNull(server);
    }

    private boolean isHealthy() {
        return Ran.run(folder, Map.of("CONSOLE_PORT", Integer.toString(8080 + offset)), SOON, image.healthcheck())
                        .exitCode()
                == 0;
    }

    /** A request from outside: by the container's name, to an address that is not the one which the product listens on by default. */
    private Answer outside(String host, int port, String path, String body) {
        Ran ran = Ran.run(
                folder,
                Map.of(),
                SOON,
                List.of(
                        "curl",
                        "-sS",
                        "--resolve",
                        host + ":" + (port + offset) + ":127.0.0.2",
                        "-w",
                        "\n%{http_code}",
                        "-d",
                        body,
                        "http://" + host + ":" + (port + offset) + path));
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        int end = ran.out().lastIndexOf('\n');
        return new Answer(
                Integer.parseInt(ran.out().substring(end + 1)), ran.out().substring(0, end));
    }

    private long count() {
        return outside(
                        "truenow",
                        8081,
                        "/v1/query",
                        "{\"namespace\":\"shop\",\"table\":\"orders\",\"start_time\":0,\"end_time\":4102444800000000}")
                .json()
                .path("results")
                .path(0)
                .path("count")
                .asLong();
    }

    @Test
    @Order(1)
    void itsEntryPointServesOthersAsNobodyOnAReadOnlySystem() throws IOException {
        start();
        String event = "{\"namespace\":\"shop\",\"table\":\"orders\",\"event_id\":\"o-1\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"amount\":19.9}}";

        Answer taken = outside("truenow", 8088, "/v1/ingest", event);
        assertThat(taken.status()).as("%s", taken).isEqualTo(202);
        Await.until("the event is counted", SOON, () -> count() == 1);
        assertThat(outside("stranger", 8088, "/v1/ingest", event).status()).isEqualTo(403);

        String status = Files.readString(Path.of("/proc/" + running().pid() + "/status"));
        assertThat(status)
                .containsPattern("Uid:\\s+10001\\s+10001\\s+10001\\s+10001\n")
                .containsPattern("Gid:\\s+10001\\s+10001\\s+10001\\s+10001\n")
                .containsPattern("Groups:\\s*\n")
                .containsPattern("CapEff:\\s+0+\n")
                .containsPattern("CapBnd:\\s+0+\n")
                .containsPattern("NoNewPrivs:\\s+1\n");
        assertThat(Files.readString(Path.of("/proc/" + running().pid() + "/mounts")))
                .containsPattern("(?m)^\\S+ / \\S+ ro\\b");
        assertThat(data.resolve("kafka")).isEmptyDirectory();
        assertThat(data.resolve("postgres")).isEmptyDirectory();
        Await.until("the gateway logs what it took", SOON, () -> Files.size(data.resolve("logs/gateway.log")) > 0);
    }

    @Test
    @Order(2)
    @EnabledIfSystemProperty(named = ALERTS, matches = "true")
    void anAlertFiresWhilePostgresqlIsAwayAndEndsWhenItIsBack() {
        Await.until("no alert at first", SOON, () -> !prometheus.fires("RoleUnhealthy", "control-plane"));
        parts.postgres().stop();
        Await.until("an alert", SOON, () -> prometheus.fires("RoleUnhealthy", "control-plane"));
        parts.postgres().start();
        Await.until("it ends", SOON, () -> !prometheus.fires("RoleUnhealthy", "control-plane"));
    }

    @Test
    @Order(3)
    @EnabledIfSystemProperty(named = ALERTS, matches = "true")
    void itEndsInOrderAtTheSignalOfDockerWhichIsAnAlertUntilItIsStartedAgain() throws Exception {
        assertThat(prometheus.fires("TrueNowDown", "")).isFalse();
        Signals.send("TERM", running().pid());
        assertThat(running().waitFor(STOP.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(running().exitValue()).isIn(0, 143);
        Await.until("an alert", SOON, () -> prometheus.fires("TrueNowDown", ""));

        start();
        assertThat(count()).isEqualTo(1);
        Await.until("it ends", SOON, () -> !prometheus.fires("TrueNowDown", ""));
    }
}
