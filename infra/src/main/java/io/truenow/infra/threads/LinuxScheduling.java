package io.truenow.infra.threads;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Linux can be asked to do with the calling thread, by the JDK's foreign function interface. Thread-safe. */
final class LinuxScheduling {

    /** Number of {@code sched_setattr} by the name of the architecture. */
    private static final Map<String, Long> SET_ATTRIBUTES = Map.of("amd64", 314L, "aarch64", 274L);

    /** {@code struct sched_attr} in its first version. */
    private static final int ATTRIBUTES_BYTES = 48;

    private static final int SIZE_AT = 0;
    private static final int NICE_AT = 16;
    private static final int RUNTIME_AT = 24;
    private static final int PRIO_PROCESS = 0;
    private static final int THIS_THREAD = 0;

    private static final @Nullable MethodHandle SYSTEM_CALL = function(
            "syscall",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG),
            Linker.Option.firstVariadicArg(1));
    private static final @Nullable MethodHandle SET_PRIORITY = function(
            "setpriority",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private LinuxScheduling() {}

    /** Gives the calling thread a nice value and a slice, or the nice value alone; false if neither is possible. */
    static boolean lower(int nice, long sliceNanos) {
        return setAttributes(nice, sliceNanos) || setPriority(nice);
    }

    private static boolean setAttributes(int nice, long sliceNanos) {
        Long number = SET_ATTRIBUTES.get(System.getProperty("os.arch"));
        if (SYSTEM_CALL == null || number == null) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, Long.BYTES);
            attributes.set(ValueLayout.JAVA_INT, SIZE_AT, ATTRIBUTES_BYTES);
            attributes.set(ValueLayout.JAVA_INT, NICE_AT, nice);
            attributes.set(ValueLayout.JAVA_LONG, RUNTIME_AT, sliceNanos);
            return (long) SYSTEM_CALL.invokeExact(number.longValue(), (long) THIS_THREAD, attributes, 0L) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("sched_setattr(2) cannot be called.", e);
        }
    }

    private static boolean setPriority(int nice) {
        try {
            return SET_PRIORITY != null && (int) SET_PRIORITY.invokeExact(PRIO_PROCESS, THIS_THREAD, nice) == 0;
        } catch (Throwable e) {
            throw new IllegalStateException("setpriority(2) cannot be called.", e);
        }
    }

    private static @Nullable MethodHandle function(
            String name, FunctionDescriptor signature, Linker.Option... options) {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find(name)
                .map(address -> linker.downcallHandle(address, signature, options))
                .orElse(null);
    }
}
