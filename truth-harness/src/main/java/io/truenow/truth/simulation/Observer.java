package io.truenow.truth.simulation;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.AggregateAnswer;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Aggregation.Function;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.TimeRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * A reader: asks the product's scans for count, sum and distinct ids, compares them with the model at the positions that the answer
 * covers, and never sees a ready owner behind what it has seen before.
 */
final class Observer {

    private static final List<Aggregation> ASKED = List.of(
            Aggregation.of(Function.COUNT, null),
            Aggregation.of(Function.SUM, Field.metric("amount")),
            Aggregation.of(Function.COUNT_DISTINCT, Field.BuiltIn.EVENT_ID));

    private final World world;
    private final SplittableRandom random;
    private final Map<Model.ShardKey, Long> seen = new HashMap<>();
    private final Map<UUID, Long> watermarks = new HashMap<>();
    private long answers;

    Observer(World world) {
        this.world = world;
        this.random = Plan.stream(world.plan().seed(), 5);
    }

    void run() {
        while (!world.faults().healed()) {
            world.scheduler().sleep(5_000 + random.nextInt(100_000));
            List<Incarnation> open = world.cluster().open();
            List<TableDescriptor> tables = world.catalog().tables();
            if (!open.isEmpty() && !tables.isEmpty()) {
                ask(open.get(random.nextInt(open.size())), tables.get(random.nextInt(tables.size())));
            }
        }
    }

    private void ask(Incarnation process, TableDescriptor table) {
        AggregateRequest request = new AggregateRequest(
                table.tableId(), TimeRange.ALL, Predicate.TRUE, List.of(), ASKED, List.of(), 0, Long.MAX_VALUE);
        ScanContext context =
                new ScanContext(Principal.LOCAL, () -> false, 1_000, 1_000_000, 1L << 30, new ScanStatistics());
        AggregateAnswer answer;
        try {
            answer = process.scans().aggregate(request, context);
        } catch (TrueNowException e) {
            // The table is not here.
            return;
        }
        answers++;
        compare(table, answer);
        neverBack(process, table, answer.coverage());
    }

    private void compare(TableDescriptor table, AggregateAnswer answer) {
        long count = 0;
        double amount = 0;
        List<String> ids = new ArrayList<>();
        for (Coverage.ShardPosition position : answer.coverage().shards()) {
            ModelShard shard = world.model().shard(table.tableId(), position.shard());
            ModelShard.State state = shard.at(position.offset());
            if (state == null) {
                throw new Violation(Invariant.I6_NO_GAP_NO_OVERLAP, "the log has no record at " + position);
            }
            count += state.stored();
            amount += state.amount();
            shard.rows().subList(0, state.rows()).forEach(row -> ids.add(row.id()));
        }
        Object shownCount = answer.block().columns().get(0).value(0);
        Object shownAmount = answer.block().columns().get(1).value(0);
        Object shownIds = answer.block().columns().get(2).value(0);
        boolean equal = Long.valueOf(count).equals(shownCount)
                && (count == 0 ? shownAmount == null : Double.valueOf(amount).equals(shownAmount))
                && Long.valueOf(ids.stream().distinct().count()).equals(shownIds);
        if (!equal) {
            throw new Violation(
                    Invariant.I2_NOTHING_TWICE,
                    table.ref() + " answers count, sum, distinct [" + shownCount + ", " + shownAmount + ", " + shownIds
                            + "], and the model [" + count + ", " + amount + "]");
        }
    }

    private void neverBack(Incarnation process, TableDescriptor table, Coverage coverage) {
        boolean allReady = true;
        for (Coverage.ShardPosition position : coverage.shards()) {
            if (world.cluster().owner(position.partition()) != process
                    || !process.reader().isReady(position.partition())) {
                allReady = false;
                continue;
            }
            Model.ShardKey key = new Model.ShardKey(table.tableId(), position.shard());
            long before = seen.getOrDefault(key, -1L);
            if (position.offset() < before) {
                throw new Violation(
                        Invariant.I4_NEVER_BACK, table.ref() + " was seen at [" + before + "] and now at " + position);
            }
            seen.put(key, position.offset());
        }
        if (allReady && coverage.shards().size() == table.settings().shards()) {
            watermark(process, table);
        }
    }

    private void watermark(Incarnation process, TableDescriptor table) {
        long now = process.tier().watermarkMicros(table.tableId()).orElse(Long.MIN_VALUE);
        long before = watermarks.getOrDefault(table.tableId(), Long.MIN_VALUE);
        if (now < before) {
            throw new Violation(
                    Invariant.I4_NEVER_BACK,
                    table.ref() + " had the watermark [" + before + "] and now has [" + now + "]");
        }
        watermarks.put(table.tableId(), now);
    }

    long answers() {
        return answers;
    }
}
