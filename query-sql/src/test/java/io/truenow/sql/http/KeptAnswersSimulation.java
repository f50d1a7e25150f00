package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredTables;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A cached answer equals a fresh one: seeded rounds of questions to two services that share a store, to one that keeps nothing, and to a
 * plain model, over a real hot tier that takes late events, duplicates, conflicting duplicates and new columns in between, also in the
 * middle of a question. Each kind of store extends this. {@code -Dtruenow.seed=…} repeats a run.
 */
public abstract class KeptAnswersSimulation {

    private static final long T0 = SimulatedTables.T0;
    private static final List<String> REGIONS = SimulatedTables.REGIONS;

    private final int rounds;
    private final long seed = Long.getLong("truenow.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Runnable amidst = () -> {};

    /**
     * A simulation.
     *
     * @param usual rounds unless {@code -Dtruenow.rounds=…} says otherwise
     */
    protected KeptAnswersSimulation(int usual) {
        this.rounds = Integer.getInteger("truenow.rounds", usual);
    }

    /** An empty store. */
    protected abstract AnswerStore store();

    @Test
    void keptAnswersEqualFreshOnes() {
        try (SimulatedTables tables = new SimulatedTables(random, Long.MAX_VALUE)) {
            run(tables, rounds, true);
        }
    }

    @Test
    void keptAnswersEqualFreshOnesWhileRowsLeaveMemory() {
        try (SimulatedTables tables = new SimulatedTables(random, 50_000)) {
            run(tables, Math.max(2_000, rounds / 5), false);
            assertThat(tables.evictedSegments()).as("seed %d", seed).isGreaterThan(10);
        }
    }

    private void run(SimulatedTables tables, int wanted, boolean complete) {
        AnswerStore store = store();
        QuerySettings settings = QuerySettings.DEFAULT.withLog("simulated");
        try (SqlEngine one = engine(interrupted(tables.reads()));
                SqlEngine two = engine(tables.reads())) {
            QueryService[] cached = {
                new QueryService(one, interrupted(tables.reads()), store, settings),
                new QueryService(two, tables.reads(), store, settings)
            };
            QueryService fresh = new QueryService(two, tables.reads(), AnswerStore.NONE, settings);
            List<QueryRequest> family = family();
            int hits = 0;
            for (int round = 0; round < wanted; round++) {
                if (random.nextInt(12) == 0) {
                    tables.append(1 + random.nextInt(complete ? 4 : 60));
                }
                Principal caller = random.nextInt(8) == 0 ? SimulatedTables.STRANGER : Principal.LOCAL;
                QueryRequest request = moved(family.get(random.nextInt(family.size())), round);
                if (random.nextInt(40) == 0) {
                    amidst = () -> tables.append(2);
                    cached[0].answer(caller, request);
                    amidst = () -> {};
                }
                QueryService.Outcome answer = cached[random.nextInt(2)].answer(caller, request);
                QueryService.Outcome expected = fresh.answer(caller, request);
                String what = "seed " + seed + ", round " + round + ", " + caller.tenant() + ", " + request;
                assertThat(shown(answer)).as(what).isEqualTo(shown(expected));
                if (complete) {
                    assertThat(answer.answer().rows())
                            .as(what)
                            .usingRecursiveComparison()
                            .withComparatorForType(SimulatedTables::compare, Double.class)
                            .isEqualTo(tables.answer(caller, request));
                }
                hits += answer.cached() ? 1 : 0;
            }
            System.out.printf(
                    "[%s] seed %d: %d of %d answers were kept ones%n",
                    getClass().getSimpleName(), seed, hits, wanted);
            assertThat(hits).as("hits, seed %d", seed).isGreaterThan(complete ? wanted / 10 * 3 : wanted / 20);
        }
    }

    private static SqlEngine engine(HotTierReads reads) {
        return new SqlEngine(reads, DeclaredTables.NONE, () -> T0, SqlSettings.DEFAULT, () -> true);
    }

    /** The same reads, but something may happen between the look at a table and its scan. */
    private HotTierReads interrupted(HotTierReads reads) {
        return (HotTierReads) Proxy.newProxyInstance(
                HotTierReads.class.getClassLoader(), new Class<?>[] {HotTierReads.class}, (self, method, arguments) -> {
                    if (method.getName().equals("aggregate")) {
                        amidst.run();
                    }
                    try {
                        return method.invoke(reads, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** All of an answer but what is measured. */
    private static List<@Nullable Object> shown(QueryService.Outcome outcome) {
        QueryAnswer answer = outcome.answer();
        List<@Nullable Object> shown = new ArrayList<>();
        shown.add(answer.rows());
        shown.add(answer.truncated());
        shown.add(answer.sparse());
        shown.add(answer.incompleteBeforeMicros());
        shown.add(outcome.watermarkMicros());
        return shown;
    }

    private List<QueryRequest> family() {
        List<QueryRequest> family = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            Map<String, @Nullable String> filters = new TreeMap<>();
            if (random.nextInt(3) == 0) {
                filters.put("region", random.nextInt(4) == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size())));
            }
            List<String> groupBy = List.of(
                            List.<String>of(), List.of("region"), List.of("product", "region"), List.of("nothing"))
                    .get(random.nextInt(4));
            String metric = List.of("revenue", "revenue", "nothing", "").get(random.nextInt(4));
            family.add(new QueryRequest(
                    "shop",
                    random.nextBoolean() ? "a" : "b",
                    List.of(0L, T0, T0 + 1_800_000_000L).get(random.nextInt(3)),
                    List.of(T0 + 3_600_000_000L, Long.MAX_VALUE).get(random.nextInt(2)),
                    filters,
                    groupBy,
                    metric.isEmpty() ? null : QueryRequest.Aggregate.values()[i % 5],
                    metric.isEmpty() ? null : metric,
                    dear(),
                    random.nextInt(3) == 0 ? new io.truenow.sql.type.Widths.Width(600_000_000L, 0) : null));
        }
        return family;
    }

    private Set<QueryRequest.Dear> dear() {
        return Arrays.stream(QueryRequest.Dear.values())
                .filter(figure -> random.nextInt(4) > 0)
                .collect(Collectors.toSet());
    }

    /** A question up to "now" has another end each time; what is asked of the figures may change too. */
    private QueryRequest moved(QueryRequest request, int round) {
        long end = request.endMicros() == Long.MAX_VALUE ? T0 + 100_000_000_000L + round : request.endMicros();
        QueryRequest.Aggregate aggregate = request.aggregate() == null
                ? null
                : QueryRequest.Aggregate.values()[random.nextInt(QueryRequest.Aggregate.values().length)];
        return new QueryRequest(
                request.namespace(),
                request.table(),
                request.startMicros(),
                end,
                request.filters(),
                request.groupBy(),
                aggregate,
                request.metric(),
                request.dear(),
                request.interval());
    }
}
