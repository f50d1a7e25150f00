package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventRateTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void itIsTheMeanOverTheLastTenSeconds() {
        EventRate rate = new EventRate();
        for (int second = 0; second <= 30; second++) {
            rate.sample(second * SECOND, second < 20 ? second * 1_000L : 20_000);
        }
        assertThat(rate.perSecond(30 * SECOND, 20_000)).isZero();
        assertThat(rate.perSecond(30 * SECOND, 20_500)).isEqualTo(50);
    }

    @Test
    void ofAShorterLifeItIsTheMeanSinceItsBegin() {
        EventRate rate = new EventRate();
        assertThat(rate.perSecond(0, 0)).isZero();
        rate.sample(0, 100);
        assertThat(rate.perSecond(0, 100)).isZero();
        rate.sample(2 * SECOND, 300);
        assertThat(rate.perSecond(4 * SECOND, 500)).isEqualTo(100);
    }
}
