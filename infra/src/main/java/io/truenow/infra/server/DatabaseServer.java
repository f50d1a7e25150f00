package io.truenow.infra.server;

import io.truenow.events.error.TrueNowException;

/** The PostgreSQL that holds the catalogue. Thread-safe. */
public interface DatabaseServer extends AutoCloseable {

    /** How clients connect; only after {@link #start}. */
    DatabaseConnection connection();

    /** What the server is now; from memory or nearly so. */
    ServerState state();

    /**
     * Returns when the server answers and is ours to use.
     *
     * @throws TrueNowException {@code CATALOG_UNAVAILABLE} with a sentence, if it does not
     */
    void start();

    /** Looks whether the server is there, and brings back one of ours that died; called about once a second. */
    void look();

    /** Stops a server of ours; leaves one that somebody else runs. */
    @Override
    void close();
}
