package io.truenow.command.limit.port;

import org.jspecify.annotations.Nullable;

/**
 * Buckets of permits that processes on one log share. Whatever keeps them may be away or slow: nobody waits longer for it than its
 * patience, and then the process limits alone. Thread-safe.
 */
public interface SharedPermits {

    /**
     * What became of a draw.
     *
     * @param granted whether all permits were taken; else none was
     * @param left permits in the bucket afterwards
     */
    record Draw(boolean granted, long left) {}

    /**
     * Takes permits out of a bucket, all or none; a bucket that nobody used until it was full is full.
     *
     * @param bucket whose it is; other processes call it the same
     * @param rate how it fills; the same name with another rate is another bucket
     * @param permits at least 1
     * @return null if nobody can say in time; permits that are lost then were taken
     */
    @Nullable
    Draw draw(String bucket, LimitRate rate, long permits);

    /** Puts permits back into a bucket, up to what it holds; waits for nobody, and they may get lost. */
    void giveBack(String bucket, LimitRate rate, long permits);
}
