package io.truenow.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateWindowTest {

    private long count;
    private long nanos;

    @Test
    void meanIsOverTheLastTenSecondsOnly() {
        RateWindow window = new RateWindow(() -> count, () -> nanos);

        tick(window, 20, 1_000);
        assertThat(window.perSecond()).isEqualTo(1_000);

        tick(window, 5, 0);
        assertThat(window.perSecond()).isEqualTo(500);

        tick(window, 5, 0);
        assertThat(window.perSecond()).isZero();
    }

    @Test
    void youngWindowDividesByTheTimeThatItHasSeen() {
        RateWindow window = new RateWindow(() -> count, () -> nanos);
        assertThat(window.perSecond()).isZero();

        tick(window, 2, 300);

        assertThat(window.perSecond()).isEqualTo(300);
    }

    private void tick(RateWindow window, int seconds, long perSecond) {
        for (int i = 0; i < seconds; i++) {
            nanos += 1_000_000_000L;
            count += perSecond;
            window.sample();
        }
    }
}
