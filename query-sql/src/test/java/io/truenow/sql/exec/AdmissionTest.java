package io.truenow.sql.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AdmissionTest {

    private static final Runnable ALIVE = () -> {};

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void noMoreWorkThanMay() throws Exception {
        Admission admission = admission(3, 3, 100, Duration.ofSeconds(20));
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        admission.enter("t", Priority.NORMAL, ALIVE);
                        most.accumulateAndGet(working.incrementAndGet(), Math::max);
                        Thread.yield();
                        working.decrementAndGet();
                        admission.leave("t");
                    },
                    threads));
        }
        for (CompletableFuture<Void> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.working()).isZero();
        assertThat(admission.waiting()).isZero();
        assertThat(admission.refused()).isZero();
    }

    @Test
    void theHigherPriorityComesFirstAndEqualOnesInTheirOrder() throws Exception {
        Admission admission = admission(1, 1, 10, Duration.ofSeconds(20));
        admission.enter("t", Priority.NORMAL, ALIVE);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (String name : List.of("low", "normal-1", "normal-2", "high")) {
            Priority priority = Priority.of(name.split("-", -1)[0]);
            all.add(CompletableFuture.runAsync(
                    () -> {
                        admission.enter("t", priority, ALIVE);
                        order.add(name);
                        admission.leave("t");
                    },
                    threads));
            awaitWaiting(admission, all.size());
        }
        admission.leave("t");
        for (CompletableFuture<Void> one : all) {
            one.get(20, TimeUnit.SECONDS);
        }
        assertThat(order).containsExactly("high", "normal-1", "normal-2", "low");
        assertThat(admission.waits().count()).isEqualTo(4);
    }

    @Test
    void aTenantAtItsBoundHoldsUpOnlyItself() throws Exception {
        Admission admission = admission(2, 1, 10, Duration.ofSeconds(20));
        admission.enter("a", Priority.NORMAL, ALIVE);
        CompletableFuture<Void> second =
                CompletableFuture.runAsync(() -> admission.enter("a", Priority.HIGH, ALIVE), threads);
        awaitWaiting(admission, 1);
        assertThat(admission.enter("b", Priority.LOW, ALIVE)).isZero();
        assertThat(second).isNotDone();
        admission.leave("a");
        second.get(20, TimeUnit.SECONDS);
        assertThat(admission.working()).isEqualTo(2);
    }

    @Test
    void whoWaitsTooLongOrAsOneTooManyIsRefused() throws Exception {
        Admission admission = admission(1, 1, 1, Duration.ofMillis(150));
        admission.enter("t", Priority.NORMAL, ALIVE);
        CompletableFuture<Long> waits =
                CompletableFuture.supplyAsync(() -> admission.enter("t", Priority.NORMAL, ALIVE), threads);
        awaitWaiting(admission, 1);
        assertThatThrownBy(() -> admission.enter("t", Priority.HIGH, ALIVE))
                .isInstanceOfSatisfying(
                        TrueNowException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OVERLOADED))
                .hasMessageContaining("limit of waiting statements");
        assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS)).hasMessageContaining("limit of wait");
        assertThat(admission.refused()).isEqualTo(2);
        admission.leave("t");
        assertThat(admission.enter("t", Priority.NORMAL, ALIVE)).isZero();
    }

    @Test
    void aStatementThatIsCancelledWhileItWaitsLeavesNoTrace() throws Exception {
        Admission admission = admission(1, 1, 10, Duration.ofSeconds(20));
        admission.enter("t", Priority.NORMAL, ALIVE);
        AtomicBoolean cancelled = new AtomicBoolean();
        CompletableFuture<Long> waits = CompletableFuture.supplyAsync(
                () -> admission.enter("t", Priority.NORMAL, () -> {
                    if (cancelled.get()) {
                        throw new TrueNowException(ErrorCode.CANCELLED, "It was cancelled.");
                    }
                }),
                threads);
        awaitWaiting(admission, 1);
        cancelled.set(true);
        assertThatThrownBy(() -> waits.get(20, TimeUnit.SECONDS)).hasMessageContaining("It was cancelled.");
        assertThat(admission.waiting()).isZero();
        admission.leave("t");
        assertThat(admission.working()).isZero();
    }

    @Test
    void aPriorityHasAName() {
        assertThat(Priority.of(" High ")).isEqualTo(Priority.HIGH);
        assertThatThrownBy(() -> Priority.of("urgent")).hasMessageContaining("[urgent]");
    }

    private static Admission admission(int working, int tenant, int waiting, Duration wait) {
        return new Admission(new AdmissionSettings(working, tenant, waiting, wait));
    }

    private static void awaitWaiting(Admission admission, int count) throws InterruptedException {
        while (admission.waiting() < count) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
