package io.truenow.bench.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.bench.replay.Replayed;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void aRoundWhoseCountDoesNotFitVoidsTheWholeSeries() {
        Series series = new Series();
        series.add(() -> round(1, ""));
        series.add(() -> round(2, "acknowledged 1000 events and holds 999"));
        series.add(() -> round(3, ""));

        assertThat(series.perSecond().exists()).isFalse();
        assertThat(series.perSecond().missing()).isEqualTo("void: acknowledged 1000 events and holds 999");
        assertThat(series.lastTable()).isEqualTo(-1);
    }

    @Test
    void aSideThatFailsHasItsReason() {
        Series series = new Series();
        series.add(() -> {
            throw new IllegalStateException("it ended");
        });

        assertThat(series.perSecond().missing()).isEqualTo("not run: it ended");
    }

    @Test
    void warmUpsAreNotCounted() {
        Series series = new Series();
        series.warmUp(() -> round(1, ""));
        series.add(() -> round(2, ""));

        assertThat(series.perSecond().rounds()).containsExactly(500.0);
        assertThat(series.lastTable()).isEqualTo(2);
        assertThat(series.note()).contains("1500.00 µs of core time an event");
    }

    private static Round round(int table, String problem) {
        return new Round(table, new Replayed(1, 1000, 0, "", 2, 1, 1), 0.1, 1.5, problem);
    }
}
