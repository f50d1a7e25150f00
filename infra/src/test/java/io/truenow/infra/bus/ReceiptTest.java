package io.truenow.infra.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.command.port.DataPlaneLog.Append;
import java.time.Duration;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotEnoughReplicasAfterAppendException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReceiptTest {

    private final Receipt receipt = new Receipt();

    /** The producer's own thread answers. */
    private void answer(@Nullable RecordMetadata written, @Nullable Exception failure) throws InterruptedException {
        assertThat(Thread.ofPlatform()
                        .start(() -> receipt.answered(written, failure))
                        .join(Duration.ofSeconds(10)))
                .isTrue();
    }

    private void handOver() {
        receipt.handing();
        receipt.handedOver();
    }

    @Test
    void anAcknowledgedRecordIsDurableAtItsPosition() throws InterruptedException {
        handOver();
        answer(new RecordMetadata(new TopicPartition("log", 3), 40, 2, 0, 0, 0), null);
        assertThat(receipt.await(0)).isEqualTo(new Append.Durable(3, 42));
    }

    @Test
    void aFailureAfterTheHandOverLeavesTheOutcomeUnknown() throws InterruptedException {
        handOver();
        answer(null, new TimeoutException("Expiring 1 record(s)"));
        assertThat(receipt.await(0)).isInstanceOf(Append.Unknown.class);
    }

    @Test
    void anAppendThatLacksReplicasIsUnknownBecauseTheLeaderHasIt() throws InterruptedException {
        handOver();
        answer(null, new NotEnoughReplicasAfterAppendException("1 of 2"));
        assertThat(receipt.await(0)).isInstanceOf(Append.Unknown.class);
    }

    @Test
    void aFailureWithinTheHandOverIsARefusalAndStopsTheRest() {
        receipt.handing();
        receipt.answered(null, new TimeoutException("Topic not present in metadata after 500 ms."));
        receipt.handedOver();
        assertThat(receipt.await(0)).isInstanceOf(Append.Refused.class);
        assertThatThrownBy(receipt::requireNotRefused).isInstanceOf(KafkaException.class);
    }

    @Test
    void theProducersOwnThreadThatFailsTheRecordDuringTheHandOverDoesNotMakeItARefusal() throws InterruptedException {
        receipt.handing();
        answer(null, new TimeoutException("Expiring 1 record(s)"));
        receipt.handedOver();
        assertThat(receipt.await(0)).isInstanceOf(Append.Unknown.class);
    }

    @Test
    void aRecordThatTheBrokerFindsTooLargeIsRefused() throws InterruptedException {
        handOver();
        answer(null, new RecordTooLargeException("too large"));
        assertThat(receipt.await(0)).isInstanceOf(Append.Refused.class);
    }

    @Test
    void noAnswerInTimeIsUnknownAndARecordThatWasNeverHandedOverIsNotTried() {
        assertThat(receipt.await(0)).isEqualTo(new Append.NotTried());
        handOver();
        assertThat(receipt.await(1)).isInstanceOf(Append.Unknown.class);
    }
}
