package io.truenow.truth.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SchedulerTest {

    private static List<String> order(long seed) {
        Scheduler scheduler = new Scheduler(seed, 0, 10_000);
        List<String> order = new ArrayList<>();
        ReentrantLock lock = new ReentrantLock();
        Condition three = lock.newCondition();
        int[] done = new int[1];
        scheduler.start(() -> {
            lock.lock();
            try {
                while (done[0] < 3) {
                    three.awaitUninterruptibly();
                }
                order.add("all");
            } finally {
                lock.unlock();
            }
        });
        for (String name : List.of("a", "b", "c")) {
            scheduler.start(() -> {
                for (int i = 0; i < 3; i++) {
                    order.add(name + i);
                    scheduler.pass();
                }
                lock.lock();
                try {
                    done[0]++;
                    three.signalAll();
                } finally {
                    lock.unlock();
                }
            });
        }
        scheduler.run();
        assertThat(scheduler.failure()).isNull();
        assertThat(scheduler.alive()).isZero();
        return order;
    }

    @Test
    void theSeedAloneDecidesWhoGoesOn() {
        List<String> first = order(1);
        assertThat(first).hasSize(10).endsWith("all");
        assertThat(order(1)).isEqualTo(first);
        assertThat(List.of(order(2), order(3), order(4))).anyMatch(other -> !other.equals(first));
    }

    @Test
    void timeJumpsToTheNextTimerAndTimersGoInOrder() {
        Scheduler scheduler = new Scheduler(1, 1_000, 10_000);
        List<String> order = new ArrayList<>();
        scheduler.start(() -> {
            scheduler.sleep(3_600_000_000L);
            order.add("slept " + (scheduler.nowMicros() - 1_000) / 3_600_000_000L + " h");
        });
        scheduler.after(500, () -> order.add("late"));
        scheduler.after(100, () -> order.add("early"));
        scheduler.run();
        assertThat(order).containsExactly("early", "late", "slept 1 h");
    }

    @Test
    void stoppingEndsEveryThreadThatWaits() {
        Scheduler scheduler = new Scheduler(1, 0, 10_000);
        for (int i = 0; i < 5; i++) {
            scheduler.start(() -> scheduler.sleep(Long.MAX_VALUE / 2));
        }
        scheduler.start(() -> {
            throw new IllegalStateException("the end");
        });
        scheduler.run();
        assertThat(scheduler.failure()).hasMessage("the end");
        scheduler.stop();
        assertThat(scheduler.alive()).isZero();
    }

    @Test
    void aHistoryThatDoesNotEndIsAViolation() {
        Scheduler scheduler = new Scheduler(1, 0, 1_000);
        scheduler.start(() -> {
            while (true) {
                scheduler.pass();
            }
        });
        scheduler.run();
        assertThat(scheduler.failure()).isInstanceOf(Violation.class);
        scheduler.stop();
    }
}
