package io.truenow.truth.simulation;

import io.truenow.command.ingest.IngestSettings;
import io.truenow.events.ingest.ContentHash;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.dedup.IdMatching;
import io.truenow.hottier.ids.IdPage;
import io.truenow.hottier.segment.SegmentLimits;
import java.util.SplittableRandom;

/** Settings of the product in a history: small, so that every limit is met. */
record Sizes(HotTierSettings hotTier, IngestSettings door, IdMatching ids) {

    /** 128 hashes for all ids. */
    private static class ShortHash implements IdMatching {
        @Override
        public long hash(byte[] id, int from, int length) {
            return (ContentHash.ofBytes(id, from, length) & 127) * 0x9E3779B97F4A7C15L;
        }
    }

    /** The planted bug: the hash alone decides. */
    private static final class HashDecides extends ShortHash {
        @Override
        public boolean same(byte[] stored, int storedFrom, int storedTo, byte[] id, int from, int length) {
            return true;
        }

        @Override
        public boolean same(IdPage page, int i, byte[] id, int from, int length) {
            return true;
        }
    }

    static Sizes of(Plan plan) {
        SplittableRandom random = Plan.stream(plan.seed(), 3);
        int chunkRows = 1 << (1 + random.nextInt(5));
        SegmentLimits segments =
                new SegmentLimits(4 + random.nextInt(40), 1 << 20, chunkRows, 2 + random.nextInt(40), 1 << 16);
        HotTierSettings hotTier = new HotTierSettings(
                1L << 40,
                segments,
                new DedupLimits(1_000_000, 1L << 30, 1L << 40, 1_000, 1 << 2 + random.nextInt(6)),
                new CheckpointSettings(2 + random.nextInt(20), 10 + random.nextInt(100), 1 + random.nextInt(3)));
        IngestSettings.Body body =
                new IngestSettings.Body(1 << 20, 100, 1 << 16, 1 + random.nextInt(4), 1 << 16, 1 << 24, 1_000);
        // A time-out that never ends, or is over at once: nothing waits by the real clock.
        int timeout = random.nextBoolean() ? Integer.MAX_VALUE : 0;
        IngestSettings.Group group =
                new IngestSettings.Group(4 + random.nextInt(60), 768 << 10, timeout, 1 + random.nextInt(4), 10_000);
        IngestSettings door = new IngestSettings(body, IngestSettings.Event.DEFAULT, group, 1, 1, 1000);
        IdMatching ids = plan.planted() == PlantedBug.DROP_ON_FILTER_HIT
                ? new HashDecides()
                : plan.shortHash() ? new ShortHash() : IdMatching.EXACT;
        return new Sizes(hotTier, door, ids);
    }
}
