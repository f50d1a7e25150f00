package io.truenow.command.port;

import io.truenow.events.error.TrueNowException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the state of log, disk and hot tier says about taking more events. Thread-safe and cheap: asked for every batch. */
public interface Admissibility {

    /**
     * Returns if events may be taken into the table.
     *
     * @throws TrueNowException {@code STORAGE_FULL} below a disk floor or at the duplicate store's limit, {@code LAG_LIMIT} if the
     *     hot tier is too far behind the log, {@code LOG_UNAVAILABLE} if the log cannot take writes, {@code SHARD_STOPPED} if a part of
     *     the table has stopped
     */
    void require(UUID tableId);

    /** Watermark of a table as last known, in microseconds; null before the first event. */
    @Nullable
    Long watermarkMicros(UUID tableId);
}
