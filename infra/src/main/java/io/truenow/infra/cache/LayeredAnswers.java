package io.truenow.infra.cache;

import io.truenow.sql.port.AnswerStore;
import org.jspecify.annotations.Nullable;

/**
 * A near store in front of a far one. Only what was put here stands in the near one; what others put into the far one is read there each
 * time, so that no answer lives longer than the far store lets it. Thread-safe if both are.
 */
public record LayeredAnswers(AnswerStore near, AnswerStore far) implements AnswerStore {

    @Override
    public byte @Nullable [] get(byte[] key) {
        byte[] found = near.get(key);
        return found == null ? far.get(key) : found;
    }

    @Override
    public void put(byte[] key, byte[] answer) {
        near.put(key, answer);
        far.put(key, answer);
    }
}
