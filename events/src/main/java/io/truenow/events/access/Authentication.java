package io.truenow.events.access;

/** What a presented credential turned out to be. */
public sealed interface Authentication {

    /** It is valid. */
    record Granted(Principal principal) implements Authentication {}

    /**
     * It is not.
     *
     * @param sentence for the caller; says nothing of what exists
     */
    record Denied(String sentence) implements Authentication {}

    /** It was not looked at: the server does not know yet which credentials were made and which were revoked. */
    record NotReady() implements Authentication {}

    /** It was not looked at: too many wrong ones came before it. */
    record Limited(int retryAfterSeconds) implements Authentication {}
}
