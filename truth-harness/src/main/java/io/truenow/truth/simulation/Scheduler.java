package io.truenow.truth.simulation;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs the virtual threads of one history on one platform thread, one at a time: whenever one waits or yields, the seed says who goes
 * on. Where nobody can, virtual time jumps to the next timer. Code that blocks (locks, conditions, futures) runs unchanged and always
 * takes the same way; nothing in a history may wait by the real clock.
 *
 * <p>The JDK lets nobody choose the scheduler of a virtual thread; its builder has a constructor for it that reflection reaches with
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED}. Used by one platform thread.
 */
final class Scheduler implements Executor {

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final SplittableRandom random;
    private final String label = "simulated-" + NUMBERS.incrementAndGet();
    private final Thread.Builder.OfVirtual builder;
    private final Thread carrier = Thread.currentThread();
    private final List<Runnable> ready = new ArrayList<>();
    private final ConcurrentLinkedQueue<Runnable> foreign = new ConcurrentLinkedQueue<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final IdentityHashMap<Runnable, Thread> continuations = new IdentityHashMap<>();
    private final List<Thread> alive = new ArrayList<>();
    private final long mostSteps;
    private @Nullable Thread starting;
    private @Nullable Throwable failure;
    private boolean stopping;
    private boolean over;
    private long nowMicros;
    private long timerNumber;
    private long steps;
    private long fingerprint;
    private long foreignWakes;

    private record Timer(long atMicros, long number, Runnable action) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(atMicros, other.atMicros);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    Scheduler(long seed, long startMicros, long mostSteps) {
        this.random = new SplittableRandom(seed);
        this.nowMicros = startMicros;
        this.mostSteps = mostSteps;
        this.builder = builderOn(this);
    }

    private static Thread.Builder.OfVirtual builderOn(Executor scheduler) {
        try {
            Constructor<?> constructor = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder")
                    .getDeclaredConstructor(Executor.class);
            constructor.setAccessible(true);
            return (Thread.Builder.OfVirtual) constructor.newInstance(scheduler);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "The simulation needs a JVM started with --add-opens java.base/java.lang=ALL-UNNAMED.", e);
        }
    }

    /** Takes what can go on: from the virtual threads of this history, or (a contended lock of the JDK) from elsewhere. */
    @Override
    public void execute(Runnable continuation) {
        Thread caller = Thread.currentThread();
        if (caller != carrier && !caller.getName().equals(label)) {
            foreign.add(continuation);
            LockSupport.unpark(carrier);
            return;
        }
        if (starting != null) {
            continuations.put(continuation, starting);
            starting = null;
        }
        ready.add(continuation);
    }

    /** Starts a virtual thread. */
    Thread start(Runnable body) {
        Thread thread = builder.name(label).unstarted(() -> {
            try {
                body.run();
            } catch (Killed e) {
                // Unwound as it should.
            } catch (Throwable e) {
                fail(e);
            } finally {
                alive.remove(Thread.currentThread());
            }
        });
        alive.add(thread);
        starting = thread;
        thread.start();
        return thread;
    }

    /** Runs an action after a while of virtual time, outside of any virtual thread. */
    void after(long micros, Runnable action) {
        timers.add(new Timer(nowMicros + micros, timerNumber++, action));
    }

    /** Lets others go first. */
    @SuppressWarnings("ThreadPriorityCheck") // Our own scheduler obeys.
    void pass() {
        Thread.yield();
        if (stopping) {
            throw new Killed();
        }
    }

    /** Waits until somebody unparks the calling virtual thread, for whatever reason. */
    void park() {
        if (stopping) {
            throw new Killed();
        }
        LockSupport.park();
        // Who interrupts says by state why.
        Thread.interrupted();
        if (stopping) {
            throw new Killed();
        }
    }

    /** Lets virtual time pass. */
    void sleep(long micros) {
        Thread self = Thread.currentThread();
        boolean[] over = new boolean[1];
        after(micros, () -> {
            over[0] = true;
            LockSupport.unpark(self);
        });
        while (!over[0]) {
            park();
        }
    }

    /** Ends the history with its first failure. */
    void fail(Throwable why) {
        if (failure == null && !stopping) {
            failure = why;
        }
    }

    /** Leaves {@link #run()} after this step. */
    void end() {
        over = true;
    }

    @Nullable
    Throwable failure() {
        return failure;
    }

    /** Runs until nothing is left to do, or something failed. */
    void run() {
        while (failure == null && !over) {
            Timer next = timers.peek();
            if (next != null && (next.atMicros() <= nowMicros || ready.isEmpty())) {
                timers.poll();
                nowMicros = Math.max(nowMicros, next.atMicros());
                try {
                    next.action().run();
                } catch (RuntimeException | Error e) {
                    fail(e);
                }
            } else if (!ready.isEmpty()) {
                step();
            } else if (!foreign.isEmpty()) {
                foreignWakes++;
                ready.add(foreign.remove());
            } else {
                return;
            }
        }
    }

    private void step() {
        int pick = ready.size() == 1 ? 0 : random.nextInt(ready.size());
        Runnable continuation = ready.get(pick);
        Runnable last = ready.removeLast();
        if (pick < ready.size()) {
            ready.set(pick, last);
        }
        nowMicros += 1 + (steps & 3);
        steps++;
        fingerprint = (fingerprint + pick + nowMicros) * 0x9E3779B97F4A7C15L;
        if (steps > mostSteps) {
            fail(new Violation(Invariant.LIVENESS, "The history does not end within [" + mostSteps + "] steps."));
        }
        continuation.run();
        settle(continuation);
    }

    /** A thread that met a monitor held by another history's thread goes on before anybody else, as if it had not waited. */
    private void settle(Runnable continuation) {
        Thread thread = continuations.get(continuation);
        if (thread == null) {
            return;
        }
        long begin = 0;
        while (isHeldUp(thread, continuation)) {
            Runnable woken = foreign.poll();
            if (woken == continuation) {
                begin = 0;
                woken.run();
            } else if (woken != null) {
                foreignWakes++;
                ready.add(woken);
            } else {
                begin = begin == 0 ? System.nanoTime() : begin;
                if (System.nanoTime() - begin > PATIENCE_NANOS) {
                    fail(new Violation(Invariant.LIVENESS, "A monitor is held while its holder waits."));
                    return;
                }
                LockSupport.parkNanos(50_000);
            }
        }
        if (thread.getState() == Thread.State.TERMINATED) {
            continuations.remove(continuation);
        }
    }

    /** Whether a thread waits for a monitor, or got it and has not come back yet: it could go on, but nobody here may let it. */
    private boolean isHeldUp(Thread thread, Runnable continuation) {
        Thread.State state = thread.getState();
        if (state != Thread.State.RUNNABLE) {
            return state == Thread.State.BLOCKED;
        }
        for (int i = ready.size() - 1; i >= 0; i--) {
            if (ready.get(i) == continuation) {
                return false;
            }
        }
        return true;
    }

    /** Ends every thread: each call that waits throws {@link Killed}. */
    void stop() {
        stopping = true;
        for (int round = 0; round < 1_000 && !alive.isEmpty(); round++) {
            List.copyOf(alive).forEach(Thread::interrupt);
            while (!ready.isEmpty()) {
                Runnable continuation = ready.removeLast();
                continuation.run();
                settle(continuation);
            }
        }
    }

    /** Threads that did not end; for the test of the scheduler. */
    int alive() {
        return alive.size();
    }

    boolean stopping() {
        return stopping;
    }

    long nowMicros() {
        return nowMicros;
    }

    long steps() {
        return steps;
    }

    /** Number that two runs of one seed share, and hardly any two others. */
    long fingerprint() {
        return fingerprint;
    }

    /** Wake-ups that came from outside of the history, so that their moment was not the seed's. */
    long foreignWakes() {
        return foreignWakes;
    }
}
