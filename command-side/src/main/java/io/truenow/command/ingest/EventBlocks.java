package io.truenow.command.ingest;

import java.io.IOException;

/**
 * The blocks of one body, one after the other: what is in a block becomes durable before what follows it. {@link #next()} waits
 * for the client on the request's thread, {@link #decode()} works on a decoding thread; never both at once.
 */
public interface EventBlocks extends AutoCloseable {

    /**
     * Reads the next block; false at the end.
     *
     * @throws io.truenow.events.error.TrueNowException {@code TOO_LARGE}, {@code OVERLOADED}, or what else ends the stream here
     */
    boolean next() throws IOException;

    /** The block as columns; what is wrong with single events is in their rejections. */
    DecodedEvents decode();

    /** How much was decoded, in what the format counts: lines, or batches. */
    long position();

    /** Gives memory back. */
    @Override
    void close();
}
