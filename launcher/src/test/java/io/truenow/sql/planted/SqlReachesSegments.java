package io.truenow.sql.planted;

import io.truenow.hottier.segment.ChunkView;
import org.jspecify.annotations.Nullable;

/** Planted: SQL may see hottier.read only. */
public final class SqlReachesSegments {
    @Nullable
    ChunkView chunk;
}
