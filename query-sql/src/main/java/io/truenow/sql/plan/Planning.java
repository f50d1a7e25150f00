package io.truenow.sql.plan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Whether what is planned in this thread is still wanted. Thread-safe. */
public final class Planning {

    private static final ScopedValue<AtomicBoolean> CANCELLED = ScopedValue.newInstance();

    private Planning() {}

    /** Plans; once the flag is set, that ends with a failure soon: between two steps, or before the next rule is tried. */
    public static <T> T until(AtomicBoolean cancelled, Supplier<T> work) {
        return ScopedValue.where(CANCELLED, cancelled).call(work::get);
    }

    /** The flag of this thread's planning. */
    static AtomicBoolean flag() {
        return CANCELLED.isBound() ? CANCELLED.get() : new AtomicBoolean();
    }

    /** Returns if the plan is still wanted. */
    static void check() {
        if (CANCELLED.isBound() && CANCELLED.get().get()) {
            throw new TrueNowException(ErrorCode.CANCELLED, "The statement was cancelled while it was planned.");
        }
    }
}
