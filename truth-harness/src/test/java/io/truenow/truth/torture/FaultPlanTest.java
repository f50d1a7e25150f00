package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final List<FaultKind> ALL = FaultKind.all(false);

    @Test
    void thePlanIsAFunctionOfTheSeed() {
        assertThat(plan(5, ALL, 100)).isEqualTo(plan(5, ALL, 100));
        assertThat(plan(5, ALL, 100)).isNotEqualTo(plan(6, ALL, 100));
    }

    @Test
    void theFirstFaultsAreOneOfEachKind() {
        assertThat(plan(5, ALL, ALL.size())).extracting(Fault::kind).containsExactlyInAnyOrderElementsOf(ALL);
    }

    @Test
    void onlyTheKindsAskedForComeUp() {
        List<FaultKind> some = List.of(FaultKind.PAUSE, FaultKind.TERM);

        assertThat(plan(5, some, 50)).extracting(Fault::kind).containsOnlyElementsOf(some);
    }

    @Test
    void momentsAreSpread() {
        List<Fault> faults = plan(5, ALL, 500);

        assertThat(faults).allSatisfy(f -> assertThat(f.loadMillis())
                .isBetween(FaultPlan.MIN_LOAD_MILLIS, FaultPlan.MAX_LOAD_MILLIS));
        assertThat(faults.stream().mapToInt(Fault::loadMillis).distinct().count())
                .isGreaterThan(300);
        assertThat(faults.stream().mapToDouble(Fault::fraction).max().orElseThrow())
                .isGreaterThan(0.95);
        assertThat(faults.stream().mapToDouble(Fault::fraction).min().orElseThrow())
                .isLessThan(0.05);
    }

    /** With the seconds that a restart and the other faults take on a slow machine, an hour must hold 100 kills. */
    @Test
    void anHourHoldsAHundredKillsWhereARestartTakesSixteenSeconds() {
        for (long seed = 1; seed <= 20; seed++) {
            double seconds = 0;
            int kills = 0;
            FaultPlan plan = new FaultPlan(seed, ALL);
            while (seconds < 3_600) {
                Fault fault = plan.next();
                kills += fault.kind().kills();
                seconds += (fault.kind() == FaultKind.KILL_AFTER_READY ? 0 : fault.loadMillis() / 1_000.0 + 1)
                        + (fault.kind().restarts() ? 16 : 0)
                        + switch (fault.kind()) {
                            case KILL_IN_START -> 8;
                            case KILL_IN_CHECKPOINT -> 3;
                            case TERM, KILL_DATABASE -> 5;
                            case PAUSE -> 20;
                            case PAUSE_KILL -> 7;
                            case DISK_FULL -> 25;
                            case TABLE_PAUSE,
                                    TABLE_PAUSE_KILL,
                                    KEY_REVOKE,
                                    KEY_REVOKE_KILL,
                                    RATE_LIMIT,
                                    RATE_LIMIT_KILL -> 4;
                            default -> 0;
                        };
            }
            assertThat(kills).as("seed %d", seed).isGreaterThanOrEqualTo(100);
        }
    }

    @Test
    void wordsNameFaults() {
        assertThat(FaultKind.named(List.of("kill", " PAUSE", "disk-full"), false))
                .containsExactly(FaultKind.KILL, FaultKind.PAUSE, FaultKind.DISK_FULL);
        assertThat(FaultKind.named(List.of(), false)).isEqualTo(ALL);
        assertThatThrownBy(() -> FaultKind.named(List.of("flood"), false))
                .hasMessageContainingAll("[flood]", "kill_group");
    }

    @Test
    void whatIsDoneToServersOutsideNeedsThem() {
        assertThat(FaultKind.all(true)).contains(FaultKind.KAFKA_STOP, FaultKind.POSTGRES_KILL, FaultKind.KILL);
        assertThat(FaultKind.all(true)).doesNotContain(FaultKind.KILL_GROUP, FaultKind.DISK_FULL);
        assertThat(FaultKind.named(List.of("kafka-pause"), true)).containsExactly(FaultKind.KAFKA_PAUSE);
        assertThatThrownBy(() -> FaultKind.named(List.of("kafka-pause"), false)).hasMessageContaining("[kafka-pause]");
    }

    private static List<Fault> plan(long seed, List<FaultKind> kinds, int faults) {
        FaultPlan plan = new FaultPlan(seed, kinds);
        return Stream.generate(plan::next).limit(faults).toList();
    }
}
