package io.truenow.truth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Histories of the whole data plane; the seeds are in what is printed. */
class SimulationTest {

    private static final long SMOKE_SEED = 1;
    private static final long SMOKE_HISTORIES = 1_500;

    @Test
    void manyHistoriesHoldEveryInvariantAndMeetEveryFault() throws InterruptedException {
        SimulationReport report = new Simulation(SMOKE_SEED, SMOKE_HISTORIES, 1).run(System.out::println);
        report.lines().forEach(System.out::println);
        assertThat(report.failures()).isEmpty();
        assertThat(report.histories()).isEqualTo(SMOKE_HISTORIES);
        assertThat(report.acknowledged()).isGreaterThan(SMOKE_HISTORIES * 20);
        assertThat(report.faults().keySet()).isEqualTo(EnumSet.allOf(Fault.class));
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 31, 57, 1_003})
    void aSeedGoesTheSameWayEachTimeAndBesideOthers(long seed) {
        Plan plan = Plan.of(seed, null);
        // Not compared: a class that is loaded on the way takes turns of its own.
        History.run(plan, false);
        HistoryResult alone = History.run(plan, true);
        List<CompletableFuture<HistoryResult>> together = List.of(1, 2, 3).stream()
                .map(i -> CompletableFuture.supplyAsync(() -> History.run(plan, true), work -> Thread.ofPlatform()
                        .start(work)))
                .toList();
        for (CompletableFuture<HistoryResult> other : together) {
            HistoryResult result = other.join();
            assertThat(result.trace()).isEqualTo(alone.trace());
            assertThat(result.fingerprint()).isEqualTo(alone.fingerprint());
            assertThat(result.faults()).isEqualTo(alone.faults());
            assertThat(result.rowsCompared()).isEqualTo(alone.rowsCompared());
        }
        assertThat(History.run(Plan.of(seed + 1, null), false).fingerprint()).isNotEqualTo(alone.fingerprint());
    }
}
