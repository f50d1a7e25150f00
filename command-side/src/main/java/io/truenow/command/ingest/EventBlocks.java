package io.truenow.command.ingest;

import java.io.IOException;

/**
 * The blocks of one body, one after the other: what is in a block becomes durable before what follows it. {@link #next()} waits
 * for the client on the request's thread, {@link #decode()} works on a decoding thread. Only one method works at a time, but while
 * {@code next()} waits for bytes a block may be {@link #cut()} and decoded from what it has read; it then goes on behind that.
 */
public interface EventBlocks extends AutoCloseable {

    /**
     * Reads the next block; false at the end.
     *
     * @throws io.truenow.events.error.TrueNowException {@code TOO_LARGE}, {@code OVERLOADED}, or what else ends the stream here
     */
    boolean next() throws IOException;

    /** Whether a {@link #next()} that waits for bytes has read whole events that wait for their block to fill. */
    default boolean holdsWhole() {
        return false;
    }

    /** Makes a block of the whole events that {@link #next()} has read; only if {@link #holdsWhole()}. */
    default void cut() {
        throw new IllegalStateException("There is nothing to cut.");
    }

    /** The block as columns; what is wrong with single events is in their rejections. */
    DecodedEvents decode();

    /** How much was decoded, in what the format counts: lines, or batches. */
    long position();

    /** Gives memory back. */
    @Override
    void close();
}
