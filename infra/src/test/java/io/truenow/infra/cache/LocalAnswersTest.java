package io.truenow.infra.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.AnswerStoreContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalAnswersTest extends AnswerStoreContract {

    private final AtomicLong nanos = new AtomicLong();

    @Override
    protected AnswerStore emptyStore(Duration timeToLive) {
        return new LocalAnswers(8 << 20, timeToLive, nanos::get);
    }

    @Override
    protected void letPass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void itsBytesAreBoundedAndWhatLeavesIsCounted() {
        LocalAnswers store = new LocalAnswers(100_000, Duration.ofMinutes(1), nanos::get);
        for (int i = 0; i < 1_000; i++) {
            store.put(new byte[] {(byte) i, (byte) (i >> 8)}, new byte[1_000]);
        }
        assertThat(store.bytes()).isBetween(50_000L, 100_000L);
        assertThat(store.entries()).isBetween(50L, 100L);
        assertThat(store.statistics().evictionCount()).isEqualTo(1_000 - store.entries());
    }

    @Test
    void anAnswerThatIsLargerThanAllItsBytesIsNotKept() {
        LocalAnswers store = new LocalAnswers(1_000, Duration.ofMinutes(1), nanos::get);
        store.put(new byte[1], new byte[2_000]);
        assertThat(store.bytes()).isZero();
        assertThat(store.get(new byte[1])).isNull();
    }
}
