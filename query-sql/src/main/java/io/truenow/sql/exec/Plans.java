package io.truenow.sql.exec;

import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.parse.StatementShape;
import io.truenow.sql.plan.LiftedPlan;
import io.truenow.sql.plan.Plan;
import io.truenow.sql.plan.Planner;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.jspecify.annotations.Nullable;

/**
 * Finds plans that are kept, and makes those that are not. A statement is looked up by its shape first: its text without the literals
 * that it only compares with. A shape that cannot be planned so is remembered, and its statements are kept by their whole text.
 *
 * <p>Thread-safe; two threads that miss the same plan both make it.
 */
final class Plans {

    private final Planner planner;
    private final PlanCache cache;
    private final boolean shapes;
    private final int bound;
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();
    private final LongAdder byText = new LongAdder();

    /** @param shapes false keeps plans by the whole text only */
    Plans(Planner planner, int maxPlans, boolean shapes) {
        this.planner = planner;
        this.cache = new PlanCache(maxPlans);
        this.bound = maxPlans;
        this.shapes = shapes;
    }

    /** A plan with the literals of one statement. */
    record Planned(Plan plan, List<SqlColumn> columns, LiftedValues literals) {}

    private record Shaped(List<String> namespace, String text, String stayed) {}

    PlanFigures figures() {
        cache.settle();
        return new PlanFigures(hits.sum(), misses.sum(), byText.sum(), cache.size(), bound);
    }

    /** The plan of a statement by its shape; null if it must be planned by its text, which also says what is wrong with it. */
    @Nullable
    Planned ofShape(Catalog catalog, String sql, List<String> defaultNamespace) {
        StatementShape shape = shapes ? StatementShape.of(sql) : null;
        if (shape == null) {
            return null;
        }
        PlanCache.Key key = new PlanCache.Key(catalog.version(), new Shaped(defaultNamespace, shape.text(), ""));
        PlanCache.OfShape plan =
                switch (cache.find(key)) {
                    case PlanCache.OfShape known -> hit(known);
                    case PlanCache.SomeStay some -> of(catalog, sql, defaultNamespace, shape, some.lifted());
                    case PlanCache.ByText known -> null;
                    case PlanCache.Whole never -> throw new IllegalStateException("A shape has no whole plan.");
                    case null -> made(catalog, sql, defaultNamespace, shape, key);
                };
        LiftedValues values = plan == null ? null : LiftedValues.of(plan.plan().parameters(), shape);
        if (plan == null || values == null) {
            byText.increment();
            return null;
        }
        return new Planned(plan.plan().plan(), plan.columns(), values);
    }

    private PlanCache.OfShape hit(PlanCache.OfShape plan) {
        hits.increment();
        return plan;
    }

    private PlanCache.@Nullable OfShape of(
            Catalog catalog, String sql, List<String> defaultNamespace, StatementShape shape, BitSet lifted) {
        PlanCache.Key key = stayed(catalog, defaultNamespace, shape, lifted);
        if (cache.find(key) instanceof PlanCache.OfShape known) {
            return hit(known);
        }
        LiftedPlan plan = plan(catalog, sql, defaultNamespace, shape, lifted);
        if (plan == null || !plan.lifted().equals(lifted)) {
            return null;
        }
        return keep(key, plan);
    }

    private PlanCache.@Nullable OfShape made(
            Catalog catalog, String sql, List<String> defaultNamespace, StatementShape shape, PlanCache.Key key) {
        LiftedPlan plan = plan(catalog, sql, defaultNamespace, shape, null);
        if (plan == null) {
            cache.keep(key, new PlanCache.ByText());
            return null;
        }
        BitSet lifted = plan.lifted();
        if (lifted.cardinality() == shape.literals()) {
            return keep(key, plan);
        }
        cache.keep(key, new PlanCache.SomeStay(lifted));
        return keep(stayed(catalog, defaultNamespace, shape, lifted), plan);
    }

    private static PlanCache.Key stayed(
            Catalog catalog, List<String> defaultNamespace, StatementShape shape, BitSet lifted) {
        return new PlanCache.Key(catalog.version(), new Shaped(defaultNamespace, shape.text(), shape.written(lifted)));
    }

    private PlanCache.OfShape keep(PlanCache.Key key, LiftedPlan plan) {
        misses.increment();
        PlanCache.OfShape entry =
                new PlanCache.OfShape(plan, columns(plan.plan().columns()));
        cache.keep(key, entry);
        return entry;
    }

    private @Nullable LiftedPlan plan(
            Catalog catalog, String sql, List<String> defaultNamespace, StatementShape shape, @Nullable BitSet lift) {
        try {
            return planner.plan(catalog, defaultNamespace, sql, shape, lift);
        } catch (Exception | StackOverflowError | AssertionError planItAsItIsWritten) {
            return null;
        }
    }

    /** The plan of a statement or a request; made if there is none. */
    Planned whole(Catalog catalog, Object statement, Supplier<Plan> make) {
        PlanCache.Key key = new PlanCache.Key(catalog.version(), statement);
        if (cache.find(key) instanceof PlanCache.Whole known) {
            hits.increment();
            return new Planned(known.plan(), known.columns(), LiftedValues.NONE);
        }
        Plan plan = make.get();
        misses.increment();
        PlanCache.Whole entry = new PlanCache.Whole(plan, columns(plan.columns()));
        cache.keep(key, entry);
        return new Planned(plan, entry.columns(), LiftedValues.NONE);
    }

    private static List<SqlColumn> columns(List<RelDataTypeField> fields) {
        return List.copyOf(fields.stream()
                .map(f -> new SqlColumn(f.getName(), f.getType()))
                .toList());
    }
}
