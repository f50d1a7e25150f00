package io.truenow.admin.catalog;

import org.jspecify.annotations.Nullable;

/** One row of {@code sys.segments}; null where the server does not know. Times in microseconds since 1970. */
record SegmentLine(
        @Nullable Long shard,
        @Nullable Long number,
        boolean sealed,
        boolean checkpointed,
        @Nullable Long rows,
        @Nullable Long chunks,
        @Nullable Long bytes,
        @Nullable Long first,
        @Nullable Long last) {}
