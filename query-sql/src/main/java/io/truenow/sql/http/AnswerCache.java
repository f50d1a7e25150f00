package io.truenow.sql.http;

import io.truenow.hottier.read.Coverage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Answers that came before. The key holds what the caller sees and the applied log positions of the table, so a kept answer equals a fresh
 * one; it needs no end of life. The least recently used goes first. Thread-safe.
 */
final class AnswerCache {

    /** What an answer depends on. */
    record Key(Object catalog, QueryRequest request, Coverage coverage) {}

    private final Map<Key, QueryAnswer> answers;

    AnswerCache(int maxCached) {
        this.answers = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, QueryAnswer> eldest) {
                return size() > maxCached;
            }
        };
    }

    synchronized @Nullable QueryAnswer find(Key key) {
        return answers.get(key);
    }

    synchronized void keep(Key key, QueryAnswer answer) {
        answers.put(key, answer);
    }
}
