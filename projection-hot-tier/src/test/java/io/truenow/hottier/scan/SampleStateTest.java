package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SampleStateTest {

    private static final int GROUPS = 3;
    private static final ValueGrid CENTS = new ValueGrid(100, -500, 1_001);

    private final Random random = new Random(7);
    private final ArraySnapshots snapshots = new ArraySnapshots();
    private final ScanGuard guard = new ScanGuard(
            new ScanContext(Principal.LOCAL, () -> false, 1000, 1000, 1 << 24, new ScanStatistics()),
            snapshots.open(Principal.LOCAL, snapshots.tableId).orElseThrow());

    private double cents() {
        return (random.nextInt(1_001) - 500) / 100.0;
    }

    @Test
    void countedValuesGiveThePercentilesOfTheSortedOnes() {
        check(CENTS, this::cents);
    }

    @Test
    void valuesOffTheGridStandBetweenTheCountedOnes() {
        check(CENTS, () -> random.nextInt(3) == 0 ? random.nextGaussian() * 4 : cents());
    }

    @Test
    void valuesBeyondTheGridCountToo() {
        check(CENTS, () -> random.nextInt(5) == 0 ? random.nextInt(40) - 20 : cents());
    }

    @Test
    void withoutAGridNothingIsCounted() {
        check(null, this::cents);
    }

    @Test
    void theGridHoldsWhatItsChunksHold() {
        assertThat(CENTS.place(-5)).isZero();
        assertThat(CENTS.place(5)).isEqualTo(1_000);
        assertThat(CENTS.place(-0.0)).isEqualTo(500);
        assertThat(CENTS.value(501)).isEqualTo(0.01);
        for (double other : new double[] {5.01, -5.01, 0.005, Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
            assertThat(CENTS.place(other)).as("%s", other).isEqualTo(-1);
        }
    }

    /** Four parts of a scan, of which one only keeps values, merged as segments are. */
    private void check(@Nullable ValueGrid grid, DoubleSupplier values) {
        List<List<Double>> expected = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            expected.add(new ArrayList<>());
        }
        SampleState merged = new SampleState(0, grid, false, guard);
        merged.ensure(GROUPS);
        for (int part = 0; part < 4; part++) {
            SampleState state = new SampleState(0, grid, part != 2, guard);
            state.ensure(GROUPS);
            int[] map = {2, 0, 1};
            for (int block = 0; block < 5; block++) {
                double[] drawn = new double[200];
                int[] groups = new int[200];
                for (int i = 0; i < 200; i++) {
                    drawn[i] = values.getAsDouble();
                    // The last group is without a value in the first part.
                    groups[i] = random.nextInt(part == 0 ? 2 : GROUPS);
                    if (i < 190) {
                        expected.get(map[groups[i]]).add(drawn[i]);
                    }
                }
                state.addValues(drawn, groups, 190);
            }
            state.seal();
            merged.merge(state, map);
        }
        for (double fraction : new double[] {0, 0.01, 0.5, 0.95, 0.999, 1}) {
            double[] found = merged.percentiles(fraction);
            for (int group = 0; group < GROUPS; group++) {
                assertThat(found[group]).as("%s of %s", fraction, group).isEqualTo(of(expected.get(group), fraction));
            }
        }
    }

    private static double of(List<Double> values, double fraction) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        double rank = fraction * (sorted.length - 1);
        int below = (int) rank;
        double low = sorted[below];
        return rank == below ? low + 0.0 : low + (sorted[below + 1] - low) * (rank - below) + 0.0;
    }
}
