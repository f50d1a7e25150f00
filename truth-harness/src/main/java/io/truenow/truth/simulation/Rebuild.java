package io.truenow.truth.simulation;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.ContentHash;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.dedup.IdMatching;
import io.truenow.hottier.ingest.CheckpointThread;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.port.Disk;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.ShardSnapshot;
import io.truenow.hottier.segment.TableSnapshot;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Folds the whole log into a new hot tier with an empty disk, and compares hashes over sorted rows with the live ones. */
final class Rebuild {

    private final World world;

    Rebuild(World world) {
        this.world = world;
    }

    void compare() {
        HotTier rebuilt = new HotTier(
                world.sizes().hotTier(),
                new NoDisk(),
                () -> World.START_MICROS,
                new FoldEnvironment(Runnable::run, new NoThread(), () -> 0L, IdMatching.EXACT));
        for (int partition : world.cluster().partitions()) {
            rebuilt.projection().assigned(partition);
            for (long offset = 0; offset < world.log().end(partition); offset++) {
                SimulatedLog.Entry entry = world.log().read(partition, offset);
                rebuilt.projection().on(entry.event(), partition, offset, entry.appendTimeMicros());
            }
        }
        TreeMap<Model.ShardKey, Long> live = new TreeMap<>();
        for (int partition : world.cluster().partitions()) {
            Incarnation owner = world.cluster().owner(partition);
            if (owner != null) {
                hash(owner.tier(), partition, live);
            }
        }
        TreeMap<Model.ShardKey, Long> again = new TreeMap<>();
        world.cluster().partitions().forEach(partition -> hash(rebuilt, partition, again));
        Violation.unless(
                live.equals(again),
                Invariant.I5_REBUILD_EQUALS_LIVE,
                "live tables hash to " + live + ", rebuilt ones to " + again);
        Violation.unless(
                live.keySet().equals(world.model().shards().keySet()),
                Invariant.I5_REBUILD_EQUALS_LIVE,
                "live shards are " + live.keySet() + ", the model has "
                        + world.model().shards().keySet());
    }

    /** A hash over rows and counts of each shard in a partition. */
    private void hash(HotTier tier, int partition, Map<Model.ShardKey, Long> into) {
        for (TableInfo info : tier.tables(Principal.LOCAL)) {
            Optional<TableSnapshot> opened = tier.open(Principal.LOCAL, info.tableId());
            if (opened.isEmpty()) {
                continue;
            }
            try (TableSnapshot snapshot = opened.get()) {
                for (ShardSnapshot shard : snapshot.shards()) {
                    if (shard.position().partition() == partition) {
                        into.put(
                                new Model.ShardKey(
                                        info.tableId(), shard.position().shard()),
                                hash(shard));
                    }
                }
            }
        }
    }

    private static long hash(ShardSnapshot shard) {
        long hash = shard.position().offset();
        List<ModelShard.Row> rows = Served.rows(shard);
        for (ModelShard.Row row : rows) {
            byte[] text = (row.offset() + ":" + row.index() + " " + row.text()).getBytes(StandardCharsets.UTF_8);
            hash = ContentHash.term(hash, ContentHash.ofBytes(text, 0, text.length));
        }
        return hash;
    }

    /** Nothing is stored. */
    private static final class NoDisk implements Disk {
        @Override
        public void write(String name, Content content) {}

        @Override
        public InputStream read(String name) {
            return new ByteArrayInputStream(new byte[0]);
        }

        @Override
        public MemorySegment map(String name) {
            return MemorySegment.ofArray(new byte[0]);
        }

        @Override
        public List<String> list(String folder) {
            return List.of();
        }

        @Override
        public void delete(String name) {}

        @Override
        public long usableBytes() {
            return Long.MAX_VALUE;
        }
    }

    /** Nothing is checkpointed. */
    private static final class NoThread implements CheckpointThread {
        @Override
        public void execute(Runnable command) {}

        @Override
        public void everySecond(Runnable work) {}

        @Override
        public boolean isRunning() {
            return true;
        }

        @Override
        public void close() {}
    }
}
