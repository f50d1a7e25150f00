package io.truenow.sql.port;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The plain store: a map that forgets nothing, whose content a test may spoil. */
public final class KeptAnswers implements AnswerStore {

    private final Map<ByteBuffer, byte[]> answers = new ConcurrentHashMap<>();

    @Override
    public byte @Nullable [] get(byte[] key) {
        return answers.get(ByteBuffer.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] answer) {
        answers.put(ByteBuffer.wrap(key), answer);
    }

    /** All that is kept. */
    public Map<ByteBuffer, byte[]> answers() {
        return answers;
    }
}
