package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.role.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Port by path of the running server, and what happens when two of them meet. */
@ExtendWith(SharedProduct.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WiringIT {

    /** Method and path → the only roles that know it. */
    private static final Map<String, List<Role>> ROUTES = Map.of(
            "POST /v1/ingest", List.of(Role.GATEWAY),
            "POST /v1/batch", List.of(Role.GATEWAY),
            "POST /api/v2/write", List.of(Role.GATEWAY),
            "POST /v1/query", List.of(Role.QUERY),
            "GET /v1/stats", List.of(Role.QUERY),
            "GET /v1/namespaces", List.of(Role.CONTROL_PLANE),
            "GET /stats", List.of(Role.HOT_TIER),
            "GET /health/ready", List.of(Role.CONSOLE),
            "GET /health/live", List.of(Role.CONSOLE));

    private static final int MISSING = 404;

    @ParameterizedTest
    @EnumSource
    @Order(1)
    void aBuiltRoleAnswersWithItsOwnNameAndAnUnbuiltOneIsClosed(Role role, Product product) {
        if (!role.built()) {
            assertThat(isOpen(product.port(port(role)))).as("port of %s", role).isFalse();
            return;
        }
        for (String path : List.of("/health", "/status")) {
            Answer answer = product.get(port(role), path);
            assertThat(answer.status()).as("%s%s: %s", role, path, answer).isEqualTo(200);
            assertThat(answer.json().path("service").asString("")).isEqualTo(role.title());
            assertThat(answer.json().path("status").asString("")).isEqualTo("healthy");
        }
        Answer meters = product.get(port(role), "/metrics");
        assertThat(meters.status()).isEqualTo(200);
        assertThat(meters.body()).contains("# TYPE ");
    }

    @Test
    @Order(2)
    void noRoleSeesAnothersRoutes(Product product) {
        List<String> wrong = new ArrayList<>();
        StringBuilder matrix = new StringBuilder();
        ROUTES.forEach((route, owners) -> {
            for (Role role : Role.builtRoles()) {
                String[] parts = route.split(" ", 2);
                int status = parts[0].equals("POST")
                        ? product.post(port(role), parts[1], "{}").status()
                        : product.get(port(role), parts[1]).status();
                matrix.append(String.format("%-16s %-18s %d%n", role.title(), route, status));
                boolean known = status != MISSING && status != 405;
                // The console answers any path of a browser with its page, and Avatica any POST; neither is another's
                // route.
                if (role == Role.CONSOLE && !owners.contains(role) && parts[0].equals("GET") || role == Role.SQL) {
                    continue;
                }
                if (known != owners.contains(role)) {
                    wrong.add(route + " on " + role.title() + " answers " + status);
                }
            }
        });
        System.out.print(matrix);
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    @Order(2)
    void whoAsksForJsonGetsTheMetricsObject(Role role, Product product) {
        if (!role.built()) {
            return;
        }
        product.get(port(role), "/health");
        JsonNode metrics = product.get(port(role), "/metrics", "Accept", "application/json")
                .json();

        assertThat(metrics.path("total_requests").asLong()).as("%s", metrics).isPositive();
        assertThat(metrics.propertyNames())
                .contains(
                        "requests_per_second",
                        "bytes_in_per_second",
                        "bytes_out_per_second",
                        "active_connections",
                        "error_rate",
                        "memory_usage",
                        "disk_usage",
                        "network_in",
                        "network_out",
                        "goroutine_count",
                        "latency_max",
                        "latency_mean");
        assertThat(metrics.path("latency_max").asDouble())
                .isGreaterThanOrEqualTo(metrics.path("latency_mean").asDouble());
        JsonNode health = product.get(port(role), "/health").json();
        assertThat(health.path("healthy").isBoolean()).isTrue();
        assertThat(health.path("instance").asString("")).isNotEmpty();
        assertThat(health.path("total_instances").asInt()).isEqualTo(1);
    }

    @Test
    @Order(3)
    void readinessNamesItsComponents(Product product) {
        JsonNode ready = product.get(8080, "/health/ready").json();

        assertThat(ready.path("status").asString("")).as("%s", ready).isEqualTo("ok");
        assertThat(ready.path("components").isObject()).isTrue();
        assertThat(ready.path("components").size()).isPositive();
    }

    @Test
    @Order(4)
    void statusNamesEveryRoleAndWhatIsNotBuilt(Product product) {
        Ran status = product.truenow("status");

        assertThat(status.exitCode()).as("%s%s", status.out(), status.err()).isZero();
        for (Role role : Role.values()) {
            String line = status.out()
                    .lines()
                    .filter(l -> l.startsWith(role.title() + " "))
                    .findFirst()
                    .orElse("");
            assertThat(line).as("line of %s in\n%s", role, status.out()).isNotEmpty();
            assertThat(line).contains(role.built() ? "healthy" : "not built");
            assertThat(line).contains(Integer.toString(product.port(port(role))));
        }
    }

    @Test
    @Order(5)
    void aSecondServerOnTheSameFolderIsRefusedInOneSentence(Product product) {
        Ran second = Ran.run(
                Product.home(),
                Map.of(),
                Duration.ofSeconds(60),
                List.of(
                        Product.home().resolve("truenow").toString(),
                        "up",
                        "--data-dir",
                        product.dataDir().toString(),
                        "--port-offset",
                        Integer.toString(PortOffset.free())));

        assertThat(second.exitCode()).as("%s%s", second.out(), second.err()).isEqualTo(5);
        assertThat(second.out() + second.err())
                .contains(product.dataDir().toString())
                .doesNotContain("\tat ");
        assertThat(product.isRunning()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"GATEWAY", "SQL"})
    @Order(6)
    void aTakenPortIsNamedWithTheSettingThatMovesIt(Role role, Product product) throws IOException {
        int offset = PortOffset.free();
        int taken = role.defaultPort() + offset;
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken));

            Ran up = Ran.run(
                    Product.home(),
                    Map.of(),
                    Duration.ofSeconds(90),
                    List.of(
                            Product.home().resolve("truenow").toString(),
                            "up",
                            "--data-dir",
                            product.workFolder()
                                    .resolve("taken-" + role.title())
                                    .toString(),
                            "--port-offset",
                            Integer.toString(offset)));

            assertThat(up.exitCode()).as("%s%s", up.out(), up.err()).isEqualTo(5);
            assertThat((up.out() + up.err()).lines())
                    .anyMatch(line -> line.contains(Integer.toString(taken)) && line.contains(role.portVariable()));
            assertThat(up.out() + up.err()).doesNotContain("\tat ").doesNotContain("\nready");
        }
    }

    @Test
    @Order(7)
    void aWrongSettingIsOneSentenceAndAUsageError(Product product) {
        Ran up = Ran.run(
                Product.home(),
                Map.of("TRUENOW_CHECKPOINT_SECONDS", "often", "GATEWAY_PORT", "x"),
                Duration.ofSeconds(60),
                List.of(
                        Product.home().resolve("truenow").toString(),
                        "up",
                        "--data-dir",
                        product.workFolder().resolve("wrong").toString()));

        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.err()).contains("TRUENOW_CHECKPOINT_SECONDS").contains("GATEWAY_PORT");
    }

    @Test
    @Order(8)
    void downEndsWhatAKillLeftBehind(Product product) {
        product.kill9();
        boolean left = product.postgres().isPresent();

        Ran down = product.truenow("down");

        assertThat(down.exitCode()).as("%s%s", down.out(), down.err()).isZero();
        System.out.println("[wiring] PostgreSQL left behind: " + left + "; down says: "
                + down.out().strip());
        assertThat(product.postgres()).isEmpty();
        assertThat(product.truenow("status").exitCode()).isEqualTo(7);
        assertThat(product.truenow("down").exitCode()).as("down again").isZero();
        product.start();
    }

    @Test
    @Order(9)
    void downEndsARunningServer(Product product) {
        Ran down = product.truenow("down");

        assertThat(down.exitCode()).as("%s%s", down.out(), down.err()).isZero();
        Await.until("the server has ended", Duration.ofSeconds(5), () -> !product.isRunning());
        assertThat(product.postgres()).isEmpty();
        product.start();
    }

    private static int port(Role role) {
        return role.defaultPort();
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
