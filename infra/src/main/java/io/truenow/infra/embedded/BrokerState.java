package io.truenow.infra.embedded;

/** What the embedded broker is. */
public sealed interface BrokerState {

    /** Not started, or stopped in order. */
    record Stopped() implements BrokerState {}

    /** Takes and gives records. */
    record Running() implements BrokerState {}

    /**
     * The broker gave up, where a broker of its own would have ended its process: log unavailable.
     *
     * @param reason a sentence for health and logs
     */
    record Unavailable(String reason) implements BrokerState {}
}
