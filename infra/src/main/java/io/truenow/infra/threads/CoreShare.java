package io.truenow.infra.threads;

import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives threads that answer questions a smaller share of the cores than threads that take events: a batch passes through half a dozen
 * threads on its way to the log, and each of them would wait for its turn behind scans. By {@code sched_setattr(2)}, which is of one thread and
 * needs no rights: a nice value, so that such a thread weighs less, and a long slice, so that a thread with an ordinary one that wakes up
 * is put in its place at once (Linux from 6.12 on; before, the slice is ignored). Where that call is refused {@code setpriority(2)} gives the nice value
 * alone; elsewhere than on Linux nothing happens. Java's own priorities have no effect on Linux without a flag that asks for the rights of
 * root. Thread-safe.
 */
public final class CoreShare {

    /** Such a thread weighs a tenth of an ordinary one while both want a core, and has the core for itself otherwise. */
    static final int NICE = 10;

    /** Once on a core such a thread may stay so long, unless another one wants it. The largest that Linux knows is 100 ms. */
    static final long SLICE_NANOS = 20_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(CoreShare.class);
    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");
    private static final ThreadLocal<Boolean> LOWERED = ThreadLocal.withInitial(() -> false);

    private CoreShare() {}

    /** Lowers the calling thread's share for good; cheap when it is lowered already. Virtual threads have none of their own. */
    public static void lower() {
        if (Thread.currentThread().isVirtual() || LOWERED.get()) {
            return;
        }
        LOWERED.set(true);
        if (LINUX && !LinuxScheduling.lower(NICE, SLICE_NANOS)) {
            LOG.warn(
                    "The thread [{}] keeps its share of the cores.",
                    Thread.currentThread().getName());
        }
    }

    /** A factory whose threads begin with a lower share. */
    public static ThreadFactory lowered(ThreadFactory threads) {
        return work -> threads.newThread(() -> {
            lower();
            work.run();
        });
    }
}
