package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The disk gets full while events flow, at once and slowly: ingest is refused, queries go on, and after space was freed the same
 * process takes events again. In the end each acknowledged event is there once, after a {@code kill -9} too (test D-11).
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiskFullIT {

    private static final int DISK_MEBIBYTES = 480;
    private static final Duration FULL = Duration.ofSeconds(10);
    private static final Duration RECOVERY = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String NAMESPACE = "crowded";

    private @Nullable SmallDisk disk;
    private Product product;
    private Ledger ledger;
    private Load load;

    @BeforeAll
    void start() {
        product = Product.unstarted(
                "disk-full", Map.of("TRUENOW_DISK_FLOOR_GB", "0.03", "TRUENOW_CHECKPOINT_SECONDS", "3"));
        disk = SmallDisk.mount(product.dataDir(), DISK_MEBIBYTES);
        product.start();
        ledger = new Ledger(product.workFolder().resolve("ledger.txt"));
        load = new Load(product, ledger, NAMESPACE, 11);
    }

    @AfterAll
    void end() {
        if (load != null) {
            load.close();
        }
        product.close();
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    @Order(1)
    void aDiskThatFillsAtOnceStopsIngestOnlyAndFreedSpaceBringsItBack() throws Exception {
        fillWhileEventsFlow(() -> disk().fillAndHold(FULL), "at once");
    }

    @Test
    @Order(2)
    void aDiskThatFillsSlowlyStopsAtTheFloorAndTheLogStaysUp() throws Exception {
        fillWhileEventsFlow(
                () -> {
                    disk().fillSlowly(4L << 20);
                    Await.until("refused at the floor", SOON, () -> count(507) > 0);
                    assertThat(product.get(8080, "/health/ready")
                                    .json()
                                    .path("components")
                                    .path("log")
                                    .asString())
                            .isEqualTo("ok");
                },
                "slowly");
    }

    @Test
    @Order(3)
    void everyAcknowledgedEventIsThereOnceEvenAfterAKill() throws Exception {
        assertExactlyOnce();
        product.kill9();
        product.start();
        assertExactlyOnce();
    }

    /** A way to fill the disk. */
    @FunctionalInterface
    private interface Filling {
        void fill() throws Exception;
    }

    private void fillWhileEventsFlow(Filling filling, String how) throws Exception {
        long pid = product.pid();
        load.statuses().clear();
        load.begin();
        long flowing = load.acknowledged();
        Await.until("events flow", SOON, () -> load.acknowledged() > flowing + 300);
        try (Asker asker = new Asker()) {
            filling.fill();
            assertThat(count(507)).as("answers by status: %s", load.statuses()).isPositive();
            Answer health = product.get(8080, "/health/ready");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.json().path("components").path("disk").asString())
                    .contains("less than the floor", "TRUENOW_DISK_FLOOR_GB");

            long refused = load.acknowledged();
            long freed = System.nanoTime();
            disk().free();
            Await.until("acknowledged again", RECOVERY, () -> load.acknowledged() > refused);
            double seconds = (System.nanoTime() - freed) / 1e9;
            System.out.printf(
                    "[disk-full] filled %s: first 202 %.1f s after space was freed, answers %s, %d questions answered%n",
                    how, seconds, load.statuses(), asker.answered.get());
            Await.until(
                    "healthy again",
                    RECOVERY,
                    () -> product.get(8080, "/health/ready").status() == 200);
            long going = load.acknowledged();
            Await.until("events flow again", SOON, () -> load.acknowledged() > going + 300);
            load.finish();
        } finally {
            disk().free();
        }
        assertThat(load.statuses().keySet()).isSubsetOf(202, 503, 507);
        assertThat(product.isRunning()).isTrue();
        assertThat(product.pid()).as("the same process").isEqualTo(pid);
    }

    private long count(int status) {
        AtomicLong count = load.statuses().get(status);
        return count == null ? 0 : count.get();
    }

    private SmallDisk disk() {
        if (disk == null) {
            throw new IllegalStateException("No disk is mounted.");
        }
        return disk;
    }

    private void assertExactlyOnce() throws SQLException {
        Map<String, Ledger.Total> totals = ledger.totals();
        assertThat(totals).isNotEmpty();
        for (Map.Entry<String, Ledger.Total> entry : totals.entrySet()) {
            String table = NAMESPACE + "." + entry.getKey();
            Ledger.Total total = entry.getValue();
            try (Connection connection = product.jdbc()) {
                Await.until(table + " holds " + total, SOON, () -> {
                    assertThat(Sql.rows(
                                            connection,
                                            "SELECT COUNT(*), COUNT(DISTINCT event_id), SUM(amount) FROM " + table)
                                    .getFirst())
                            .usingElementComparator(
                                    (a, b) -> Long.compare(((Number) a).longValue(), ((Number) b).longValue()))
                            .containsExactly(total.events(), total.events(), total.sum());
                    return true;
                });
            }
        }
    }

    /** Asks over JDBC and over HTTP all the time; a failure or a count that falls is a failure of the test. */
    private final class Asker implements AutoCloseable {

        private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        private final AtomicLong answered = new AtomicLong();
        private final Thread thread = Thread.ofVirtual().start(this::ask);
        private volatile boolean stopping;

        private void ask() {
            long seen = 0;
            String sql = "SELECT COUNT(*) FROM " + NAMESPACE + ".t0";
            try (Connection connection = product.jdbc()) {
                while (!stopping) {
                    long jdbc = Sql.count(connection, sql);
                    assertThat(jdbc).as("a count never falls").isGreaterThanOrEqualTo(seen);
                    Answer answer = product.post(8081, "/v1/sql", "{\"sql\":\"" + sql + "\"}");
                    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
                    seen = answer.json().path("rows").path(0).path(0).asLong();
                    assertThat(seen).as("a count never falls").isGreaterThanOrEqualTo(jdbc);
                    answered.addAndGet(2);
                    LockSupport.parkNanos(50_000_000L);
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        }

        @Override
        public void close() throws IOException, InterruptedException {
            stopping = true;
            thread.join();
            Throwable failed = failure.get();
            if (failed != null) {
                throw new AssertionError("Queries did not go on: " + failed, failed);
            }
            assertThat(answered.get()).isPositive();
        }
    }
}
