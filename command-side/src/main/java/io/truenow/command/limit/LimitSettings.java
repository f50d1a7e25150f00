package io.truenow.command.limit;

import io.truenow.command.limit.port.LimitRate;
import io.truenow.events.access.Principal;

/**
 * Rate limits of ingest that the settings give, in events a second.
 *
 * @param global of all callers together; 0 for none
 * @param perTenant of one tenant; 0 for none
 * @param perKey of one API key; 0 for none
 * @param burst seconds of its rate that a level lets through at once after it was idle for as long; at least 1
 * @param maxBuckets tenants, and API keys, that are told apart at a time
 */
public record LimitSettings(int global, int perTenant, int perKey, double burst, int maxBuckets) implements LimitRates {

    /** Tenants, and API keys, that are told apart at a time unless it is set. */
    public static final int USUAL_BUCKETS = 65_536;

    /** No limit. */
    public static final LimitSettings OFF = new LimitSettings(0, 0, 0, 1, USUAL_BUCKETS);

    /** Refuses what has no meaning. */
    public LimitSettings {
        for (int rate : new int[] {global, perTenant, perKey}) {
            var unused = new LimitRate(rate, burst);
        }
        if (maxBuckets < 1) {
            throw new IllegalArgumentException("The bound [" + maxBuckets + "] is wrong.");
        }
    }

    @Override
    public boolean isOn() {
        return global > 0 || perTenant > 0 || perKey > 0;
    }

    @Override
    public LimitRate of(LimitLevel level, Principal caller) {
        return rate(level);
    }

    /** The rate of everybody at a level. */
    public LimitRate rate(LimitLevel level) {
        int perSecond =
                switch (level) {
                    case KEY -> perKey;
                    case TENANT -> perTenant;
                    case GLOBAL -> global;
                };
        return new LimitRate(perSecond, burst);
    }
}
