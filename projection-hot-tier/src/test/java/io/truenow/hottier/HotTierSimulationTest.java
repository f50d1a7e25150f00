package io.truenow.hottier;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.hottier.segment.SegmentLimits;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random logs against {@link ModelTier}; the seed is the parameter. */
class HotTierSimulationTest {

    private static final HotTierSettings SMALL = new HotTierSettings(
            1L << 40,
            new SegmentLimits(300, 1 << 20, 64, 120, 1 << 20),
            new DedupLimits(1_000_000, 1L << 30, 1L << 30, 1_000, 16),
            new CheckpointSettings(1_000_000, 1_000_000_000, 100_000));

    private final AtomicLong clock = new AtomicLong(1);

    private HotTier start(MemoryDisk disk) {
        HotTier tier = new HotTier(SMALL, disk, clock::incrementAndGet);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
        return tier;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatReadersSeeEqualsTheModel(long seed) {
        ModelTier model = new ModelTier();
        try (HotTier tier = start(new MemoryDisk())) {
            for (LogRecord log : new SimulatedLog(seed, 7, 300, 80).records) {
                log.deliverTo(tier);
                model.apply(log);
            }
            compare(tier, model);
            assertThat(tier.columns(Principal.LOCAL))
                    .isEqualTo(tier.tables(Principal.LOCAL).stream()
                            .map(TableColumns::of)
                            .toList());
            coversWhatItClaims(tier);
        }
    }

    private static void coversWhatItClaims(HotTier tier) {
        List<TableInfo> tables = tier.tables(Principal.LOCAL);
        assertThat(tables).anyMatch(info -> info.duplicates() > 0).anyMatch(info -> info.conflicting() > 0);
        assertThat(tables).anyMatch(info -> info.late() > 0).anyMatch(info -> info.segments() > 3);
        assertThat(tables).anyMatch(info -> info.coverage().shards().size() == 2);
        // Dimensions whose shared dictionary (120 texts) was too small.
        assertThat(tables).anyMatch(info -> info.columns().stream().anyMatch(column -> column.distinct() > 240));
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void crashesAnywhereAndRepeatedRecordsLeaveTheSameState(long seed) {
        Random random = new Random(seed);
        List<LogRecord> log = new SimulatedLog(seed, 5, 250, 60).records;
        ModelTier model = new ModelTier();
        log.forEach(model::apply);
        MemoryDisk disk = new MemoryDisk();
        int delivered = 0;
        int crashes = 0;
        while (delivered < log.size()) {
            HotTier tier = start(disk);
            TreeMap<Integer, Long> from = new TreeMap<>(tier.nextOffsets());
            // The source seeks to the position of each checkpoint; now and then it delivers older records again.
            int until = crashes >= 12 ? log.size() : Math.min(log.size(), delivered + 1 + random.nextInt(60));
            boolean fromStart = random.nextInt(4) == 0;
            for (int i = 0; i < until; i++) {
                LogRecord next = log.get(i);
                if (fromStart || next.offset() >= from.get(next.partition())) {
                    next.deliverTo(tier);
                }
                if (i >= delivered && random.nextInt(15) == 0) {
                    if (random.nextInt(3) == 0) {
                        disk.crashAfter(random.nextInt(20));
                    }
                    tier.projection().checkpoint();
                }
            }
            delivered = until;
            if (delivered == log.size()) {
                compare(tier, model);
            }
            crashes++;
            disk.repair();
            disk = disk.copy();
        }
        try (HotTier tier = start(disk)) {
            for (LogRecord next : log) {
                next.deliverTo(tier);
            }
            compare(tier, model);
        }
        assertThat(crashes).isGreaterThan(2);
        assertThat(disk.list("checkpoint")).as("ids in files").anyMatch(name -> name.contains("-ids-"));
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void flippedAndTornFilesFallBackToAnOlderCheckpointOrTheLog(long seed) {
        Random random = new Random(seed);
        List<LogRecord> log = new SimulatedLog(seed, 4, 200, 60).records;
        ModelTier model = new ModelTier();
        MemoryDisk disk = new MemoryDisk();
        HotTier first = start(disk);
        for (int i = 0; i < log.size(); i++) {
            log.get(i).deliverTo(first);
            model.apply(log.get(i));
            if (i % 40 == 20) {
                first.projection().checkpoint();
            }
        }
        List<String> files = disk.list("checkpoint");
        assertThat(files).isNotEmpty();
        for (int i = 0; i < 8; i++) {
            String victim = files.get(random.nextInt(files.size()));
            if (random.nextBoolean()) {
                disk.flip(victim, random.nextInt(Integer.MAX_VALUE));
            } else {
                disk.tear(victim, random.nextInt(2_000));
            }
        }
        try (HotTier tier = start(disk)) {
            TreeMap<Integer, Long> from = new TreeMap<>(tier.nextOffsets());
            for (LogRecord next : log) {
                if (next.offset() >= from.get(next.partition())) {
                    next.deliverTo(tier);
                }
            }
            compare(tier, model);
        }
    }

    private static void compare(HotTier tier, ModelTier model) {
        TreeMap<String, TreeMap<String, String>> expected = new TreeMap<>();
        model.shards.forEach((key, shard) -> expected.put(key, shard.rows));
        assertThat(ShownTier.rows(tier)).isEqualTo(expected);
        long stored = 0;
        for (Principal tenant : ShownTier.TENANTS) {
            for (TableInfo info : tier.tables(tenant)) {
                compareFigures(tier, info, model);
                stored += info.stored();
            }
        }
        assertThat(tier.stored()).isEqualTo(stored);
        assertThat(tier.stopped()).isEmpty();
    }

    private static void compareFigures(HotTier tier, TableInfo info, ModelTier model) {
        long logged = 0;
        long duplicates = 0;
        long conflicting = 0;
        long late = 0;
        long watermark = Long.MAX_VALUE;
        TreeMap<Integer, String> conflicts = new TreeMap<>();
        for (var entry : model.shards.entrySet()) {
            if (entry.getKey().startsWith(info.tableId().toString())) {
                ModelTier.Shard shard = entry.getValue();
                logged += shard.logged;
                duplicates += shard.duplicates;
                conflicting += shard.conflicting;
                late += shard.late;
                watermark = Math.min(watermark, shard.watermark);
                int number =
                        Integer.parseInt(entry.getKey().substring(entry.getKey().indexOf('#') + 1));
                conflicts.put(number, shard.conflicts.toString());
            }
        }
        assertThat(info.logged()).isEqualTo(logged).isEqualTo(info.stored() + info.duplicates() + info.conflicting());
        assertThat(info.duplicates()).isEqualTo(duplicates);
        assertThat(info.conflicting()).isEqualTo(conflicting);
        assertThat(info.late()).isEqualTo(late);
        assertThat(info.watermarkMicros()).isEqualTo(watermark);
        assertThat(info.residentRows()).isEqualTo(info.stored());
        TreeMap<Integer, String> shown = new TreeMap<>();
        tier.conflicts(info.tableId()).forEach((shard, list) -> {
            TreeMap<String, String> positions = new TreeMap<>();
            list.forEach(conflict ->
                    positions.put(String.format("%08d:%05d", conflict.offset(), conflict.index()), conflict.eventId()));
            shown.put(shard, positions.toString());
        });
        assertThat(shown).isEqualTo(conflicts);
    }
}
