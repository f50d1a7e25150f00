package io.truenow.infra.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.AnswerStoreContract;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LayeredAnswersTest extends AnswerStoreContract {

    private final AtomicLong nanos = new AtomicLong();

    private LocalAnswers local(Duration timeToLive) {
        return new LocalAnswers(8 << 20, timeToLive, nanos::get);
    }

    @Override
    protected AnswerStore emptyStore(Duration timeToLive) {
        return new LayeredAnswers(local(timeToLive), local(timeToLive));
    }

    @Override
    protected void letPass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    @Test
    void anAnswerOfAnotherProcessLivesNoLongerForBeingRead() {
        LocalAnswers far = local(Duration.ofSeconds(60));
        LayeredAnswers layered = new LayeredAnswers(local(Duration.ofSeconds(60)), far);
        far.put(new byte[1], new byte[5]);
        letPass(Duration.ofSeconds(59));
        assertThat(layered.get(new byte[1])).hasSize(5);
        letPass(Duration.ofSeconds(2));
        assertThat(layered.get(new byte[1])).isNull();
    }

    @Test
    void whatWasPutHereIsFoundWithoutTheFarStore() {
        LocalAnswers far = local(Duration.ofSeconds(60));
        LayeredAnswers layered = new LayeredAnswers(local(Duration.ofSeconds(60)), far);
        layered.put(new byte[1], new byte[5]);
        assertThat(layered.get(new byte[1])).hasSize(5);
        assertThat(far.statistics().requestCount()).isZero();
        assertThat(far.entries()).isEqualTo(1);
    }
}
