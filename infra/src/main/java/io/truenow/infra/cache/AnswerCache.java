package io.truenow.infra.cache;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.truenow.sql.port.AnswerStore;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The answer store that the settings ask for, with its figures and meters. Thread-safe; must be closed. */
public final class AnswerCache implements AutoCloseable {

    private final @Nullable LocalAnswers local;
    private final @Nullable SharedAnswers shared;

    /** Opens what the settings ask for; a Redis server that is away does not keep it from opening. */
    public AnswerCache(AnswerCacheSettings settings) {
        boolean keeps = settings.timeToLive().isPositive();
        this.local = keeps ? new LocalAnswers(settings.localBytes(), settings.timeToLive(), System::nanoTime) : null;
        this.shared = keeps && settings.redis() != null
                ? new SharedAnswers(settings.redis(), settings.timeToLive(), settings.redisPatience())
                : null;
    }

    /** Where the query API keeps its answers. */
    public AnswerStore store() {
        if (local == null) {
            return AnswerStore.NONE;
        }
        return shared == null ? local : new LayeredAnswers(local, shared);
    }

    /** What stands under {@code answer_cache} in the query role's status. */
    public Map<String, Object> figures() {
        Map<String, Object> figures = new LinkedHashMap<>();
        if (local == null) {
            figures.put("state", "off");
            return figures;
        }
        figures.put("state", "on");
        figures.put("hits", local.statistics().hitCount());
        figures.put("misses", local.statistics().missCount());
        figures.put("evictions", local.statistics().evictionCount());
        figures.put("entries", local.entries());
        figures.put("bytes", local.bytes());
        if (shared != null) {
            figures.put("redis", redis(shared));
        }
        return figures;
    }

    private static Map<String, Object> redis(SharedAnswers shared) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("address", shared.address().toString());
        figures.put("state", shared.state().name().toLowerCase(Locale.ROOT));
        figures.put("hits", shared.hits());
        figures.put("misses", shared.misses());
        figures.put("failures", shared.failures());
        figures.put("skipped", shared.skipped());
        return figures;
    }

    /** Registers the meters, under the documented names where there are such. */
    public void bindTo(MeterRegistry registry) {
        if (local != null) {
            counter(registry, local, "flow_cache_hits", "Answers found in memory", l -> l.statistics()
                    .hitCount());
            counter(registry, local, "flow_cache_misses", "Answers not found in memory", l -> l.statistics()
                    .missCount());
            counter(registry, local, "flow_cache_evictions", "Answers that left memory", l -> l.statistics()
                    .evictionCount());
            gauge(
                    registry,
                    local,
                    "flow_cache_hit_rate",
                    "Part of looks that found an answer in memory",
                    l -> l.statistics().hitRate());
            gauge(registry, local, "flow_cache_size", "Answers in memory", LocalAnswers::entries);
            gauge(registry, local, "truenow_answer_cache_bytes", "Bytes of answers in memory", LocalAnswers::bytes);
        }
        if (shared != null) {
            gauge(
                    registry,
                    shared,
                    "truenow_redis_connected",
                    "1 while Redis answers in time",
                    s -> s.state() == RedisLink.State.CONNECTED ? 1 : 0);
            counter(registry, shared, "truenow_redis_hits", "Answers found in Redis", SharedAnswers::hits);
            counter(registry, shared, "truenow_redis_misses", "Answers not found in Redis", SharedAnswers::misses);
            counter(
                    registry,
                    shared,
                    "truenow_redis_failures",
                    "Looks and writes that failed",
                    SharedAnswers::failures);
            counter(registry, shared, "truenow_redis_skipped", "Looks and writes not tried", SharedAnswers::skipped);
        }
    }

    private static <T> void counter(MeterRegistry registry, T of, String name, String help, ToDoubleFunction<T> value) {
        FunctionCounter.builder(name, of, value).description(help).register(registry);
    }

    private static <T> void gauge(MeterRegistry registry, T of, String name, String help, ToDoubleFunction<T> value) {
        Gauge.builder(name, of, value).description(help).register(registry);
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
