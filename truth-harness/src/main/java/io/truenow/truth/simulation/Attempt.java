package io.truenow.truth.simulation;

import java.util.ArrayList;
import java.util.List;

/** One sending of a request, and what its client was told. */
final class Attempt {

    /** What the client knows. */
    enum Outcome {
        /** Nothing: no answer, or one that says so. */
        UNKNOWN,
        /** Events are durable; which, says {@link Attempt#acknowledged()}. */
        ACKNOWLEDGED,
        /** Nothing of it was taken. */
        REFUSED
    }

    private final String requestId;
    private final List<SentEvent> events;
    private final List<SentEvent> acknowledged = new ArrayList<>();
    private Outcome outcome = Outcome.UNKNOWN;

    Attempt(String requestId, List<SentEvent> events) {
        this.requestId = requestId;
        this.events = events;
    }

    String requestId() {
        return requestId;
    }

    List<SentEvent> events() {
        return events;
    }

    Outcome outcome() {
        return outcome;
    }

    List<SentEvent> acknowledged() {
        return acknowledged;
    }

    void refused() {
        outcome = Outcome.REFUSED;
    }

    void acknowledged(SentEvent event) {
        outcome = Outcome.ACKNOWLEDGED;
        acknowledged.add(event);
    }
}
