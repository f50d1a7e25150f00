package io.truenow.truth.torture;

/**
 * One numbered request of a client and what the server said about it so far, over all of its attempts. Thread-safe.
 *
 * <p>The versions that a row may show are those sent up to the first acknowledgement: in the log, the first one wins, and what is
 * acknowledged stands there before anything that is sent later.
 */
final class SentRequest {

    /** What is known of the events, in Jepsen's words: ok, fail, info. */
    enum State {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    private final String table;
    private final int client;
    private final int round;
    private final int number;
    private final int events;
    private byte versions;
    private boolean reached;
    private boolean acknowledged;

    /** @param events events that are good; a bad one, if there is one, has this index */
    SentRequest(String table, int client, int round, int number, int events) {
        this.table = table;
        this.client = client;
        this.round = round;
        this.number = number;
        this.events = events;
    }

    /** Notes, before it is sent, that a version goes out. */
    synchronized void sending(int version) {
        if (!acknowledged) {
            versions |= (byte) (1 << version);
        }
    }

    /** Notes that all good events are durable, as the server says; true the first time. */
    synchronized boolean acknowledge() {
        boolean first = !acknowledged;
        acknowledged = true;
        return first;
    }

    /** Notes that an attempt may have been appended or not. */
    synchronized void lose() {
        reached = true;
    }

    /** What is known. */
    synchronized State state() {
        return acknowledged ? State.ACKNOWLEDGED : reached ? State.UNKNOWN : State.REFUSED;
    }

    /** Whether a row may show a version. */
    synchronized boolean maySend(int version) {
        return (versions & (1 << version)) != 0;
    }

    /** Number of an event of the request. */
    EventId id(int index) {
        return new EventId(client, round, number, index);
    }

    String table() {
        return table;
    }

    int client() {
        return client;
    }

    int round() {
        return round;
    }

    int number() {
        return number;
    }

    /** Good events; their indexes are below this. */
    int events() {
        return events;
    }
}
