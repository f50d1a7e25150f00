package io.truenow.launcher.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatencyWindowTest {

    private final long[] counts = new long[4];
    private final LatencyWindow window = new LatencyWindow(() -> counts, new long[] {10, 100, 1_000});

    @Test
    void percentileIsTheBoundOfItsBucket() {
        counts[0] = 98;
        counts[2] = 2;
        window.sample();

        assertThat(window.percentile(0.5)).isEqualTo(10);
        assertThat(window.percentile(0.99)).isEqualTo(1_000);
    }

    @Test
    void nothingMeasuredIsUnknown() {
        assertThat(window.percentile(0.99)).isNull();
        counts[3] = 5;
        window.sample();

        assertThat(window.percentile(0.99)).isNull();
    }

    @Test
    void whatIsOlderThanAMinuteIsForgotten() {
        counts[2] = 50;
        window.sample();
        for (int second = 0; second < 60; second++) {
            window.sample();
        }

        assertThat(window.percentile(0.99)).isNull();
    }
}
