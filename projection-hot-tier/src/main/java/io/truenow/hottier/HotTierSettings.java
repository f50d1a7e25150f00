package io.truenow.hottier;

import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.segment.SegmentLimits;

/**
 * Settings of the hot tier.
 *
 * @param budgetBytes most bytes of segments, dictionaries and event ids of all tables
 */
public record HotTierSettings(
        long budgetBytes, SegmentLimits segments, DedupLimits dedup, CheckpointSettings checkpoints) {

    /** The defaults within a memory budget. */
    public static HotTierSettings withBudget(long budgetBytes) {
        return new HotTierSettings(budgetBytes, SegmentLimits.DEFAULT, DedupLimits.DEFAULT, CheckpointSettings.DEFAULT);
    }

    /** Positive budgets only. */
    public HotTierSettings {
        if (budgetBytes < 1) {
            throw new IllegalArgumentException("The memory budget is positive, not [" + budgetBytes + "].");
        }
    }
}
