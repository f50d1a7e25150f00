package io.truenow.truth.torture;

import java.math.BigDecimal;

/**
 * Columns of an event, all derived from its id and a version, so that whoever knows the id knows what must be served. Version 0 is
 * what a client means; version 1 is what it sends under the same id to provoke a conflict.
 *
 * @param timeMicros event time
 * @param label a dimension
 * @param version a dimension
 * @param amount a metric, a whole number
 * @param price a metric, two decimals
 */
record EventContent(long timeMicros, String label, int version, long amount, BigDecimal price) {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;
    private static final long MINUTE_MICROS = 60_000_000L;

    /**
     * The content of an event.
     *
     * @param seed seed of the run
     * @param baseMicros event time of round 0
     */
    static EventContent of(long seed, long baseMicros, EventId id, int version) {
        long h = mix(seed + GOLDEN * (id.client() + 1L));
        h = mix(h + GOLDEN * id.round());
        h = mix(h + GOLDEN * id.request());
        h = mix(h + GOLDEN * (id.index() * 2L + version));
        long other = mix(h);
        return new EventContent(
                baseMicros + id.round() * 1_000_000L + Math.floorMod(other, MINUTE_MICROS),
                "L" + Math.floorMod(h, 997),
                version,
                Math.floorMod(h >>> 16, 1_000L),
                BigDecimal.valueOf(Math.floorMod(h >>> 32, 1_000_000L), 2));
    }

    private static long mix(long z) {
        long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
        return x ^ (x >>> 31);
    }
}
