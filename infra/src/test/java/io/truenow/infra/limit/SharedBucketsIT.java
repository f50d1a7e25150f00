package io.truenow.infra.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.limit.RateLimitedException;
import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits.Draw;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.time.MicroClock;
import io.truenow.infra.cache.RedisAddress;
import io.truenow.infra.cache.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buckets in a real Redis server, which is killed, stopped for a while and started again. */
class SharedBucketsIT {

    private static final Principal ANN = new Principal("shop", "ann", Role.WRITER);
    private static final LimitRate RATE = new LimitRate(100, 2);
    private static final Duration PATIENCE = Duration.ofMillis(300);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final List<SharedBuckets> opened = new ArrayList<>();
    private RedisServer redis;

    @BeforeEach
    void start() {
        redis = RedisServer.started();
    }

    @AfterEach
    void stop() {
        opened.forEach(SharedBuckets::close);
        redis.close();
    }

    private SharedBuckets connected(String log) {
        SharedBuckets buckets =
                new SharedBuckets(RedisAddress.parse(redis.address()), log, PATIENCE, PAUSE, MicroClock.system());
        opened.add(buckets);
        until(buckets, true);
        return buckets;
    }

    private static void until(SharedBuckets buckets, boolean shared) {
        await().atMost(Duration.ofSeconds(20)).until(() -> buckets.isShared() == shared);
    }

    private static IngestLimits process(SharedBuckets buckets, int rate) {
        LimitSettings settings = new LimitSettings(0, rate, 0, 1, LimitSettings.USUAL_BUCKETS);
        return new IngestLimits(settings, settings.maxBuckets(), System::nanoTime, buckets);
    }

    private static boolean passes(IngestLimits limits, int events) {
        try {
            limits.take(ANN, events);
            return true;
        } catch (RateLimitedException e) {
            return false;
        }
    }

    /** What passes in a while of who asks for one event every tenth of a millisecond or so. */
    private static long floods(IngestLimits limits, Duration time) {
        long passed = 0;
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            passed += passes(limits, 1) ? 1 : 0;
            LockSupport.parkNanos(50_000);
        }
        return passed;
    }

    @Test
    void whatOneProcessDrawsAnotherDoesNotHave() {
        SharedBuckets one = connected("a/b");
        SharedBuckets two = connected("a/b");

        assertThat(one.draw("tenant:shop:", RATE, 150)).isEqualTo(new Draw(true, 50));
        Draw refused = two.draw("tenant:shop:", RATE, 200);
        assertThat(refused).isNotNull().returns(false, Draw::granted);
        assertThat(two.draw("tenant:bank:", RATE, 200)).as("another bucket").isEqualTo(new Draw(true, 0));
        assertThat(connected("other/log").draw("tenant:shop:", RATE, 200)).isEqualTo(new Draw(true, 0));
        one.giveBack("tenant:shop:", RATE, 100);
        await().untilAsserted(() ->
                assertThat(two.draw("tenant:shop:", RATE, 140)).isNotNull().returns(true, Draw::granted));
    }

    @Test
    void aBucketExpiresOnceItIsFull() {
        SharedBuckets buckets = connected("a/b");
        buckets.draw("key:shop:ann", RATE, 100);

        assertThat(redis.keys()).isEqualTo(1);
        assertThat(redis.command("KEYS", "*")).contains("limit:a/b:100/200:key:shop:ann");
        await().atMost(Duration.ofSeconds(10)).until(() -> redis.keys() == 0);
    }

    @Test
    void twoProcessesLetOneRateThrough() throws Exception {
        IngestLimits one = process(connected("a/b"), 2_000);
        IngestLimits two = process(connected("a/b"), 2_000);
        Duration time = Duration.ofSeconds(5);
        long begin = System.nanoTime();
        long passed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Long> first = () -> floods(one, time);
            Callable<Long> second = () -> floods(two, time);
            for (Future<Long> each : threads.invokeAll(List.of(first, second, first, second))) {
                passed += each.get();
            }
        }
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);

        // How near they come from below is the machine's affair: it has to ask often enough.
        assertThat(passed).as("in %s s", seconds).isBetween(6_000L, (long) (2_000 * (seconds + 1)));
        assertThat(opened.stream().mapToLong(SharedBuckets::failures).sum()).isZero();
    }

    @Test
    void aKilledServerMakesNobodyWaitAndTheProcessLimitsAloneUntilItIsBack() {
        SharedBuckets buckets = connected("a/b");
        IngestLimits limits = process(buckets, 1_000);
        assertThat(passes(limits, 1_000)).isTrue();

        long begin = System.nanoTime();
        redis.kill();
        long passed = floods(limits, Duration.ofSeconds(3));
        double seconds = (System.nanoTime() - begin) / (double) TimeUnit.SECONDS.toNanos(1);

        assertThat(seconds).as("nobody waited for long").isLessThan(8);
        assertThat(passed).isBetween(1_500L, (long) (1_000 * seconds) + 20);
        assertThat(buckets.isShared()).isFalse();
        assertThat(buckets.alone()).isPositive();
        assertThat(passes(limits, 1_000)).as("no more than a process alone").isFalse();

        redis.start();
        until(buckets, true);
        long draws = buckets.draws();
        assertThat(floods(limits, Duration.ofSeconds(1))).isPositive();
        assertThat(buckets.draws()).isGreaterThan(draws);
    }

    @Test
    void aServerThatStandsStillIsWaitedForOnce() {
        SharedBuckets buckets = connected("a/b");
        IngestLimits limits = process(buckets, 1_000);
        redis.pause(Duration.ofSeconds(3));

        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertThat(passes(limits, 10)).isTrue();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.plusMillis(500));
        assertThat(buckets.failures()).isPositive();
        until(buckets, true);
    }

    @Test
    void aServerThatIsNotThereYetKeepsNobodyFromLimiting() {
        redis.kill();
        SharedBuckets buckets =
                new SharedBuckets(RedisAddress.parse(redis.address()), "a/b", PATIENCE, PAUSE, MicroClock.system());
        opened.add(buckets);
        IngestLimits limits = process(buckets, 100);

        assertThat(passes(limits, 100)).isTrue();
        assertThat(passes(limits, 50)).isFalse();
        redis.start();
        until(buckets, true);
    }

    @Test
    void theTextOfAForeignValueUnderOurKeyTurnsTheWayOffAndNobodyFails() {
        SharedBuckets buckets = connected("a/b");
        redis.command("SET", "limit:a/b:100/200:global::", "nonsense");

        Draw draw = buckets.draw("global::", RATE, 1);

        assertThat(draw).isNull();
        assertThat(buckets.failures()).isEqualTo(1);
    }
}
