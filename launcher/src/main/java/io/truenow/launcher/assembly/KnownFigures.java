package io.truenow.launcher.assembly;

import io.truenow.hottier.HotTier;
import io.truenow.hottier.read.CheckpointFigures;
import io.truenow.infra.bus.LogProgress;
import io.truenow.sql.port.ServerFigures;
import java.util.List;

/** What the parts of this process know, for the system tables. Thread-safe. */
record KnownFigures(HotTier hotTier, LogProgress progress) implements ServerFigures {

    @Override
    public long logEnd(int partition) {
        return progress.nextOffset(partition) < 0 ? UNKNOWN : progress.endOffset(partition);
    }

    @Override
    public List<CheckpointFigures> checkpoints() {
        return hotTier.projection().checkpoints();
    }
}
