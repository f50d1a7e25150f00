package io.truenow.admin.home;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.admin.port.ConsoleSettings;
import io.truenow.admin.port.Figure;
import io.truenow.admin.port.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LivePulseTest {

    private final AtomicLong now = new AtomicLong(1_700_000_000_000_000L);
    private boolean broken;
    private final List<Beat> seen = new ArrayList<>();
    private final LivePulse pulse = new LivePulse(this::figures, now::get, ConsoleSettings.defaults());

    private Figures figures() {
        if (broken) {
            throw new IllegalStateException("no figures");
        }
        return Figures.at(now.get()).known(Figure.EVENTS_PER_SECOND, 7).build();
    }

    private void beatAfterMillis(long millis) {
        now.addAndGet(millis * 1_000);
        pulse.beat();
    }

    @Test
    void aScreenGetsTheHistoryAtOnceAndThenEachBeat() {
        beatAfterMillis(0);
        beatAfterMillis(1_000);
        pulse.watch(seen::add);
        beatAfterMillis(1_000);
        assertThat(seen).extracting(beat -> beat.points().size()).containsExactly(2, 1);
        assertThat(seen.getLast().points().getFirst().rate()).isEqualTo(7.0);
    }

    @Test
    void figuresThatStopAreSaidToHaveStoppedSinceTheLastGoodOnesAndLeaveAGap() {
        pulse.watch(seen::add);
        beatAfterMillis(1_000);
        long last = now.get();
        broken = true;
        beatAfterMillis(2_000);
        assertThat(seen.getLast().stopped()).isFalse();
        beatAfterMillis(2_000);
        Beat beat = seen.getLast();
        assertThat(beat.stopped()).isTrue();
        assertThat(beat.lastMicros()).isEqualTo(last);
        assertThat(beat.points().getLast().rate()).isNull();
        broken = false;
        beatAfterMillis(1_000);
        assertThat(seen.getLast().stopped()).isFalse();
    }

    @Test
    void aScreenThatLeftGetsNothingMore() {
        Runnable leave = pulse.watch(seen::add);
        leave.run();
        beatAfterMillis(1_000);
        assertThat(seen).hasSize(1);
        assertThat(pulse.watchers()).isZero();
    }

    @Test
    void aScreenThatThrowsDoesNotDisturbTheOthers() {
        boolean[] first = {true};
        pulse.watch(beat -> {
            if (!first[0]) {
                throw new IllegalStateException("closed");
            }
            first[0] = false;
        });
        pulse.watch(seen::add);
        beatAfterMillis(1_000);
        assertThat(seen).hasSize(2);
        assertThat(pulse.watchers()).isEqualTo(1);
    }
}
