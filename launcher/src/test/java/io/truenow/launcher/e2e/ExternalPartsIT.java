package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.launcher.cli.OutsideServers;
import io.truenow.truth.torture.OutsideParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The product on a Kafka, a PostgreSQL and a Redis that are processes of their own: it answers as ever, and each of them goes away and
 * comes back under load. {@code -Dtruenow.parts.seconds=60} for outages of the documented length.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ExternalPartsIT {

    private static final int SECONDS = Integer.getInteger("truenow.parts.seconds", 5);
    private static final Duration SOON = Duration.ofSeconds(30);
    /** Against hanging; what recovery took is printed, and its target of 10 s is for a machine that does nothing else. */
    private static final Duration RECOVERY = Duration.ofSeconds(90);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final RandomEventsIT random = new RandomEventsIT();
    private OutsideParts parts;
    private Product product;
    private Product second;
    private Ledger ledger;
    private Load load;
    private Outage outage;

    @BeforeAll
    void start() throws IOException {
        int offset = PortOffset.free();
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Product.home().resolve("launcher/target/e2e")), "outside-");
        Path jar = Files.copy(Product.home().resolve("launcher/target/truenow.jar"), folder.resolve("truenow.jar"));
        parts = OutsideServers.of(jar, folder, offset);
        parts.start();
        second = Product.unstarted("second", parts.environment());
        product = Product.start("external", parts.environment());
        ledger = new Ledger(product.workFolder().resolve("ledger.txt"));
        load = new Load(product, ledger, "outage", 1);
        outage = new Outage(product);
    }

    @AfterAll
    void end() {
        threads.shutdownNow();
        load.close();
        second.close();
        product.close();
        parts.close();
    }

    @Test
    @Order(1)
    void itAnswersAsWithItsOwnServersAndStartsNoneOfThem() throws SQLException {
        second.begin();
        random.answersEqualTheModel(product);

        assertThat(product.dataDir().resolve("kafka")).isEmptyDirectory();
        assertThat(product.dataDir().resolve("postgres")).isEmptyDirectory();
        assertThat(product.outputText())
                .contains(parts.environment().get("KAFKA_BROKERS"))
                .contains("127.0.0.1:" + parts.environment().get("CONTROL_DB_PORT") + "/postgres");
        assertThat(product.truenow("verify").exitCode()).isZero();
    }

    @Test
    @Order(2)
    void aSecondServerOnTheSameLogAndCatalogueIsRefused() {
        Await.until("the second server ends", Duration.ofSeconds(60), () -> !second.isRunning());

        assertThat(second.isReady()).isFalse();
        assertThat(second.outputText()).contains("truenow: Another TrueNow server (", "stop that one first");
        assertThat(health(8088)).isEqualTo("healthy");
    }

    @Test
    @Order(3)
    void withoutKafkaNothingIsAcknowledgedAndQueriesGoOn() throws Exception {
        load.begin();
        for (String table : new String[] {"known", "t0", "t1", "t2"}) {
            Await.until("the table " + table, SOON, () -> outage.send(table).status() == 202);
        }
        long memory = residentMegabytes();
        parts.kafka().stop();
        long away = System.nanoTime();
        Future<Outage.Told> early = threads.submit(() -> outage.send("known"));
        Await.until("health names it", SOON, () -> product.get(8088, "/status")
                .body()
                .contains("Kafka at [" + parts.environment().get("KAFKA_BROKERS") + "] is away"));
        double noticed = (System.nanoTime() - away) / 1e9;
        long before = load.acknowledged();
        int refused = 0;
        double slowest = 0;
        try (Connection connection = product.jdbc()) {
            while (System.nanoTime() - away < TimeUnit.SECONDS.toNanos(SECONDS)) {
                Outage.Told told = outage.send("known");
                assertThat(told.status()).as("%s", told).isEqualTo(503);
                assertThat(told.retryAfterSeconds()).as("%s", told).isBetween(1L, 2L);
                // Once the loss is noticed nothing is written, and the answer says so.
                assertThat(told.unknown()).as("%s", told).isFalse();
                assertThat(told.error()).isEqualTo("Failed to send to stream");
                slowest = Math.max(slowest, told.seconds());
                refused++;
                assertThat(Sql.count(connection, "SELECT COUNT(*) FROM outage.known"))
                        .isPositive();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
        }
        assertThat(load.acknowledged()).as("acknowledged without a log").isEqualTo(before);
        assertThat(slowest).as("seconds of a refusal").isLessThan(2);
        long grown = residentMegabytes() - memory;
        parts.kafka().start();
        double recovery = secondsUntilTaken("known");
        Outage.Told first = early.get();
        assertThat(first.status()).as("%s", first).isIn(202, 503);
        System.out.printf(
                "[external] Kafka away %d s: noticed after %.1f s, what was under way was told %d after %.1f s (unknown: %s), "
                        + "%d refused (slowest %.3f s), memory %+d MB, taken again %.1f s after it was back%n",
                SECONDS, noticed, first.status(), first.seconds(), first.unknown(), refused, slowest, grown, recovery);
        assertThat(grown).as("megabytes grown").isLessThan(512);
    }

    private double secondsUntilTaken(String table) {
        long back = System.nanoTime();
        Await.until("events are taken again", RECOVERY, () -> {
            Outage.Told told = outage.send(table);
            assertThat(told.status()).as("%s", told).isEqualTo(202);
            return true;
        });
        return (System.nanoTime() - back) / 1e9;
    }

    @Test
    @Order(4)
    void withoutPostgresqlKnownTablesGoOnAndNewOnesWait() throws Exception {
        Map<String, String> tables = tables();
        parts.postgres().stop();
        long away = System.nanoTime();
        long before = load.acknowledged();
        int refused = 0;
        while (System.nanoTime() - away < TimeUnit.SECONDS.toNanos(SECONDS)) {
            Outage.Told known = outage.send("known");
            assertThat(known.status()).as("%s", known).isEqualTo(202);
            Outage.Told fresh = outage.send("fresh");
            assertThat(fresh.status()).as("%s", fresh).isEqualTo(503);
            assertThat(fresh.retryAfterSeconds()).as("%s", fresh).isBetween(1L, 2L);
            assertThat(fresh.unknown()).as("%s", fresh).isFalse();
            assertThat(fresh.error()).isEqualTo("Catalog unavailable");
            refused++;
        }
        assertThat(load.acknowledged()).as("known tables go on").isGreaterThan(before);
        Await.until("health names it", SOON, () -> product.get(8001, "/status")
                .body()
                .contains("PostgreSQL at [127.0.0.1:" + parts.environment().get("CONTROL_DB_PORT")
                        + "/postgres] is away"));
        assertThat(tables()).as("the catalogue in memory").isEqualTo(tables);
        parts.postgres().start();
        double recovery = secondsUntilTaken("fresh");
        Await.until("health is well again", SOON, () -> health(8001).equals("healthy"));
        tables.put("fresh", String.valueOf(tables().get("fresh")));
        assertThat(tables()).as("no fact is lost or made up").isEqualTo(tables);
        System.out.printf(
                "[external] PostgreSQL away %d s: %d requests of known tables taken, %d new tables refused, "
                        + "taken %.1f s after it was back%n",
                SECONDS, load.acknowledged() - before, refused, recovery);
    }

    @Test
    @Order(5)
    void withoutRedisNoAnswerChangesAndEventsAreTaken() throws Exception {
        Shared.require(parts.redis().isPresent(), "The program [redis-server] is not installed.");
        List<String> answers = questions().stream().map(this::answer).toList();
        long taken = load.acknowledged();
        long repeated = load.repeated();
        parts.redis().orElseThrow().kill();
        long away = System.nanoTime();
        int asked = 0;
        do {
            assertThat(questions().stream().map(this::answer).toList()).isEqualTo(answers);
            asked += answers.size();
        } while (System.nanoTime() - away < TimeUnit.SECONDS.toNanos(SECONDS));
        parts.redis().orElseThrow().start();
        assertThat(questions().stream().map(this::answer).toList()).isEqualTo(answers);

        taken = load.acknowledged() - taken;
        repeated = load.repeated() - repeated;
        System.out.printf(
                "[external] Redis away %d s: %d answers as before, %d requests taken at once, %d not%n",
                SECONDS, asked, taken, repeated);
        assertThat(taken).isPositive();
        assertThat(taken / (double) (taken + repeated)).isGreaterThanOrEqualTo(0.999);
    }

    /** Questions about tables that the load leaves alone. */
    private static List<String> questions() {
        String range = "\"start_time\":0,\"end_time\":4102444800000000";
        return List.of(
                "{\"namespace\":\"outage\",\"table\":\"fresh\"," + range + "}",
                "{\"namespace\":\"outage\",\"table\":\"known\"," + range + ",\"aggregate\":\"count\"}",
                "{\"namespace\":\"outage\",\"table\":\"known\"," + range
                        + ",\"group_by\":[\"client\"],\"aggregate\":\"sum\"," + "\"metric\":\"amount\"}");
    }

    private String answer(String question) {
        return product.post(8081, "/v1/query", question).json().path("results").toString();
    }

    @Test
    @Order(6)
    void afterAKillEveryEventIsThereOnce() throws Exception {
        product.kill9();
        product.start();
        load.finish();

        System.out.println("[external] answers by status: " + load.statuses());
        try (Connection connection = product.jdbc()) {
            for (Map.Entry<String, Ledger.Total> table : ledger.totals().entrySet()) {
                String from = " FROM outage." + table.getKey() + " WHERE client IS NOT NULL";
                long events = table.getValue().events();
                Await.until(
                        events + " events of " + table.getKey(),
                        SOON,
                        () -> Sql.count(connection, "SELECT COUNT(*)" + from) == events);
                assertThat(Sql.count(connection, "SELECT COUNT(DISTINCT event_id)" + from))
                        .isEqualTo(events);
                assertThat(Sql.rows(connection, "SELECT SUM(amount)" + from)
                                .getFirst()
                                .getFirst())
                        .isEqualTo((double) table.getValue().sum());
            }
        }
        assertThat(product.truenow("verify").exitCode()).isZero();
    }

    private String health(int port) {
        return product.get(port, "/health").json().path("status").asString("");
    }

    private Map<String, String> tables() {
        Map<String, String> tables = new TreeMap<>();
        product.get(8001, "/v1/namespaces/outage/tables")
                .json()
                .forEach(table -> tables.put(
                        table.path("name").asString(""), table.path("id").asString("")));
        return tables;
    }

    private long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + product.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                .sum();
    }
}
