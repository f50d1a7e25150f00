package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.io.InputStream;

/** Reads a whole body into one array within its limit and the budget of all requests. Not thread-safe; close gives back. */
final class BodyReader implements AutoCloseable {

    private static final int FIRST_BYTES = 8 << 10;

    private final BodyBuffers buffers;
    private final ByteBudget budget;
    private final int maxBytes;
    private byte[] bytes = new byte[0];
    private int length;
    private long taken;

    BodyReader(BodyBuffers buffers, ByteBudget budget, int maxBytes) {
        this.buffers = buffers;
        this.budget = budget;
        this.maxBytes = maxBytes;
    }

    /**
     * Reads to the end.
     *
     * @param expected length that the client announced, or -1
     * @throws TrueNowException {@code TOO_LARGE}, {@code OVERLOADED}
     */
    void read(InputStream in, long expected) throws IOException {
        if (expected > maxBytes) {
            throw tooLarge();
        }
        grow((int) Math.max(expected + 1, FIRST_BYTES));
        while (true) {
            int read = in.read(bytes, length, bytes.length - length);
            if (read < 0) {
                return;
            }
            length += read;
            if (length > maxBytes) {
                throw tooLarge();
            }
            if (length == bytes.length) {
                grow(Math.min(length * 2, maxBytes + 1));
            }
        }
    }

    private void grow(int capacity) {
        byte[] larger = buffers.take(capacity);
        try {
            budget.take(larger.length - taken);
        } catch (TrueNowException e) {
            buffers.giveBack(larger);
            throw e;
        }
        taken = larger.length;
        System.arraycopy(bytes, 0, larger, 0, length);
        buffers.giveBack(bytes);
        bytes = larger;
    }

    private TrueNowException tooLarge() {
        return new TrueNowException(
                ErrorCode.TOO_LARGE,
                "The body has more than [" + maxBytes + "] bytes.",
                null,
                "Send smaller batches, or NDJSON, which has no limit.",
                null);
    }

    /** Drops the bytes and keeps their share of the budget, for what was made of them. */
    void drop() {
        buffers.giveBack(bytes);
        bytes = new byte[0];
        length = 0;
    }

    /** What was read; valid below {@link #length()}. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
        drop();
    }
}
