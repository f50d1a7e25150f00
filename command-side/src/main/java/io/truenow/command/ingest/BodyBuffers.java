package io.truenow.command.ingest;

import java.util.concurrent.ArrayBlockingQueue;

/**
 * Arrays of bodies that were read, for the next ones: a new array costs its zeroing, which for a batch is as much as reading it. A few
 * of moderate size are kept, whose bytes are the past bodies'. Thread-safe.
 */
final class BodyBuffers {

    /** Larger ones are not kept. */
    static final int LARGEST = 1 << 20;

    private static final int STEP = 64 << 10;

    private final ArrayBlockingQueue<byte[]> idle;

    /** @param most arrays that are kept, of at most {@link #LARGEST} bytes each */
    BodyBuffers(int most) {
        idle = new ArrayBlockingQueue<>(most);
    }

    /** An array of at least so many bytes, with any content. */
    byte[] take(int least) {
        byte[] kept = least < STEP || least > LARGEST ? null : idle.poll();
        if (kept != null && kept.length >= least) {
            return kept;
        }
        return new byte[least < STEP || least > LARGEST ? least : (least + STEP - 1) / STEP * STEP];
    }

    /** Gives an array back, which the caller forgets. */
    void giveBack(byte[] bytes) {
        if (bytes.length >= STEP && bytes.length <= LARGEST) {
            idle.offer(bytes);
        }
    }

    /** Bytes of the arrays that are kept. */
    long bytes() {
        return idle.stream().mapToLong(bytes -> bytes.length).sum();
    }
}
