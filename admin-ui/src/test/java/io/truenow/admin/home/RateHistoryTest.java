package io.truenow.admin.home;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateHistoryTest {

    private final RateHistory history = new RateHistory(3);

    @Test
    void thereIsOnePointASecondHoweverOftenItIsAsked() {
        assertThat(history.add(10_000, 1.0)).hasSize(1);
        assertThat(history.add(10_500, 2.0)).isEmpty();
        assertThat(history.add(11_000, 3.0)).containsExactly(new RatePoint(11_000, 3.0));
    }

    @Test
    void missingSecondsBecomeAGap() {
        history.add(10_000, 1.0);
        assertThat(history.add(20_000, 2.0)).containsExactly(new RatePoint(11_000, null), new RatePoint(20_000, 2.0));
    }

    @Test
    void onlyTheNewestPointsAreKept() {
        for (int second = 0; second < 10; second++) {
            history.add(second * 1_000L, (double) second);
        }
        assertThat(history.all()).extracting(RatePoint::millis).containsExactly(7_000L, 8_000L, 9_000L);
    }

    @Test
    void aClockThatIsSetBackStartsAgain() {
        history.add(10_000, 1.0);
        assertThat(history.add(4_000, 2.0)).containsExactly(new RatePoint(4_000, 2.0));
    }
}
