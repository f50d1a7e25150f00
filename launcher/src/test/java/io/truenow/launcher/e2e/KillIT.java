package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Seeded {@code kill -9} under load: what was acknowledged is there, once. {@code -Dtruenow.kills=20} for the long run,
 * {@code -Dtruenow.seed=N} for another course of it.
 */
class KillIT {

    private static final int KILLS = Integer.getInteger("truenow.kills", 4);
    private static final long SEED = Long.getLong("truenow.seed", 7L);
    private static final int IN_FLIGHT = 8;
    private static final String NAMESPACE = "kills";
    private static final Duration SOON = Duration.ofSeconds(60);

    /** When and what is killed. */
    private enum Moment {
        UNDER_LOAD,
        SECOND_AFTER_READY,
        DURING_CHECKPOINT,
        WHOLE_GROUP
    }

    @Test
    void nothingAcknowledgedIsLostAndNothingCountsTwice() throws SQLException {
        Random random = new Random(SEED);
        List<Moment> plan = plan(random);
        System.out.println("[kills] seed " + SEED + ", plan " + plan);
        try (Product product = Product.start("kills", Map.of("TRUENOW_CHECKPOINT_SECONDS", "1"))) {
            Ledger ledger = new Ledger(product.workFolder().resolve("ledger.txt"));
            try (Load load = new Load(product, ledger, NAMESPACE, SEED)) {
                load.begin();
                for (int k = 0; k < plan.size(); k++) {
                    kill(product, load, plan.get(k), random);
                    product.start();
                    boolean atOnce = k + 1 < plan.size() && plan.get(k + 1) == Moment.SECOND_AFTER_READY;
                    if (!atOnce) {
                        load.finish();
                        assertEqualsLedger(product, ledger, "kill " + (k + 1) + " " + plan.get(k));
                        load.begin();
                    }
                }
                load.finish();
                assertEqualsLedger(product, ledger, "the last kill, without a restart");
                assertThat(load.repeated())
                        .as("requests that had to be sent again")
                        .isPositive();
            }
        }
    }

    /** One of each moment in the seed's order, then more of any; the first is plain, so that there is data. */
    private static List<Moment> plan(Random random) {
        List<Moment> some =
                new ArrayList<>(List.of(Moment.SECOND_AFTER_READY, Moment.DURING_CHECKPOINT, Moment.WHOLE_GROUP));
        java.util.Collections.shuffle(some, random);
        some.addFirst(Moment.UNDER_LOAD);
        Moment[] all = Moment.values();
        while (some.size() < KILLS) {
            some.add(all[random.nextInt(all.length)]);
        }
        return some.subList(0, KILLS);
    }

    private static void kill(Product product, Load load, Moment moment, Random random) {
        long begin = System.nanoTime();
        switch (moment) {
            case UNDER_LOAD, WHOLE_GROUP -> {
                long enough = load.acknowledged() + 50 + random.nextInt(500);
                Await.until("some acknowledgements", SOON, () -> load.acknowledged() >= enough);
            }
            case DURING_CHECKPOINT -> awaitCheckpoint(product);
            case SECOND_AFTER_READY -> {}
        }
        awaitInFlight(load, moment);
        int inFlight = load.inFlight();
        double after = (System.nanoTime() - begin) / 1e9;
        if (moment == Moment.WHOLE_GROUP) {
            product.killGroup9();
        } else {
            product.kill9();
        }
        System.out.printf(
                "[kills] %s, %.3f s after the moment was due, %d in flight, %d acknowledged%n",
                moment, after, inFlight, load.acknowledged());
        assertThat(inFlight).isGreaterThanOrEqualTo(IN_FLIGHT);
        if (moment == Moment.SECOND_AFTER_READY) {
            assertThat(after).as("seconds after ready").isLessThan(1);
        }
    }

    private static void awaitInFlight(Load load, Moment moment) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (load.inFlight() < IN_FLIGHT && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(load.inFlight()).as("requests in flight at %s", moment).isGreaterThanOrEqualTo(IN_FLIGHT);
    }

    /** Returns while a file of the hot tier is being written: under its temporary name, before the rename. */
    private static void awaitCheckpoint(Product product) {
        Path hot = product.dataDir().resolve("hot");
        long deadline = System.nanoTime() + SOON.toNanos();
        while (System.nanoTime() < deadline) {
            if (names(hot).stream().anyMatch(n -> n.endsWith(".tmp"))) {
                return;
            }
            LockSupport.parkNanos(100_000L);
        }
        throw new AssertionError("No checkpoint was seen within " + SOON + "; files: " + names(hot));
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            Set<String> names = new HashSet<>();
            files.forEach(f -> names.add(folder.relativize(f).toString()));
            return names;
        } catch (IOException | UncheckedIOException changing) {
            return Set.of();
        }
    }

    private static void assertEqualsLedger(Product product, Ledger ledger, String when) throws SQLException {
        try (Connection connection = product.jdbc()) {
            for (Map.Entry<String, Ledger.Total> table : ledger.totals().entrySet()) {
                String from = " FROM " + NAMESPACE + "." + table.getKey();
                Ledger.Total total = table.getValue();
                Await.until(when + ": " + total.events() + " events" + from, Duration.ofSeconds(30), () -> {
                    assertThat(Sql.count(connection, "SELECT COUNT(*)" + from)).isEqualTo(total.events());
                    return true;
                });
                assertThat(Sql.rows(connection, "SELECT COUNT(*), COUNT(DISTINCT event_id), SUM(amount)" + from))
                        .as(when + from)
                        .containsExactly(Arrays.asList(total.events(), total.events(), (double) total.sum()));
                assertThat(Sql.rows(
                                connection,
                                "SELECT logged - stored - duplicates - conflicting, stored FROM sys.tables WHERE"
                                        + " namespace = '" + NAMESPACE + "' AND \"table\" = '" + table.getKey() + "'"))
                        .as("accounting, " + when + from)
                        .containsExactly(Arrays.asList(0L, total.events()));
            }
        }
    }
}
