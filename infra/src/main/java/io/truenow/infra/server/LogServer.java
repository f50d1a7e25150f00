package io.truenow.infra.server;

import io.truenow.events.error.TrueNowException;

/** The Kafka that holds the log. Thread-safe. */
public interface LogServer extends AutoCloseable {

    /** How clients connect. */
    LogConnection connection();

    /** What the server is now; from memory, so that it may be asked for each batch. */
    ServerState state();

    /**
     * Returns when the server takes records.
     *
     * @throws TrueNowException {@code LOG_UNAVAILABLE} with a sentence, if it does not
     */
    void start();

    /** Looks whether the server is there, and brings back one of ours that gave up; called about once a second. */
    void look();

    /** Stops a server of ours; leaves one that somebody else runs. */
    @Override
    void close();
}
