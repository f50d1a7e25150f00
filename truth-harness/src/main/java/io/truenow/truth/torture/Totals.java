package io.truenow.truth.torture;

import java.math.BigDecimal;

/**
 * Count and sums of some events, exact.
 *
 * @param count events
 * @param amount sum of the whole metric
 * @param price sum of the doubles that the decimal metric is stored as
 */
record Totals(long count, long amount, BigDecimal price) {

    static final Totals NONE = new Totals(0, 0, BigDecimal.ZERO);

    /** Distance of neighbouring doubles, relative, halved: the most that one addition of doubles is off. */
    private static final double UNIT_ROUNDOFF = 0x1p-53;

    Totals plus(EventContent content) {
        return new Totals(
                count + 1,
                amount + content.amount(),
                price.add(new BigDecimal(content.price().doubleValue())));
    }

    Totals plus(Totals other) {
        return new Totals(count + other.count, amount + other.amount, price.add(other.price));
    }

    /**
     * Whether sums that SQL gave are these: the count and the sum of whole numbers to the last digit; the sum of decimals within what
     * any order of additions of doubles may be off, {@code (n - 1) · 2^-53 · Σ|x|} (Higham, 1993); prices are not negative.
     */
    boolean agrees(long served, double servedAmount, double servedPrice) {
        double bound = Math.max(1, count) * UNIT_ROUNDOFF * price.doubleValue() + Double.MIN_VALUE;
        return served == count
                && servedAmount == amount
                && Double.isFinite(servedPrice)
                && price.subtract(new BigDecimal(servedPrice)).abs().doubleValue() <= bound;
    }
}
