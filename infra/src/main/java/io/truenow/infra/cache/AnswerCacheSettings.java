package io.truenow.infra.cache;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where answers are kept, and how long.
 *
 * @param timeToLive longest life of an answer ({@code QUERY_API_CACHE_TTL}); zero keeps none
 * @param localBytes most bytes in this process
 * @param redis server to share them through ({@code REDIS_ADDR}); null for none
 * @param redisPatience longest wait for that server
 */
public record AnswerCacheSettings(
        Duration timeToLive, long localBytes, @Nullable RedisAddress redis, Duration redisPatience) {

    /** 60 s, 64 MiB, no Redis, 50 ms. */
    public static final AnswerCacheSettings DEFAULT =
            new AnswerCacheSettings(Duration.ofSeconds(60), 64L << 20, null, Duration.ofMillis(50));

    /** Positive bounds only; the life may be zero. */
    public AnswerCacheSettings {
        if (timeToLive.isNegative() || localBytes <= 0 || !redisPatience.isPositive()) {
            throw new IllegalArgumentException("Each bound of the answer cache is positive.");
        }
    }

    /** The same with another life and server. */
    public AnswerCacheSettings with(Duration life, @Nullable RedisAddress server) {
        return new AnswerCacheSettings(life, localBytes, server, redisPatience);
    }
}
