package io.truenow.truth.simulation;

import static io.truenow.truth.simulation.Invariant.I1_ACKNOWLEDGED_IS_THERE;
import static io.truenow.truth.simulation.Invariant.I2_NOTHING_TWICE;
import static io.truenow.truth.simulation.Invariant.I3_REFUSED_IS_ABSENT;
import static io.truenow.truth.simulation.Invariant.I6_NO_GAP_NO_OVERLAP;
import static io.truenow.truth.simulation.Invariant.LIVENESS;
import static io.truenow.truth.simulation.Invariant.NO_SURPRISE;

import io.truenow.events.access.Principal;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.TableSnapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** The invariants, held against the hot tiers at each step (figures), at recoveries and at the end (every row). */
final class Checks {

    private final World world;
    private long compared;

    Checks(World world) {
        this.world = world;
    }

    /** Figures after a record was applied; every row now and then. */
    void applied(Incarnation process, SimulatedLog.Entry entry) {
        UUID tableId = entry.event().batch().header().tableId();
        int shard = entry.event().batch().header().shard();
        TableInfo info = process.tier().table(Principal.LOCAL, tableId).orElse(null);
        if (info == null) {
            throw new Violation(I6_NO_GAP_NO_OVERLAP, "a table is not there after a record of it was applied");
        }
        figures(process.tier(), info);
        boolean covers = info.coverage().shards().stream()
                .anyMatch(place -> place.shard() == shard && place.offset() >= entry.offset());
        if (!covers) {
            throw new Violation(I6_NO_GAP_NO_OVERLAP, "the record " + place(entry) + " was not applied");
        }
        if (world.faults().number(64) == 0) {
            rows(process.tier(), tableId);
        }
    }

    private static String place(SimulatedLog.Entry entry) {
        return entry.partition() + ":" + entry.offset();
    }

    /** Counts, sums of counts and watermark against the model at the positions that the answer covers. */
    void figures(HotTier tier, TableInfo info) {
        if (!info.stopped().isEmpty()) {
            throw new Violation(NO_SURPRISE, info.ref() + " stopped: " + info.stopped());
        }
        long logged = 0;
        long stored = 0;
        long duplicates = 0;
        long conflicting = 0;
        long late = 0;
        long highest = Long.MIN_VALUE;
        for (Coverage.ShardPosition position : info.coverage().shards()) {
            ModelShard.State state = state(info.tableId(), position);
            logged += state.logged();
            stored += state.stored();
            duplicates += state.duplicates();
            conflicting += state.conflicting();
            late += state.late();
            highest = Math.max(highest, state.watermarkMicros());
        }
        if (info.logged() != info.stored() + info.duplicates() + info.conflicting()) {
            throw new Violation(
                    I6_NO_GAP_NO_OVERLAP,
                    info.ref() + " has logged [" + info.logged() + "], stored [" + info.stored() + "], duplicates ["
                            + info.duplicates() + "], conflicting [" + info.conflicting() + "]");
        }
        boolean equal = info.logged() == logged
                && info.stored() == stored
                && info.duplicates() == duplicates
                && info.conflicting() == conflicting
                && info.late() == late
                && info.residentRows() == stored;
        if (!equal) {
            throw new Violation(
                    info.logged() == logged ? I2_NOTHING_TWICE : I6_NO_GAP_NO_OVERLAP,
                    info.ref() + " at " + info.coverage().shards()
                            + " has logged, stored, duplicates, conflicting, late ["
                            + List.of(info.logged(), info.stored(), info.duplicates(), info.conflicting(), info.late())
                            + "], rows [" + info.residentRows() + "], and the model "
                            + List.of(logged, stored, duplicates, conflicting, late));
        }
        watermark(tier, info, highest);
    }

    /** Of a table with one shard it is the model's; one with more may still have what a shard showed that has left. */
    private void watermark(HotTier tier, TableInfo info, long highest) {
        long shown = tier.watermarkMicros(info.tableId()).orElse(Long.MIN_VALUE);
        long most = highest;
        for (Map.Entry<Model.ShardKey, ModelShard> entry :
                world.model().shards().entrySet()) {
            if (entry.getKey().tableId().equals(info.tableId())) {
                most = Math.max(most, entry.getValue().last().watermarkMicros());
            }
        }
        if (world.shards(info.tableId()) == 1 ? shown != highest : shown > most) {
            throw new Violation(
                    Invariant.I4_NEVER_BACK,
                    info.ref() + " has the watermark [" + shown + "], and the model [" + highest + "]");
        }
    }

    private ModelShard.State state(UUID tableId, Coverage.ShardPosition position) {
        ModelShard.State state = world.model().shard(tableId, position.shard()).at(position.offset());
        if (state == null) {
            throw new Violation(I6_NO_GAP_NO_OVERLAP, "the log has no record of the shard at " + position);
        }
        return state;
    }

    /** Every row of a table's shards in a process, against the model at their positions. */
    void rows(HotTier tier, UUID tableId) {
        Optional<TableSnapshot> opened = tier.open(Principal.LOCAL, tableId);
        if (opened.isEmpty()) {
            return;
        }
        try (TableSnapshot snapshot = opened.get()) {
            for (ShardSnapshot shard : snapshot.shards()) {
                rows(snapshot, shard);
            }
        }
    }

    private void rows(TableSnapshot snapshot, ShardSnapshot shard) {
        ModelShard.State state = state(snapshot.tableId(), shard.position());
        List<ModelShard.Row> expected = world.model()
                .shard(snapshot.tableId(), shard.position().shard())
                .rows()
                .subList(0, state.rows());
        List<ModelShard.Row> shown = Served.rows(shard);
        compared += shown.size();
        if (!shown.equals(expected)) {
            throw new Violation(I2_NOTHING_TWICE, difference(snapshot, shard, shown, expected));
        }
    }

    private static String difference(
            TableSnapshot snapshot, ShardSnapshot shard, List<ModelShard.Row> shown, List<ModelShard.Row> expected) {
        int at = 0;
        while (at < shown.size() && at < expected.size() && shown.get(at).equals(expected.get(at))) {
            at++;
        }
        return snapshot.ref() + " at " + shard.position() + " shows [" + shown.size() + "] rows and the model has ["
                + expected.size() + "]; the first difference is row [" + at + "]: "
                + (at < shown.size() ? shown.get(at) : "none") + " and "
                + (at < expected.size() ? expected.get(at) : "none");
    }

    /** A partition came to a process: its checkpoint is a prefix of the log, wholly. */
    void recovered(Incarnation process, int partition, long next) {
        if (next > world.log().end(partition)) {
            throw new Violation(
                    I6_NO_GAP_NO_OVERLAP,
                    "the checkpoint of " + partition + " goes to [" + next + "], the log ends at ["
                            + world.log().end(partition) + "]");
        }
        positions(process.tier(), partition, next);
    }

    /** Every shard of a partition stands behind its last record in front of an offset, with the rows of that place. */
    private void positions(HotTier tier, int partition, long next) {
        for (Map.Entry<Model.ShardKey, ModelShard> entry :
                world.model().shards().entrySet()) {
            Model.ShardKey key = entry.getKey();
            if (world.model().partition(key) != partition) {
                continue;
            }
            long expected = entry.getValue().lastBefore(next);
            long found = position(tier, key);
            if (found != expected) {
                throw new Violation(
                        I6_NO_GAP_NO_OVERLAP,
                        "partition [" + partition + "] is applied up to [" + next + "], but the shard [" + key
                                + "] stands at [" + found + "] instead of [" + expected + "]");
            }
            tier.table(Principal.LOCAL, key.tableId()).ifPresent(info -> figures(tier, info));
            rows(tier, key.tableId());
        }
    }

    private static long position(HotTier tier, Model.ShardKey key) {
        return tier.table(Principal.LOCAL, key.tableId()).stream()
                .flatMap(info -> info.coverage().shards().stream())
                .filter(place -> place.shard() == key.shard())
                .mapToLong(Coverage.ShardPosition::offset)
                .findAny()
                .orElse(-1);
    }

    /** Everything, after the last recovery. */
    void end() {
        for (int partition : world.cluster().partitions()) {
            Incarnation owner = world.cluster().owner(partition);
            if (owner == null) {
                throw new Violation(LIVENESS, "partition [" + partition + "] has no owner");
            }
            positions(owner.tier(), partition, world.log().end(partition));
        }
        world.model().attempts().forEach(this::attempt);
        distinct();
        new Rebuild(world).compare();
    }

    private void attempt(Attempt attempt) {
        Set<String> logged = world.model().logged(attempt.requestId());
        for (SentEvent event : attempt.acknowledged()) {
            if (!logged.contains(event.id())) {
                throw new Violation(
                        I1_ACKNOWLEDGED_IS_THERE,
                        "the event [" + event.id() + "] of request [" + attempt.requestId()
                                + "] was acknowledged and is not in the log");
            }
        }
        if (attempt.outcome() == Attempt.Outcome.REFUSED) {
            if (!logged.isEmpty()) {
                throw new Violation(
                        I3_REFUSED_IS_ABSENT,
                        "the request [" + attempt.requestId() + "] was refused and the log has " + logged + " of it");
            }
        }
    }

    /** In tables that remember ids for ever, each id counts once. */
    private void distinct() {
        world.model().shards().forEach((key, shard) -> {
            if (world.isUnbounded(key.tableId())) {
                Set<String> ids = new HashSet<>();
                for (ModelShard.Row row : shard.rows()) {
                    if (!ids.add(row.id())) {
                        throw new Violation(I2_NOTHING_TWICE, "the id [" + row.id() + "] counts twice");
                    }
                }
            }
        });
    }

    /** Rows that were compared one by one. */
    long compared() {
        return compared;
    }
}
