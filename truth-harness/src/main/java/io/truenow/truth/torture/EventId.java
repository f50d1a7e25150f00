package io.truenow.truth.torture;

import java.util.Optional;

/**
 * Number of an event: which client made it, in which round, in which of its requests, at which place there. Its text is the event id.
 *
 * @param client client, from 0
 * @param round round, from 1; every fault begins another
 * @param request request of the client in the round, from 0
 * @param index place in the request, from 0
 */
record EventId(int client, int round, int request, int index) {

    /** The event id. */
    String text() {
        return client + "-" + round + "-" + request + "-" + index;
    }

    /** The number of an event id; empty if no client can have sent it. */
    static Optional<EventId> parse(String text) {
        String[] parts = text.split("-", -1);
        if (parts.length != 4) {
            return Optional.empty();
        }
        try {
            EventId id = new EventId(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Integer.parseInt(parts[3]));
            return id.text().equals(text) ? Optional.of(id) : Optional.empty();
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }
}
