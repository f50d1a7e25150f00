package io.truenow.command.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limits over a clock of the test's own. */
class IngestLimitsTest {

    private static final Principal ANN = caller("shop", "ann");
    private static final Principal BOB = caller("shop", "bob");
    private static final Principal EVE = caller("bank", "eve");
    private static final int USUAL = LimitSettings.USUAL_BUCKETS;

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

    private static Principal caller(String tenant, String name) {
        return new Principal(tenant, name, Role.WRITER);
    }

    private IngestLimits limits(int global, int perTenant, int perKey) {
        return limits(new LimitSettings(global, perTenant, perKey, 1, USUAL));
    }

    private IngestLimits limits(LimitSettings settings) {
        return IngestLimits.of(settings, nanos::get);
    }

    private static LimitSettings only(LimitLevel level, int rate, double burst) {
        return new LimitSettings(
                level == LimitLevel.GLOBAL ? rate : 0,
                level == LimitLevel.TENANT ? rate : 0,
                level == LimitLevel.KEY ? rate : 0,
                burst,
                USUAL);
    }

    private static boolean passes(IngestLimits limits, Principal caller, int events) {
        try {
            limits.take(caller, events);
            return true;
        } catch (RateLimitedException e) {
            return false;
        }
    }

    private static RateLimitedException refusal(IngestLimits limits, Principal caller, int events) {
        try {
            limits.take(caller, events);
        } catch (RateLimitedException e) {
            return e;
        }
        throw new AssertionError("[" + events + "] events passed.");
    }

    private static long remaining(IngestLimits limits, Principal caller) {
        LimitStanding standing = limits.standing(caller);
        return standing == null ? Long.MAX_VALUE : standing.remaining();
    }

    private void passMillis(long millis) {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    /** What passes in so many milliseconds of who asks for some events every millisecond. */
    private long asksFor(IngestLimits limits, Principal caller, int millis, int events) {
        long passed = 0;
        for (int i = 0; i < millis; i++) {
            passMillis(1);
            passed += passes(limits, caller, events) ? events : 0;
        }
        return passed;
    }

    @Test
    void withoutAnyRateThereAreNoLimits() {
        IngestLimits limits = limits(LimitSettings.OFF);
        assertThat(limits.isOn()).isFalse();
        assertThat(passes(limits, ANN, Integer.MAX_VALUE)).isTrue();
        assertThat(limits.standing(ANN)).isNull();
    }

    @ParameterizedTest
    @EnumSource
    void aMinuteLetsItsRateThroughToOnePerCent(LimitLevel level) {
        IngestLimits limits = limits(only(level, 1_000, 1));
        assertThat(passes(limits, ANN, 1_000)).as("what an idle caller has").isTrue();

        long passed = asksFor(limits, ANN, 60_000, 7);

        assertThat(passed).isCloseTo(60_000, within(600L));
        assertThat(passed).as("never more than the rate").isLessThanOrEqualTo(60_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 999, 123_457, 100_000_000, LimitRate.MAX_RATE})
    void anyRateIsKept(int rate) {
        IngestLimits limits = limits(rate, 0, 0);
        limits.take(ANN, limits.largestRequest(ANN));

        long passed = 0;
        int step = Math.max(1, rate / 100);
        for (int i = 0; i < 6_000; i++) {
            passMillis(10);
            while (passes(limits, ANN, step)) {
                passed += step;
            }
        }

        assertThat(passed).isBetween((long) (60L * rate * 0.99), 60L * rate);
    }

    @Test
    void aBurstIsWhatWasSavedAndNotMore() {
        IngestLimits limits = limits(only(LimitLevel.GLOBAL, 100, 2.5));
        passMillis(3_600_000);

        assertThat(limits.largestRequest(ANN)).isEqualTo(250);
        assertThat(passes(limits, ANN, 250)).isTrue();
        assertThat(passes(limits, ANN, 1)).isFalse();
        passMillis(1_000);
        assertThat(passes(limits, ANN, 101)).isFalse();
        assertThat(passes(limits, ANN, 100)).isTrue();
    }

    @Test
    void theLargestSettingsCount() {
        IngestLimits limits = limits(only(LimitLevel.GLOBAL, LimitRate.MAX_RATE, 60));
        for (int i = 0; i < 60; i++) {
            limits.take(ANN, LimitRate.MAX_RATE);
        }
        assertThat(passes(limits, ANN, 1)).isFalse();
        passMillis(1_000);
        assertThat(remaining(limits, ANN)).isEqualTo(LimitRate.MAX_RATE);
    }

    @Test
    void twoTenantsThatAskForTwiceTheirShareGetTheSame() {
        IngestLimits limits = limits(1_000, 500, 0);
        Map<Principal, Long> passed = new HashMap<>();
        for (int milli = 0; milli < 60_000; milli++) {
            passMillis(1);
            for (Principal caller : new Principal[] {ANN, EVE}) {
                if (passes(limits, caller, 1)) {
                    passed.merge(caller, 1L, Long::sum);
                }
            }
        }

        assertThat(passed).containsOnlyKeys(ANN, EVE);
        passed.values().forEach(count -> assertThat(count).isBetween(30_000L, 30_500L));
        assertThat(passed.get(ANN)).isCloseTo(passed.get(EVE), within(300L));
    }

    @Test
    void aTenantThatAsksForMoreTakesNothingFromAnother() {
        IngestLimits limits = limits(1_000, 500, 0);
        limits.take(ANN, 500);
        assertThat(passes(limits, BOB, 1)).as("another key of the tenant").isFalse();

        for (int i = 0; i < 10_000; i++) {
            assertThat(passes(limits, ANN, 100)).isFalse();
        }

        assertThat(passes(limits, EVE, 500)).as("another tenant").isTrue();
    }

    @Test
    void aKeyStandsUnderItsTenantAndThatUnderAll() {
        IngestLimits limits = limits(300, 200, 100);

        limits.take(ANN, 100);
        assertThat(refusal(limits, ANN, 1)).hasMessageContaining("[100] events a second of one API key");
        limits.take(BOB, 100);
        assertThat(refusal(limits, caller("shop", "third"), 1))
                .hasMessageContaining("[200] events a second of one tenant");
        limits.take(EVE, 100);
        assertThat(refusal(limits, caller("farm", "fay"), 1))
                .hasMessageContaining("[300] events a second of all callers together");
        assertThat(limits.refused())
                .isEqualTo(Map.of(LimitLevel.KEY, 1L, LimitLevel.TENANT, 1L, LimitLevel.GLOBAL, 1L));
    }

    @Test
    void keysOfOneNameInTwoTenantsAreTwo() {
        IngestLimits limits = limits(0, 0, 10);

        limits.take(caller("shop", "key"), 10);

        assertThat(passes(limits, caller("bank", "key"), 10)).isTrue();
        assertThat(passes(limits, caller("shop", "key"), 1)).isFalse();
    }

    @Test
    void whatALaterLevelRefusesIsGivenBackToTheEarlier() {
        IngestLimits limits = limits(100, 80, 80);
        limits.take(EVE, 60);

        assertThat(passes(limits, ANN, 50)).as("40 are left to all").isFalse();
        assertThat(passes(limits, ANN, 40)).isTrue();
        passMillis(400);
        assertThat(passes(limits, ANN, 40)).as("the tenant had all of its own").isTrue();
        assertThat(limits.returned()).containsEntry(LimitLevel.TENANT, 50L).containsEntry(LimitLevel.KEY, 50L);
        assertThat(limits.refused()).containsEntry(LimitLevel.GLOBAL, 50L);
    }

    @Test
    void eventsThatWereNotTakenCostNothing() {
        IngestLimits limits = limits(100, 100, 100);
        limits.take(ANN, 100);
        limits.giveBack(ANN, 30);

        assertThat(passes(limits, ANN, 31)).isFalse();
        assertThat(passes(limits, ANN, 30)).isTrue();
    }

    @Test
    void givingBackNeverOverfillsABucket() {
        IngestLimits limits = limits(100, 0, 0);
        limits.take(ANN, 10);
        passMillis(1_000);
        limits.giveBack(ANN, 10);

        assertThat(remaining(limits, ANN)).isEqualTo(100);
    }

    @Test
    void moreThanABucketHoldsNeverPassesAndSaysHowManyDo() {
        IngestLimits limits = limits(1_000, 50, 100);

        assertThatThrownBy(() -> limits.take(ANN, 51))
                .isInstanceOfSatisfying(TrueNowException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
                    assertThat(e.hint()).contains("[50]");
                })
                .hasMessageContaining("one tenant")
                .hasMessageContaining("[51]");
        assertThat(passes(limits, ANN, 50)).as("nothing was taken").isTrue();
    }

    @ParameterizedTest
    @CsvSource({"100,1", "101,2", "200,2", "201,3", "1000,10"})
    void aRefusalSaysWhenSoManyEventsPass(int events, int seconds) {
        IngestLimits limits = limits(only(LimitLevel.GLOBAL, 100, 10));
        limits.take(ANN, 1_000);

        assertThat(refusal(limits, ANN, events).retryAfterSeconds()).isEqualTo(seconds);
        passMillis(seconds * 1_000L);
        assertThat(passes(limits, ANN, events)).isTrue();
    }

    @Test
    void theWaitIsThatOfTheSlowestLevel() {
        IngestLimits limits = limits(new LimitSettings(10, 1_000, 0, 10, USUAL));
        limits.take(EVE, 100);

        assertThat(refusal(limits, ANN, 35).retryAfterSeconds()).isEqualTo(4);
    }

    @Test
    void theStandingIsOfTheLevelOfWhichLeastIsLeft() {
        IngestLimits limits = limits(100, 60, 0);

        assertThat(limits.standing(ANN)).isEqualTo(new LimitStanding(60, 60, 0));
        limits.take(ANN, 15);
        assertThat(limits.standing(ANN)).isEqualTo(new LimitStanding(60, 45, 1));
        limits.take(EVE, 60);
        assertThat(limits.standing(ANN)).isEqualTo(new LimitStanding(100, 25, 1));
        passMillis(1_000);
        assertThat(limits.standing(ANN)).isEqualTo(new LimitStanding(60, 60, 0));
    }

    @Test
    void forgettingABucketGivesNothingAway() {
        IngestLimits limits = limits(new LimitSettings(0, 10, 0, 1, 2));
        limits.take(caller("t1", "a"), 10);
        limits.take(caller("t2", "a"), 10);

        long passed = 0;
        for (int i = 0; i < 1_000; i++) {
            passed += passes(limits, caller("t" + i % 50, "a"), 1) ? 1 : 0;
        }

        assertThat(passed).as("all in one instant, past the bound").isZero();
        assertThat(limits.buckets()).isLessThanOrEqualTo(2);
        assertThat(limits.evicted().get(LimitLevel.TENANT)).isPositive();
    }

    @Test
    void whoWasIdleUntilItsBucketIsFullIsForgottenAndBeginsWithAFullOne() {
        IngestLimits limits = limits(new LimitSettings(0, 10, 0, 1, 2));
        limits.take(caller("t1", "a"), 10);
        limits.take(caller("t2", "a"), 10);
        passMillis(999);
        assertThat(limits.buckets()).isEqualTo(2);
        passMillis(2_200);

        assertThat(limits.buckets()).as("seen a little later").isZero();
        assertThat(passes(limits, caller("t3", "a"), 10)).isTrue();
        assertThat(limits.evicted()).containsEntry(LimitLevel.TENANT, 0L);
    }

    @Test
    void manyCallersAtOnceGetNotOneEventTooMany() throws Exception {
        IngestLimits limits = limits(10_000, 6_000, 0);
        Callable<Long> asking = () -> IntStream.range(0, 20_000)
                .filter(i -> passes(limits, i % 2 == 0 ? ANN : EVE, 1))
                .count();
        long passed = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (Future<Long> each : threads.invokeAll(Collections.nCopies(4, asking))) {
                passed += each.get();
            }
        }

        assertThat(passed).isEqualTo(10_000);
        assertThat(remaining(limits, ANN)).isZero();
    }
}
