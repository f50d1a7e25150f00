package io.truenow.launcher.e2e;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Waits for a condition by asking again and again, up to a deadline. */
final class Await {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** What is asked. A failure counts as "not yet"; the last one is shown if the deadline passes. */
    @FunctionalInterface
    interface Question {
        boolean holds() throws Exception;
    }

    private Await() {}

    /** Returns as soon as the condition holds; fails after the limit. */
    static void until(String what, Duration limit, Question question) {
        long deadline = System.nanoTime() + limit.toNanos();
        Throwable last = null;
        do {
            try {
                if (question.holds()) {
                    return;
                }
                last = null;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while waiting for: " + what, e);
            } catch (Exception | AssertionError e) {
                last = e;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        } while (System.nanoTime() < deadline);
        throw late(what, limit, last);
    }

    private static AssertionError late(String what, Duration limit, @Nullable Throwable last) {
        return new AssertionError(
                "Not within " + limit.toMillis() + " ms: " + what + (last == null ? "" : "; last: " + last), last);
    }
}
