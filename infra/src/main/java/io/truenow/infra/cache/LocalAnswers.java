package io.truenow.infra.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.stats.CacheStats;
import io.truenow.sql.port.AnswerStore;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Answers in the memory of this process, bounded in bytes; what is asked for least leaves first. Thread-safe. */
public final class LocalAnswers implements AnswerStore {

    /** What an entry takes beside its key and its answer, roughly: node, wrapper, array headers. */
    private static final int ENTRY_BYTES = 160;

    private final Cache<ByteBuffer, byte[]> answers;

    /**
     * An empty store.
     *
     * @param maxBytes most bytes of keys, answers and what holds them
     * @param timeToLive longest life of an answer
     * @param nanoClock monotonic
     */
    public LocalAnswers(long maxBytes, Duration timeToLive, LongSupplier nanoClock) {
        this.answers = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((ByteBuffer key, byte[] answer) -> key.remaining() + answer.length + ENTRY_BYTES)
                .expireAfterWrite(timeToLive)
                .ticker(nanoClock::getAsLong)
                .recordStats()
                .build();
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return answers.getIfPresent(ByteBuffer.wrap(key));
    }

    @Override
    public void put(byte[] key, byte[] answer) {
        answers.put(ByteBuffer.wrap(key), answer);
    }

    /** Answers found, not found and evicted since the start. */
    CacheStats statistics() {
        return answers.stats();
    }

    /** Answers that are kept. */
    long entries() {
        answers.cleanUp();
        return answers.estimatedSize();
    }

    /** Bytes that they take. */
    long bytes() {
        answers.cleanUp();
        return answers.policy()
                .eviction()
                .flatMap(bound -> bound.weightedSize().stream().boxed().findFirst())
                .orElse(0L);
    }
}
