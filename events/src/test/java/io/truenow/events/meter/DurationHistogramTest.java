package io.truenow.events.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DurationHistogramTest {

    @Test
    void aDurationCountsInTheFirstBucketThatHoldsIt() {
        DurationHistogram histogram = new DurationHistogram(10, 100);
        for (long micros : new long[] {0, 10, 11, 100, 101, 5_000}) {
            histogram.add(micros);
        }

        assertThat(histogram.counts()).containsExactly(2, 2, 2);
        assertThat(histogram.count()).isEqualTo(6);
        assertThat(histogram.sumMicros()).isEqualTo(5_222);
        assertThat(histogram.maxMicros()).isEqualTo(5_000);
    }

    @Test
    void aClockThatWasSetBackMakesNoNegativeSum() {
        DurationHistogram histogram = new DurationHistogram(10);
        histogram.add(-7);

        assertThat(histogram.counts()).containsExactly(1, 0);
        assertThat(histogram.sumMicros()).isZero();
    }

    @Test
    void theUsualBoundsHoldThoseOfTheDocuments() {
        assertThat(DurationHistogram.usual().boundsMicros()).isSorted().contains(100_000, 500_000, 1_000_000);
    }

    @Test
    void boundsThatDoNotAscendAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DurationHistogram(10, 10));
    }
}
