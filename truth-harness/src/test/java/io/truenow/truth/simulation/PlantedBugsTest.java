package io.truenow.truth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The invariants find bugs that are there, and shrink what shows them. */
class PlantedBugsTest {

    private static final long MOST_SEEDS = 1_000;

    @ParameterizedTest
    @EnumSource(PlantedBug.class)
    void aPlantedBugIsFoundWithinAThousandSeeds(PlantedBug bug) {
        for (long seed = 1; seed <= MOST_SEEDS; seed++) {
            Plan plan = Plan.of(seed, bug);
            Violation violation = History.run(plan, false).violation();
            if (violation != null) {
                System.out.println(bug + " is found at seed " + seed + ": " + violation.getMessage());
                assertThat(violation.invariant()).isIn(expected(bug));
                assertThat(History.run(Plan.of(seed, null), false).violation())
                        .as("the same seed without the bug")
                        .isNull();
                Plan smallest = Shrinker.shrink(plan, violation.invariant());
                System.out.println("  smallest: " + smallest);
                assertThat(smallest.weight()).isLessThan(plan.weight());
                assertThat(History.run(smallest, false).violation()).isNotNull();
                return;
            }
        }
        throw new AssertionError(bug + " was not found within [" + MOST_SEEDS + "] seeds");
    }

    private static List<Invariant> expected(PlantedBug bug) {
        return switch (bug) {
            case ACK_BEFORE_SYNC -> List.of(Invariant.I1_ACKNOWLEDGED_IS_THERE);
            case POSITION_OUTSIDE_CHECKPOINT -> List.of(Invariant.I6_NO_GAP_NO_OVERLAP, Invariant.I2_NOTHING_TWICE);
            case DROP_ON_FILTER_HIT -> List.of(Invariant.I2_NOTHING_TWICE, Invariant.I6_NO_GAP_NO_OVERLAP);
        };
    }
}
