package io.truenow.sql.exec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.truenow.sql.plan.Plan;
import org.jspecify.annotations.Nullable;

/**
 * Plans of statements that came before. The key holds the whole visible catalogue, so a new table or column makes new plans; past the
 * bound, plans that are used seldom go. Thread-safe.
 */
final class PlanCache {

    /** What a plan depends on: the catalogue's version and the statement or the shape of a request. */
    record Key(Object catalog, Object statement) {}

    private final Cache<Key, Plan> plans;

    PlanCache(int maxPlans) {
        this.plans = Caffeine.newBuilder().maximumSize(maxPlans).build();
    }

    @Nullable
    Plan find(Key key) {
        return plans.getIfPresent(key);
    }

    void keep(Key key, Plan plan) {
        plans.put(key, plan);
    }
}
