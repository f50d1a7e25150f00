package io.truenow.infra.server;

/** What a server behind this process is. */
public sealed interface ServerState {

    /** Not started or connected yet, or stopped in order. */
    record Stopped() implements ServerState {}

    /** Answers. */
    record Running() implements ServerState {}

    /**
     * Does not answer, or an embedded one gave up where a process of its own would have ended.
     *
     * @param reason a sentence for health and logs, which names the server
     */
    record Unavailable(String reason) implements ServerState {}

    /** {@code ok}, or a sentence that names the server and what is wrong. */
    default String words(String server) {
        return switch (this) {
            case Running ignored -> "ok";
            case Unavailable away -> away.reason();
            case Stopped ignored -> server + " is stopped.";
        };
    }
}
