package io.truenow.command.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.command.limit.port.SharedPermits;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two processes on one store of permits, over a clock of the test's own. */
class SharedLimitsTest {

    private static final Principal ANN = new Principal("shop", "ann", Role.WRITER);
    private static final Principal EVE = new Principal("bank", "eve", Role.WRITER);

    private final AtomicLong nanos = new AtomicLong();
    private final Store store = new Store();

    /** Buckets in memory, worked out in the simplest way; can be taken away. */
    private final class Store implements SharedPermits {

        private final Map<String, Double> permits = new HashMap<>();
        private final Map<String, Long> seen = new HashMap<>();
        private boolean away;
        private long draws;

        private double now(String bucket, LimitRate rate) {
            double before = permits.getOrDefault(bucket, (double) rate.capacity());
            long passed = nanos.get() - seen.getOrDefault(bucket, nanos.get());
            seen.put(bucket, nanos.get());
            double here = Math.min(rate.capacity(), before + passed / 1e9 * rate.perSecond());
            permits.put(bucket, here);
            return here;
        }

        @Override
        public @Nullable Draw draw(String bucket, LimitRate rate, long wanted) {
            if (away) {
                return null;
            }
            draws++;
            double here = now(bucket, rate);
            boolean granted = wanted <= here;
            if (granted) {
                permits.put(bucket, here - wanted);
            }
            return new Draw(granted, (long) (granted ? here - wanted : here));
        }

        @Override
        public void giveBack(String bucket, LimitRate rate, long returned) {
            if (!away) {
                permits.put(bucket, Math.min(rate.capacity(), now(bucket, rate) + returned));
            }
        }
    }

    private IngestLimits process(int global, int perTenant) {
        LimitSettings settings = new LimitSettings(global, perTenant, 0, 1, LimitSettings.USUAL_BUCKETS);
        return new IngestLimits(settings, settings.maxBuckets(), nanos::get, store);
    }

    private static int passing(IngestLimits limits, Principal caller, int events) {
        try {
            limits.take(caller, events);
            return events;
        } catch (RateLimitedException e) {
            return 0;
        }
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 1_000, 100_000})
    void twoProcessesLetOneRateThroughToOnePerCent(int rate) {
        IngestLimits one = process(0, rate);
        IngestLimits two = process(0, rate);
        int events = Math.max(1, rate / 700);
        long passed = 0;
        for (int milli = 0; milli < 60_000; milli++) {
            passMillis(1);
            passed += passing(one, ANN, events) + passing(two, ANN, events) + passing(two, ANN, events);
        }

        assertThat(passed).as("a minute and what was saved").isLessThanOrEqualTo(61L * rate);
        assertThat(passed).isCloseTo(61L * rate, within((long) Math.ceil(0.61 * rate)));
    }

    @Test
    void mostRequestsCostNoRoundTrip() {
        IngestLimits one = process(0, 100_000);
        IngestLimits two = process(0, 100_000);
        long requests = 0;
        for (int milli = 0; milli < 10_000; milli++) {
            passMillis(1);
            for (int i = 0; i < 40; i++) {
                passing(one, ANN, 1);
                passing(two, ANN, 1);
                requests += 2;
            }
        }

        assertThat(requests).isEqualTo(800_000);
        assertThat(store.draws).isBetween(100L, 2_000L);
    }

    @Test
    void aFloodThatIsRefusedAsksSeldom() {
        IngestLimits one = process(0, 1_000);
        for (int milli = 0; milli < 1_000; milli++) {
            passMillis(1);
            for (int i = 0; i < 100; i++) {
                passing(one, ANN, 7);
            }
        }

        assertThat(store.draws).isLessThan(1_100L);
    }

    @Test
    void twoTenantsOnTwoProcessesGetTheSame() {
        IngestLimits one = process(1_000, 500);
        IngestLimits two = process(1_000, 500);
        long ann = 0;
        long eve = 0;
        for (int milli = 0; milli < 60_000; milli++) {
            passMillis(1);
            ann += passing(one, ANN, 1) + passing(two, ANN, 1);
            eve += passing(two, EVE, 1);
        }

        assertThat(ann).isBetween(60 * 500L * 99 / 100, 61 * 500L);
        assertThat(eve).isBetween(60 * 500L * 99 / 100, 61 * 500L);
        assertThat(ann).isCloseTo(eve, within(305L));
    }

    @Test
    void aTenantThatFloodsTwoProcessesTakesNothingFromAnother() {
        IngestLimits one = process(1_000, 500);
        IngestLimits two = process(1_000, 500);
        long eve = 0;
        for (int milli = 0; milli < 10_000; milli++) {
            passMillis(1);
            passing(one, ANN, 20);
            passing(two, ANN, 20);
            eve += milli % 4 == 0 ? passing(two, EVE, 1) : 0;
        }

        assertThat(eve).isEqualTo(2_500);
    }

    @Test
    void whatALaterLevelRefusesGoesBackToTheSharedBuckets() {
        IngestLimits one = process(500, 400);
        IngestLimits two = process(500, 400);
        one.take(ANN, 350);

        assertThat(passing(two, EVE, 200)).as("less than 150 are left to all").isZero();
        passMillis(400);
        assertThat(passing(two, EVE, 300)).as("the tenant has all of its own").isEqualTo(300);
    }

    @Test
    void eventsThatWereNotTakenMayPassElsewhere() {
        IngestLimits one = process(0, 100);
        IngestLimits two = process(0, 100);
        one.take(ANN, 100);
        assertThat(passing(two, ANN, 1)).isZero();

        one.giveBack(ANN, 100);
        passMillis(100);

        assertThat(passing(two, ANN, 95)).isEqualTo(95);
    }

    @Test
    void whileTheStoreIsAwayEachProcessLimitsAloneAndAfterwardsTogether() {
        IngestLimits one = process(0, 1_000);
        IngestLimits two = process(0, 1_000);
        assertThat(run(one, two, 10)).as("together").isBetween(10_890L, 11_000L);

        store.away = true;
        assertThat(run(one, two, 10)).as("alone").isBetween(19_800L, 22_100L);

        store.away = false;
        store.permits.clear();
        store.seen.clear();
        assertThat(run(one, two, 10)).as("together again, on an emptied store").isBetween(9_900L, 11_100L);
    }

    private long run(IngestLimits one, IngestLimits two, int seconds) {
        long passed = 0;
        for (int milli = 0; milli < seconds * 1_000; milli++) {
            passMillis(1);
            passed += passing(one, ANN, 3) + passing(two, ANN, 3);
        }
        return passed;
    }

    @Test
    void aRefusalSaysWhenTheSharedBucketHasSoMany() {
        IngestLimits one = process(0, 100);
        IngestLimits two = process(0, 100);
        one.take(ANN, 100);

        assertThat(passing(two, ANN, 80)).isZero();
        assertThatThrownBy(() -> two.take(ANN, 80))
                .isInstanceOfSatisfying(RateLimitedException.class, e -> assertThat(e.retryAfterSeconds())
                        .isEqualTo(1));
        assertThat(two.standing(ANN)).isEqualTo(new LimitStanding(100, 0, 1));
        passMillis(1_000);
        assertThat(passing(two, ANN, 80)).isEqualTo(80);
    }
}
