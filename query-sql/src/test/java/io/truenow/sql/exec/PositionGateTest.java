package io.truenow.sql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import io.truenow.hottier.MemoryDisk;
import io.truenow.sql.Events;
import io.truenow.sql.LiveTier;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PositionGateTest {

    private static final TableRef TABLE = new TableRef("default", "shop", "orders");
    private static final int PARTITION = LiveTier.partition(TABLE, 0);
    private static final int OTHER = LiveTier.partition(TABLE, 1);
    private static final Runnable ALIVE = () -> {};

    private final LiveTier tier = new LiveTier(new MemoryDisk(), 1_000);

    @AfterEach
    void stop() {
        tier.close();
    }

    private PositionGate gate(Duration longest, int waiting) {
        return new PositionGate(tier.applied(), new PositionSettings(longest, waiting));
    }

    private void apply(int shard, long offset) {
        tier.apply(
                TABLE,
                shard,
                offset,
                new Events().add("e" + shard + "-" + offset, offset, Map.of()).build());
    }

    private static LogMark mark(int partition, long offset) {
        return new LogMark.Builder().reach(partition, offset).build();
    }

    private static CompletableFuture<Void> waiting(PositionGate gate, LogMark mark, Runnable alive) {
        CompletableFuture<Void> wait =
                CompletableFuture.runAsync(() -> gate.await(mark, alive), Thread::startVirtualThread);
        while (gate.waiting() == 0 && !wait.isDone()) {
            Thread.onSpinWait();
        }
        return wait;
    }

    private static ErrorCode codeOf(CompletableFuture<Void> wait) throws InterruptedException, TimeoutException {
        try {
            wait.get(10, TimeUnit.SECONDS);
            throw new AssertionError("It passed.");
        } catch (ExecutionException e) {
            return e.getCause() instanceof TrueNowException refused ? refused.code() : ErrorCode.INTERNAL;
        }
    }

    @Test
    void whatIsAppliedPassesWithoutAWait() {
        apply(0, 5);
        PositionGate gate = gate(Duration.ofMillis(1), 1);
        gate.await(mark(PARTITION, 5), ALIVE);
        gate.await(mark(PARTITION, 0), ALIVE);
        gate.await(LogMark.NONE, ALIVE);
        assertThat(gate.times().count()).isZero();
        assertThat(gate.timeouts()).isZero();
    }

    @Test
    void aWaitEndsWhenTheLastOfItsPartitionsIsThere() throws Exception {
        PositionGate gate = gate(Duration.ofMinutes(1), 1);
        LogMark both = new LogMark.Builder().reach(PARTITION, 3).reach(OTHER, 0).build();
        CompletableFuture<Void> wait = waiting(gate, both, ALIVE);
        apply(0, 2);
        apply(1, 0);
        assertThat(wait).isNotDone();
        apply(0, 3);
        wait.get(10, TimeUnit.SECONDS);
        assertThat(gate.waiting()).isZero();
        assertThat(gate.times().count()).isEqualTo(1);
        assertThat(gate.timeouts()).isZero();
    }

    @Test
    void aPartitionThatHasNothingOfOursIsReachedToo() throws Exception {
        PositionGate gate = gate(Duration.ofMinutes(1), 1);
        CompletableFuture<Void> wait = waiting(gate, mark(PARTITION, 8), ALIVE);
        tier.tier.projection().caughtUp(PARTITION, 9);
        wait.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aPositionThatDoesNotComeEndsTheWaitWithItsPlace() {
        apply(0, 5);
        PositionGate gate = gate(Duration.ofMillis(30), 1);
        long begun = System.nanoTime();
        assertThatThrownBy(() -> gate.await(mark(PARTITION, 1_000_000), ALIVE))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.POSITION_TIMEOUT))
                .hasMessageContaining("[30] ms")
                .hasMessageContaining(PARTITION + ":1000000 (applied are those in front of 6)");
        assertThat(System.nanoTime() - begun).isGreaterThan(30_000_000);
        assertThat(gate.timeouts()).isEqualTo(1);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void oneWaitTooManyIsRefusedAtOnce() throws Exception {
        PositionGate gate = gate(Duration.ofMinutes(1), 1);
        CompletableFuture<Void> wait = waiting(gate, mark(PARTITION, 0), ALIVE);
        assertThatThrownBy(() -> gate.await(mark(PARTITION, 0), ALIVE))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED))
                .hasMessageContaining("[1]");
        apply(0, 0);
        wait.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoIsCancelledWaitsNoLonger() throws Exception {
        PositionGate gate = gate(Duration.ofMinutes(1), 1);
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<Void> wait = waiting(gate, mark(PARTITION, 0), () -> {
            if (cancelled.get()) {
                throw new TrueNowException(ErrorCode.CANCELLED, "cancelled");
            }
        });
        cancelled.set(true);
        assertThat(codeOf(wait)).isEqualTo(ErrorCode.CANCELLED);
        assertThat(gate.waiting()).isZero();
    }

    @Test
    void aPartitionThatStopsEndsTheWaitsForItAndNoOther() throws Exception {
        PositionGate gate = gate(Duration.ofMinutes(1), 2);
        CompletableFuture<Void> wait = waiting(gate, mark(PARTITION, 0), ALIVE);
        tier.stopped.put(OTHER, "The record cannot be read.");
        tier.stopped.put(PARTITION, "The record cannot be read.");
        assertThat(codeOf(wait)).isEqualTo(ErrorCode.SHARD_STOPPED);
        assertThatThrownBy(() -> gate.await(mark(PARTITION, 0), ALIVE))
                .as("the reason may quote another tenant's record")
                .hasMessageContaining("Partition [" + PARTITION + "] of the log has stopped.")
                .hasMessageNotContaining("cannot be read");
        apply(0, 4);
        gate.await(mark(PARTITION, 4), ALIVE);
    }
}
