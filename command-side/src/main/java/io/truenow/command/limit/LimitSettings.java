package io.truenow.command.limit;

/**
 * Rate limits of ingest, in events a second.
 *
 * @param global of all callers together; 0 for none
 * @param perTenant of one tenant; 0 for none
 * @param perKey of one API key; 0 for none
 * @param burst seconds of its rate that a level lets through at once after it was idle for as long; at least 1
 * @param maxBuckets tenants, and API keys, that are told apart at a time
 */
public record LimitSettings(int global, int perTenant, int perKey, double burst, int maxBuckets) {

    /** A permit is given every nanosecond at most. */
    public static final int MAX_RATE = 1_000_000_000;

    /** Tenants, and API keys, that are told apart at a time unless it is set. */
    public static final int USUAL_BUCKETS = 65_536;

    /** No limit. */
    public static final LimitSettings OFF = new LimitSettings(0, 0, 0, 1, USUAL_BUCKETS);

    /** Refuses what has no meaning. */
    public LimitSettings {
        requireRate(global);
        requireRate(perTenant);
        requireRate(perKey);
        if (!(burst >= 1 && burst <= 60) || maxBuckets < 1) {
            throw new IllegalArgumentException("The burst [" + burst + "] or the bound [" + maxBuckets + "] is wrong.");
        }
    }

    private static void requireRate(int rate) {
        if (rate < 0 || rate > MAX_RATE) {
            throw new IllegalArgumentException("The rate [" + rate + "] is not possible.");
        }
    }

    /** Whether any level is limited. */
    public boolean isOn() {
        return global > 0 || perTenant > 0 || perKey > 0;
    }

    /** The rate of a level; 0 for none. */
    int rate(LimitLevel level) {
        return switch (level) {
            case KEY -> perKey;
            case TENANT -> perTenant;
            case GLOBAL -> global;
        };
    }
}
