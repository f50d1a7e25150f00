package io.truenow.truth.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class TotalsTest {

    private static final Contents CONTENTS = new Contents(7, 0);

    @Test
    void sumsOfDoublesInAnyOrderAgree() {
        Totals totals = Totals.NONE;
        double forward = 0;
        for (int i = 0; i < 10_000; i++) {
            EventContent content = CONTENTS.of(new EventId(1, 1, i, 0), 0);
            totals = totals.plus(content);
            forward += content.price().doubleValue();
        }
        double backward = 0;
        for (int i = 9_999; i >= 0; i--) {
            backward += CONTENTS.of(new EventId(1, 1, i, 0), 0).price().doubleValue();
        }

        assertThat(totals.agrees(10_000, (double) totals.amount(), forward)).isTrue();
        assertThat(totals.agrees(10_000, (double) totals.amount(), backward)).isTrue();
    }

    @Test
    void aSumThatMissesOneEventDoesNotAgree() {
        Totals all = Totals.NONE;
        Totals less = Totals.NONE;
        for (int i = 0; i < 10_000; i++) {
            EventContent content = CONTENTS.of(new EventId(1, 1, i, 0), 0);
            all = all.plus(content);
            less = i == 5_000 ? less : less.plus(content);
        }

        assertThat(all.agrees(less.count(), (double) all.amount(), all.price().doubleValue()))
                .isFalse();
        assertThat(all.agrees(all.count(), (double) less.amount(), all.price().doubleValue()))
                .isFalse();
        assertThat(all.agrees(all.count(), (double) all.amount(), less.price().doubleValue()))
                .isFalse();
        assertThat(all.agrees(all.count(), (double) all.amount(), Double.NaN)).isFalse();
    }

    @Test
    void nothingAgreesWithNothing() {
        assertThat(Totals.NONE.agrees(0, 0, 0)).isTrue();
        assertThat(Totals.NONE.agrees(0, 0, 0.01)).isFalse();
        assertThat(Totals.NONE.plus(Totals.NONE).price()).isEqualByComparingTo(BigDecimal.ZERO);
    }
}
