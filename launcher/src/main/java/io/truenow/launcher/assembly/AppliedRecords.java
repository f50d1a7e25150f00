package io.truenow.launcher.assembly;

import io.truenow.hottier.HotTier;
import io.truenow.infra.bus.KafkaLogSource;
import io.truenow.infra.bus.PartitionFailure;
import io.truenow.sql.port.AppliedLog;
import org.jspecify.annotations.Nullable;

/** What this process has applied of the log, for statements that wait for it. Thread-safe. */
record AppliedRecords(HotTier hotTier, KafkaLogSource source) implements AppliedLog {

    @Override
    public long nextOffset(int partition) {
        return hotTier.projection().nextOffset(partition);
    }

    @Override
    public Runnable whenApplied(int partition, long offset, Runnable action) {
        return hotTier.projection().whenApplied(partition, offset, action);
    }

    @Override
    public @Nullable String stopped(int partition) {
        PartitionFailure failure = source.failures().get(partition);
        return failure == null ? null : failure.toString();
    }
}
