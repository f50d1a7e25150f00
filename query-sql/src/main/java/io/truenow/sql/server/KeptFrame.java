package io.truenow.sql.server;

/**
 * The last frame that a connection was given, for a client that asks for it again because the answer was lost with a socket.
 *
 * @param place where its rows stand
 * @param answer the whole answer; not changed any more
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record KeptFrame(Place place, byte[] answer) {

    /** Longest answer that is kept, in bytes; a client whose longer one is lost runs its statement again. */
    static final int MAX_BYTES = 64 << 10;

    /**
     * Where rows stand.
     *
     * @param statement number of the statement in its connection
     * @param run number of its run
     * @param first number of the first row, from 0
     */
    record Place(int statement, long run, long first) {}
}
