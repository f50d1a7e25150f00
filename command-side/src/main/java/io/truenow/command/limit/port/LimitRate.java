package io.truenow.command.limit.port;

/**
 * How fast a bucket of permits fills, and how many it holds. Immutable.
 *
 * @param perSecond permits a second; 0 for no limit
 * @param burst seconds of its rate that the bucket holds, 1 to 60
 */
public record LimitRate(int perSecond, double burst) {

    /** A permit is given every nanosecond at most. */
    public static final int MAX_RATE = 1_000_000_000;

    /** Most seconds of its rate that a bucket holds. */
    public static final int MAX_BURST = 60;

    /** No limit. */
    public static final LimitRate NONE = new LimitRate(0, 1);

    /** Refuses what has no meaning. */
    public LimitRate {
        if (perSecond < 0 || perSecond > MAX_RATE || !(burst >= 1 && burst <= MAX_BURST)) {
            throw new IllegalArgumentException(
                    "The rate [" + perSecond + "] with the burst [" + burst + "] is not possible.");
        }
    }

    /** Whether anything is limited. */
    public boolean isOn() {
        return perSecond > 0;
    }

    /** Most permits that the bucket holds, so the most that pass at once. */
    public long capacity() {
        return (long) (perSecond * burst);
    }

    /** Nanoseconds in which an empty bucket fills, rounded up. */
    public long nanosToFill() {
        return (long) Math.ceil(burst * 1e9);
    }
}
