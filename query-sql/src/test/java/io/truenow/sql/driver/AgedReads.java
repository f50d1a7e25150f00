package io.truenow.sql.driver;

import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.ReadPin;
import io.truenow.hottier.read.ScanContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/** Reads of which old rows have left memory. */
final class AgedReads {

    private AgedReads() {}

    /** The same rows, each scan of which says that rows before a time may be gone. */
    static HotTierReads of(HotTierReads reads, long incompleteBeforeMicros) {
        return (HotTierReads) Proxy.newProxyInstance(
                HotTierReads.class.getClassLoader(),
                new Class<?>[] {HotTierReads.class},
                (proxy, method, arguments) -> {
                    for (@Nullable Object argument : arguments == null ? new Object[0] : arguments) {
                        if (argument instanceof ScanContext context) {
                            context.statistics().incompleteBefore(incompleteBeforeMicros);
                        }
                    }
                    try {
                        Object result = method.invoke(reads, arguments);
                        return result instanceof ReadPin pin ? aged(pin, incompleteBeforeMicros) : result;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    private static ReadPin aged(ReadPin pin, long incompleteBeforeMicros) {
        HotTierReads reads = of(pin.reads(), incompleteBeforeMicros);
        return new ReadPin() {
            @Override
            public HotTierReads reads() {
                return reads;
            }

            @Override
            public void close() {
                pin.close();
            }
        };
    }
}
