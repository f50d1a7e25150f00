package io.truenow.infra.threads;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives threads that answer questions a smaller share of the cores than threads that take events: a batch passes through half a dozen
 * threads on its way to the log, and each of them would wait for its turn behind scans. By {@code setpriority(2)}, which on Linux is of
 * one thread; elsewhere, or where it is refused, nothing happens. Java's own priorities have no effect on Linux without a flag that
 * asks for the rights of root. Thread-safe.
 */
public final class CoreShare {

    /** Such a thread weighs a tenth of an ordinary one while both want a core, and has the core for itself otherwise. */
    static final int NICE = 10;

    private static final Logger LOG = LoggerFactory.getLogger(CoreShare.class);
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;
    private static final @Nullable MethodHandle SET_PRIORITY = setPriority();
    private static final ThreadLocal<Boolean> LOWERED = ThreadLocal.withInitial(() -> false);

    private CoreShare() {}

    /** Lowers the calling thread's share for good; cheap when it is lowered already. Virtual threads have none of their own. */
    public static void lower() {
        if (Thread.currentThread().isVirtual() || LOWERED.get()) {
            return;
        }
        LOWERED.set(true);
        if (SET_PRIORITY != null && call(SET_PRIORITY) != 0) {
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

    private static int call(MethodHandle setPriority) {
        try {
            return (int) setPriority.invokeExact(PRIO_PROCESS, THIS_THREAD, NICE);
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) cannot be called.", e);
        }
    }

    private static @Nullable MethodHandle setPriority() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return null;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup library = linker.defaultLookup();
        Optional<MemorySegment> found = library.find("setpriority");
        return found.map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT)))
                .orElse(null);
    }
}
