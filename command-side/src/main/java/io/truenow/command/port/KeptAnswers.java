package io.truenow.command.port;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers that are given again to a request that is sent again. A caller reserves a key, answers, and keeps the answer or releases the key;
 * of callers that reserve one at the same time, in any process, one may go on. Survives a restart. Thread-safe. Every method throws
 * {@link io.truenow.events.error.TrueNowException} {@code CATALOG_UNAVAILABLE} if the store does not answer.
 */
public interface KeptAnswers {

    /**
     * A request that has a key.
     *
     * @param principal who sends it; unique in its tenant
     * @param key that the caller chose; 1 to 255 characters
     * @param hash of what is asked for, as text: two requests with one hash ask for the same
     */
    record Request(String tenant, String principal, String key, String hash) {}

    /**
     * An answer.
     *
     * @param etag header; null for none
     * @param body may be empty
     */
    record Answer(int status, @Nullable String etag, byte[] body) {}

    /** What became of a request to reserve a key. */
    sealed interface Reservation {

        /** The caller has it and may go on. It is free again after a minute, if the caller says nothing more. */
        record Reserved(UUID holder) implements Reservation {}

        /** The request was answered before. */
        record Kept(Answer answer) implements Reservation {}

        /** Another caller has it. */
        record UnderWay() implements Reservation {}

        /** The key was used for another request. */
        record OtherRequest() implements Reservation {}

        /** The tenant has as many keys as it may. */
        record Full() implements Reservation {}
    }

    /** Reserves the key of a request. */
    Reservation reserve(Request request);

    /** Keeps the answer to a request for a day, if its holder still has the key. */
    void keep(Request request, UUID holder, Answer answer);

    /** Lets go of a key without an answer, if its holder still has it. */
    void release(Request request, UUID holder);
}
