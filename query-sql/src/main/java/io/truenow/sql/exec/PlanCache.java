package io.truenow.sql.exec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.truenow.sql.plan.LiftedPlan;
import io.truenow.sql.plan.Plan;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Plans of statements that came before, and what is known of their shapes. The key holds the whole visible catalogue, so a new table or
 * column makes new plans; past the bound, entries that are used seldom go. Thread-safe.
 */
final class PlanCache {

    /** What a plan depends on: the catalogue's version and the statement, its shape, or the shape of a request. */
    record Key(Object catalog, Object statement) {}

    /** What is kept. */
    sealed interface Entry {}

    /** A plan of one statement or request. */
    record Whole(Plan plan, List<SqlColumn> columns) implements Entry {}

    /** A plan of all statements of a shape whose literals that stayed are equal. */
    record OfShape(LiftedPlan plan, List<SqlColumn> columns) implements Entry {}

    /** A shape some of whose literals stay. */
    record SomeStay(BitSet lifted) implements Entry {}

    /** A shape whose statements are planned one by one. */
    record ByText() implements Entry {}

    private final Cache<Key, Entry> entries;

    PlanCache(int maxPlans) {
        this.entries = Caffeine.newBuilder().maximumSize(maxPlans).build();
    }

    @Nullable
    Entry find(Key key) {
        return entries.getIfPresent(key);
    }

    void keep(Key key, Entry entry) {
        entries.put(key, entry);
    }

    /** Entries that are kept now, those of which the bound will soon take away included. */
    long size() {
        return entries.estimatedSize();
    }

    /** Takes away at once what is beyond the bound. */
    void settle() {
        entries.cleanUp();
    }
}
