package io.truenow.hottier.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AppliedWaitsTest {

    private final AppliedWaits waits = new AppliedWaits();

    @Test
    void actionsRunInTheOrderOfTheirRecordsAndOnlyWhenThoseAreApplied() {
        List<Long> ran = new ArrayList<>();
        for (long offset : new long[] {7, 3, 5}) {
            waits.add(2, offset, () -> 3, () -> ran.add(offset));
        }
        assertThat(ran).isEmpty();
        waits.reached(1, 100);
        waits.reached(2, 4);
        assertThat(ran).containsExactly(3L);
        waits.reached(2, 8);
        assertThat(ran).containsExactly(3L, 5L, 7L);
        waits.reached(2, 9);
        assertThat(ran).hasSize(3);
    }

    @Test
    void whatIsAppliedAlreadyRunsAtOnceAndWhoGivesUpIsForgotten() {
        AtomicInteger ran = new AtomicInteger();
        waits.add(0, 4, () -> 5, ran::incrementAndGet);
        assertThat(ran).hasValue(1);
        waits.add(0, 5, () -> 5, ran::incrementAndGet).run();
        waits.reached(0, 6);
        assertThat(ran).hasValue(1);
    }

    @Test
    void noWaitIsMissedAndNoneEndsEarlyWhileTheLogIsApplied() throws Exception {
        int threads = 4;
        int each = 5_000;
        long end = 400_000;
        AtomicLong applied = new AtomicLong();
        AtomicInteger early = new AtomicInteger();
        CountDownLatch ran = new CountDownLatch(threads * each);
        List<Thread> waiting = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Random random = new Random(thread);
            waiting.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < each; i++) {
                    long offset = Math.min(end - 1, applied.get() + random.nextInt(20) - 5);
                    waits.add(3, offset, applied::get, () -> {
                        early.addAndGet(applied.get() > offset ? 0 : 1);
                        ran.countDown();
                    });
                }
            }));
        }
        Thread applying = Thread.ofPlatform().start(() -> {
            for (long next = 1; next <= end; next++) {
                applied.set(next);
                waits.reached(3, next);
            }
        });
        for (Thread thread : waiting) {
            thread.join();
        }
        applying.join();
        assertThat(ran.await(10, TimeUnit.SECONDS))
                .as("waits left: " + ran.getCount())
                .isTrue();
        assertThat(early).hasValue(0);
    }
}
