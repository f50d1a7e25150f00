package io.truenow.sql.proof;

import io.truenow.events.access.Grant;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableHistory;
import io.truenow.events.catalog.TableOptions;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.hottier.MemoryDisk;
import io.truenow.sql.Events;
import io.truenow.sql.LiveTier;
import io.truenow.sql.exec.PositionGate;
import io.truenow.sql.exec.PositionSettings;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Two tenants in one engine over one hot tier. Those of {@code alpha} ask; all that is {@code beta}'s is a canary. Beta has tables of alpha's
 * names, twins of them in another case, and some of its own, of which {@code vault.ledger} has a name that alpha may guess. Of alpha's tables
 * only {@code p.a} has no canaries.
 */
final class CanaryTables implements AutoCloseable {

    static final long T0 = ProofTables.T0;

    /** Reaches one table. */
    static final Principal LOCK =
            new Principal("alpha", "lock", Role.READER, List.of(new Grant("p", "a", Set.of(Grant.Action.READ))));

    static final Principal ADAM = new Principal("alpha", "adam", Role.ADMIN);

    /** Who asks. */
    static final List<Principal> ALPHAS = List.of(
            LOCK,
            LOCK,
            LOCK,
            ADAM,
            ADAM,
            ADAM,
            new Principal("alpha", "ann", Role.READER),
            new Principal("alpha", "will", Role.WRITER),
            new Principal("alpha", "sam", Role.SCHEMA_ADMIN),
            new Principal("alpha", "opal", Role.OPERATOR),
            new Principal("alpha", "wide", Role.READER, List.of(new Grant("p", "*", Set.of(Grant.Action.READ)))));

    static final Principal BEA = new Principal("beta", Canary.VICTIM.mark + "_bea", Role.ADMIN);

    /** Sees the same names as {@link #LOCK}, so that what is kept by names alone would be taken for one another's. */
    static final Principal BEN = new Principal("beta", Canary.VICTIM.mark + "_ben", Role.READER, LOCK.grants());

    private static final List<TableRef> ALPHA =
            List.of(alpha("p", "a"), alpha("p", "b"), alpha("p", "c"), alpha("q", Canary.LOCKED.mark + "_own"));
    private static final List<TableRef> BETA = List.of(
            beta("p", "a"),
            beta("p", "b"),
            beta("p", "c"),
            beta("p", "A"),
            beta("P", "a"),
            beta("P", "A"),
            beta("vault", "ledger"),
            beta(Canary.VICTIM.mark + "_ns", Canary.VICTIM.mark + "_table"));

    /** A partition in which alpha has a table, and that has stopped because of a record of beta's. */
    static final int STOPPED = LiveTier.partition(ALPHA.getFirst(), 0);

    final LiveTier tier = new LiveTier(new MemoryDisk(), 24);
    final SqlEngine engine;
    private final Map<Integer, Long> offsets = new HashMap<>();

    private static TableRef alpha(String namespace, String table) {
        return new TableRef("alpha", namespace, table);
    }

    private static TableRef beta(String namespace, String table) {
        return new TableRef("beta", namespace, table);
    }

    /** @param victim whether beta has anything */
    CanaryTables(long seed, boolean victim) {
        Random random = new Random(seed);
        fill(random, ALPHA.getFirst(), 60, null);
        fill(random, ALPHA.get(1), 25, Canary.LOCKED);
        fill(random, ALPHA.get(2), 7, Canary.LOCKED);
        fill(random, ALPHA.get(3), 7, Canary.LOCKED);
        Map<UUID, TableRef> theirs = new HashMap<>();
        if (victim) {
            BETA.forEach(table -> fill(random, table, 30, Canary.VICTIM));
            BETA.forEach(table -> theirs.put(Events.id(table), table));
        }
        tier.stopped.put(STOPPED, reason());
        engine = new SqlEngine(
                tier.reads,
                tenant -> declared(tenant, victim),
                new CanaryFigures.Door(),
                new CanaryFigures(theirs.keySet()),
                new PositionGate(tier.applied(), PositionSettings.DEFAULT),
                () -> T0,
                SqlSettings.DEFAULT,
                () -> true);
    }

    /** Why {@link #STOPPED} is not read any further: a reason that quotes what is in the record. */
    static String reason() {
        return "The record cannot be applied: Column [" + Canary.VICTIM.text(90) + "] has an unknown role.";
    }

    private static List<TableDescriptor> declared(String tenant, boolean victim) {
        return switch (tenant) {
            case "alpha" ->
                List.of(
                        table(alpha("p", "e"), List.of(), null),
                        table(alpha("q", Canary.LOCKED.mark + "_planned"), names(Canary.LOCKED), Canary.LOCKED));
            case "beta" ->
                victim
                        ? List.of(
                                table(beta("p", "e"), names(Canary.VICTIM), Canary.VICTIM),
                                table(beta("vault", "planned"), names(Canary.VICTIM), Canary.VICTIM))
                        : List.of();
            default -> List.of();
        };
    }

    private static List<ColumnSpec> names(Canary of) {
        return List.of(ColumnSpec.dimension(of.text(11)), ColumnSpec.metric(of.text(12)));
    }

    private static TableDescriptor table(TableRef ref, List<ColumnSpec> more, @Nullable Canary of) {
        List<ColumnSpec> columns = new ArrayList<>(List.of(
                ColumnSpec.dimension("k"),
                ColumnSpec.dimension("s"),
                ColumnSpec.metric("n"),
                ColumnSpec.metric("d"),
                ColumnSpec.metric("x")));
        columns.addAll(more);
        String said = of == null ? "" : of.text(13);
        return new TableDescriptor(
                Events.id(ref),
                ref,
                TableSettings.DEFAULT,
                1,
                TableState.ACTIVE,
                columns,
                TableOptions.described(said),
                new TableHistory(said, T0, T0, 1));
    }

    private void fill(Random random, TableRef ref, int events, @Nullable Canary of) {
        Events batch = new Events();
        for (int i = 0; i < events; i++) {
            Map<String, Object> values = new TreeMap<>();
            boolean all = i == 0;
            // Every other row has a key that finds rows of other tables.
            put(
                    values,
                    random,
                    all,
                    "k",
                    of == null || random.nextBoolean() ? one(random, ProofTables.KEYS) : of.text(i));
            put(values, random, all, "s", of == null ? one(random, ProofTables.TEXTS) : of.text(i + 20));
            put(values, random, all, "n", of == null ? (double) (random.nextInt(9) - 3) : of.number(i));
            put(values, random, all, "d", of == null ? (random.nextInt(4000) - 2000) / 4.0 : of.number(i + 1));
            put(values, random, all, "x", of == null ? (random.nextInt(9) - 4) / 3.0 : of.number(i + 2));
            if (of != null) {
                put(values, random, all, of.text(11), of.text(i + 30));
                put(values, random, all, of.text(12), of.number(i));
                put(values, random, all, of == Canary.VICTIM ? "amount_due" : "amount_owed", of.number(i));
            }
            long plain = T0 + random.nextInt(4) * 86_400_000_000L + random.nextInt(50) * 997_000L;
            batch.add(of == null ? "a" + i : of.text(i) + i, of == null ? plain : of.timeMicros(i), values);
        }
        int partition = LiveTier.partition(ref, 0);
        tier.apply(ref, 0, offsets.merge(partition, 1L, Long::sum) - 1, batch.build());
    }

    private static <T> T one(Random random, List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static void put(Map<String, Object> values, Random random, boolean always, String name, Object value) {
        if (always || random.nextInt(6) != 0) {
            values.put(name, value);
        }
    }

    @Override
    public void close() {
        engine.close();
        tier.close();
    }
}
