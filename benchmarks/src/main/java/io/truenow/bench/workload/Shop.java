package io.truenow.bench.workload;

import java.util.UUID;

/**
 * Workload W1: one hour of web-shop events. Event {@code i} follows from {@code i} alone, so that it is the same in every run and for
 * every peer. Four dimensions with 4, 100, 5 and 200,000 values, three metrics. Stateless.
 */
public final class Shop {

    /** Microseconds between events. */
    public static final long STEP_MICROS = 720;

    /** Event time of the first, in microseconds since 1970. */
    public static final long START_MICROS = 1_754_772_362_000_000L;

    private static final long JITTER_MICROS = 700;
    private static final String[] REGIONS = {"us-east", "us-west", "eu-west", "ap-south"};
    private static final String[] TYPES = {"premium", "standard", "free", "trial", "partner"};
    private static final String[] PRODUCTS = names("product-", 100);
    private static final String[] USERS = names("user-", 200_000);

    private Shop() {}

    /** Id of an event, as text. */
    public static String id(long event) {
        return "e" + event;
    }

    /** Random-looking UUID as the id of an event: the worst case for the memory of ids. */
    public static String uuid(long event) {
        return new UUID(mix(event, 20), mix(event, 21)).toString();
    }

    /** Event time in microseconds since 1970. */
    public static long timeMicros(long event) {
        return START_MICROS + event * STEP_MICROS + pick(event, 9, JITTER_MICROS);
    }

    /** Dimension {@code region}. */
    public static String region(long event) {
        return REGIONS[(int) pick(event, 1, REGIONS.length)];
    }

    /** Dimension {@code product}. */
    public static String product(long event) {
        return PRODUCTS[(int) pick(event, 2, PRODUCTS.length)];
    }

    /** Dimension {@code customer_type}. */
    public static String customerType(long event) {
        return TYPES[(int) pick(event, 3, TYPES.length)];
    }

    /** Dimension {@code user_id}. */
    public static String user(long event) {
        return USERS[(int) pick(event, 4, USERS.length)];
    }

    /** Metric {@code revenue} in hundredths, so that a sum of it is exact. */
    public static long revenueCents(long event) {
        return pick(event, 5, 100_000);
    }

    /** Metric {@code revenue}. */
    public static double revenue(long event) {
        return revenueCents(event) / 100.0;
    }

    /** Metric {@code quantity}. */
    public static double quantity(long event) {
        return pick(event, 6, 10);
    }

    /** Metric {@code processing_time}. */
    public static double processingTime(long event) {
        return pick(event, 7, 50_000) / 100.0;
    }

    /** Sum of {@code revenue} of the events from 0 up to a number, that one left out. */
    public static double revenueOf(long events) {
        long cents = 0;
        for (long i = 0; i < events; i++) {
            cents += revenueCents(i);
        }
        return cents / 100.0;
    }

    private static String[] names(String prefix, int count) {
        String[] names = new String[count];
        for (int i = 0; i < count; i++) {
            names[i] = prefix + i;
        }
        return names;
    }

    private static long pick(long event, int column, long bound) {
        return (mix(event, column) >>> 1) % bound;
    }

    /** Finaliser of SplitMix64 (Steele, Lea, Flood 2014) over the event's and the column's number. */
    private static long mix(long event, int column) {
        long z = event * 0x9E3779B97F4A7C15L + column * 0xD1B54A32D192ED03L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
