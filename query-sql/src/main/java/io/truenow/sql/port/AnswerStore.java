package io.truenow.sql.port;

import org.jspecify.annotations.Nullable;

/**
 * Answers of queries, kept for a while under keys that say all that an answer depends on. A store is a convenience: it may forget
 * anything at any time, and what it gives back may have been written by somebody else, so whoever reads it checks it.
 *
 * <p>Thread-safe. No method throws because of the store's own troubles, and none waits long: a store that does not answer has nothing.
 * Arrays are handed over; neither side changes them afterwards. Implementations bound the bytes that they hold in this process and the
 * life of each answer.
 */
public interface AnswerStore {

    /** Keeps nothing. */
    AnswerStore NONE = new AnswerStore() {
        @Override
        public byte @Nullable [] get(byte[] key) {
            return null;
        }

        @Override
        public void put(byte[] key, byte[] answer) {}
    };

    /** What is kept under a key; null if nothing is, or if the store does not answer. */
    byte @Nullable [] get(byte[] key);

    /** Keeps an answer under a key, in place of an earlier one. */
    void put(byte[] key, byte[] answer);
}
