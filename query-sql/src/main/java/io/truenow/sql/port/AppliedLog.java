package io.truenow.sql.port;

import org.jspecify.annotations.Nullable;

/** How far the log has been applied, for statements that wait for events that were acknowledged. Thread-safe; answers from memory. */
public interface AppliedLog {

    /** Nothing is ever applied. */
    AppliedLog NONE = new AppliedLog() {
        @Override
        public long nextOffset(int partition) {
            return -1;
        }

        @Override
        public Runnable whenApplied(int partition, long offset, Runnable action) {
            return () -> {};
        }

        @Override
        public @Nullable String stopped(int partition) {
            return null;
        }
    };

    /** Offset behind the last record of a partition that every scan from now on sees; -1 while the partition is not read here. */
    long nextOffset(int partition);

    /**
     * Runs an action once, as soon as every scan that begins then sees the record of an offset; at once if that is so.
     *
     * @param action short, and does not throw
     * @return gives up
     */
    Runnable whenApplied(int partition, long offset, Runnable action);

    /** Why a partition is not applied any further; null while it is. */
    @Nullable
    String stopped(int partition);
}
