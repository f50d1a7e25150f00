package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.util.concurrent.atomic.AtomicLong;

/** How many bytes of bodies all requests may hold together. Thread-safe. */
public final class ByteBudget {

    private final long limit;
    private final AtomicLong taken = new AtomicLong();

    /** @param limit bytes that may be taken at once */
    public ByteBudget(long limit) {
        this.limit = limit;
    }

    /**
     * Takes bytes, to be given back.
     *
     * @throws TrueNowException {@code OVERLOADED}, and nothing is taken
     */
    public void take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            throw new TrueNowException(
                    ErrorCode.OVERLOADED, "The bodies of all requests together exceed [" + limit + "] bytes.");
        }
    }

    /** Gives bytes back. */
    public void giveBack(long bytes) {
        taken.addAndGet(-bytes);
    }

    /** Bytes taken now. */
    long taken() {
        return taken.get();
    }
}
