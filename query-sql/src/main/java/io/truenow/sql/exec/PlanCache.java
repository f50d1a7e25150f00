package io.truenow.sql.exec;

import io.truenow.sql.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plans of statements that came before. The key holds the whole visible catalogue, so a new table or column makes new plans; the least
 * recently used plan goes first. Thread-safe.
 */
final class PlanCache {

    /** What a plan depends on: the catalogue's version and the statement or the shape of a request. */
    record Key(Object catalog, Object statement) {}

    private final Map<Key, Plan> plans;

    PlanCache(int maxPlans) {
        this.plans = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Plan> eldest) {
                return size() > maxPlans;
            }
        };
    }

    synchronized @Nullable Plan find(Key key) {
        return plans.get(key);
    }

    synchronized void keep(Key key, Plan plan) {
        plans.put(key, plan);
    }
}
