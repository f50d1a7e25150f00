package io.truenow.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Compose file and Dockerfile: pinned, guarded, on loopback, and with settings that exist; scripts and rules without a finding of the
 * checkers that are made for them.
 */
class DeployFilesTest {

    private static final Path ROOT = root();

    /** A tag that names a version, not a stream of them. */
    private static final Pattern PINNED = Pattern.compile("[a-z0-9./-]+:v?[0-9]+\\.[0-9]+[A-Za-z0-9._-]*");

    private static final Pattern VARIABLE = Pattern.compile("`([A-Z][A-Z0-9_]+)`");

    /** The first line of a script. */
    private static final Pattern SHELL = Pattern.compile("\\A#![^\\n]*\\b(ba)?sh\\s");

    /** Folders of the tree that hold what was built or fetched. */
    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", "node_modules", "data");

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

    @Test
    void noScriptHasAFindingOfShellcheck() throws Exception {
        List<String> scripts = scripts();
        assertThat(scripts).contains("truenow", "manage.sh", ".ci/run", "infra/deploy/image/start");

        List<String> command = new ArrayList<>(List.of("shellcheck"));
        command.addAll(scripts);
        assertThat(findings(command)).isEmpty();
    }

    /** The share of the machine's memory is more than 2.8 GB on each machine that runs this. */
    @ParameterizedTest
    @CsvSource({"1,-Xmx2816m", "0.5,-Xmx2176m", "'',''", "100000,''", "1e3,''", "0,''", "-1,''", "x,''"})
    void aSmallBudgetOfTheHotTierGetsASmallHeap(String gibibytes, String flag) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(ROOT.resolve("infra/deploy/image/heap-flag").toString());
        builder.environment().put("HOT_TIER_MEMORY_GB", gibibytes);
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(out.strip()).isEqualTo(flag);
    }

    @Test
    void prometheusAcceptsConfigurationAndRules() throws Exception {
        assertThat(findings(List.of("promtool", "check", "config", "infra/deploy/prometheus/prometheus.yml")))
                .isEmpty();
    }

    /** Every file of the sources whose first line names a shell. */
    private static List<String> scripts() throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_SOURCES.contains(String.valueOf(folder.getFileName()))
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile() && namesAShell(file)) {
                    found.add(ROOT.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }

    private static boolean namesAShell(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String begin = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
            return begin.startsWith("#!") && SHELL.matcher(begin).find();
        }
    }

    /** What a checker prints if it does not end with 0, else nothing. Where it is not installed, that is a skip, or a failure if all is required. */
    private static String findings(List<String> command) throws IOException, InterruptedException {
        String checker = command.getFirst();
        boolean installed = Arrays.stream(
                        System.getenv().getOrDefault("PATH", "").split(":", -1))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, checker)));
        if (!installed && !Boolean.getBoolean("truenow.require-all")) {
            Assumptions.abort("The program [" + checker + "] is not installed.");
        }
        Process process = new ProcessBuilder(command)
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : "[" + process.exitValue() + "] " + printed;
    }
}
