package io.truenow.truth.verify;

import java.math.BigDecimal;

/** What the values of one column come to. Sums of numbers are exact. */
final class ColumnSum {

    private long nonNull;
    private BigDecimal sum = BigDecimal.ZERO;
    private double absolute;

    void text() {
        nonNull++;
    }

    void number(double value) {
        nonNull++;
        sum = sum.add(new BigDecimal(value));
        absolute += Math.abs(value);
    }

    long nonNull() {
        return nonNull;
    }

    BigDecimal sum() {
        return sum;
    }

    /**
     * How far a sum of doubles, added in any order, may be from the exact one: n times the unit in the last place of the sum of absolute
     * values (N. J. Higham, The Accuracy of Floating Point Summation, 1993, gives (n - 1) half units).
     */
    double bound() {
        return nonNull * Math.ulp(absolute);
    }
}
