package io.truenow.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Compose file and Dockerfile: pinned, guarded, on loopback, and with settings that exist. */
class DeployFilesTest {

    private static final Path ROOT = root();

    /** A tag that names a version, not a stream of them. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9._-]*");

    private static final Pattern VARIABLE = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("docker-compose.yml"))) {
            folder = Objects.requireNonNull(folder.getParent(), "No folder above has a docker-compose.yml.");
        }
        return folder;
    }

    private static String text(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object yaml) {
        return (Map<String, Object>) Objects.requireNonNull(yaml);
    }

    private static Map<String, Map<String, Object>> services() throws IOException {
        Map<String, Object> compose =
                map(new Yaml(new SafeConstructor(new LoaderOptions())).load(text("docker-compose.yml")));
        return map(compose.get("services")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> map(entry.getValue())));
    }

    private static Map<String, Object> service(String name) throws IOException {
        return map(services().getOrDefault(name, Map.of()));
    }

    @Test
    void everyImageIsPinned() throws IOException {
        assertThat(services()).containsKeys("truenow", "kafka", "postgres", "redis", "s3", "prometheus", "grafana");
        services().forEach((name, service) -> assertThat(String.valueOf(service.get("image")))
                .as(name)
                .matches(PINNED));
        assertThat(text("Dockerfile").lines().filter(line -> line.startsWith("FROM ")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line.split(" ")[1]).matches(PINNED));
    }

    @Test
    void everyPortIsPublishedOnLoopbackOnly() throws IOException {
        services().forEach((name, service) -> {
            if (service.get("ports") instanceof List<?> ports) {
                assertThat(ports).as(name).allSatisfy(port -> assertThat(String.valueOf(port))
                        .startsWith("127.0.0.1:"));
            }
            assertThat(service).as(name).doesNotContainKey("network_mode");
        });
        assertThat(service("prometheus").get("ports")).isEqualTo(List.of("127.0.0.1:19090:9090"));
    }

    @Test
    void everyServiceIsWatchedBoundedAndStartedAgain() throws IOException {
        services().forEach((name, service) -> assertThat(service)
                .as(name)
                .containsKeys("healthcheck", "deploy", "pids_limit", "restart", "security_opt", "volumes"));
    }

    @Test
    void whoNeedsAnotherWaitsForItsHealth() throws IOException {
        services().forEach((name, service) -> {
            if (service.get("depends_on") != null) {
                map(service.get("depends_on"))
                        .values()
                        .forEach(how -> assertThat(how).as(name).isEqualTo(Map.of("condition", "service_healthy")));
            }
        });
        assertThat(map(service("truenow").get("depends_on"))).containsKeys("kafka", "postgres", "redis");
    }

    @Test
    void theProductRunsAsNobodyOnAReadOnlySystem() throws IOException {
        assertThat(service("truenow"))
                .containsEntry("user", "10001:10001")
                .containsEntry("read_only", true)
                .containsEntry("cap_drop", List.of("ALL"));
        assertThat(text("Dockerfile"))
                .contains("USER 10001:10001", "STOPSIGNAL SIGTERM", "HEALTHCHECK ", "@jvm.options");
    }

    @Test
    void noSecretStandsInAFile() throws IOException {
        services().forEach((name, service) -> {
            if (service.get("environment") != null) {
                map(service.get("environment")).forEach((variable, value) -> {
                    if (variable.contains("PASSWORD") || variable.contains("KEY")) {
                        assertThat(String.valueOf(value))
                                .as("%s of %s", variable, name)
                                .matches("\\$\\{[A-Z_0-9]+:\\?.+}");
                    }
                });
            }
        });
        assertThat(text(".env.example").lines().filter(line -> line.matches(".*(PASSWORD|_KEY)=.*")))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).endsWith("=generate"));
        assertThat(text(".gitignore").lines()).contains("/.env");
    }

    @Test
    void everySettingOfTheProductThatIsSetExists() throws IOException {
        Set<String> known = VARIABLE.matcher(text("docs/configuration.md"))
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(known).contains("TRUENOW_BIND", "HOT_TIER_MEMORY_GB");

        assertThat(map(service("truenow").get("environment")).keySet()).isSubsetOf(known);
    }
}
