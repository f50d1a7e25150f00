package io.truenow.command.ingest.arrow;

/** Values of number columns as metrics. Thread-safe. */
final class Numbers {

    private static final long MAX_EXACT = 1L << 53;
    private static final long MAX_DIGITS = 1_000_000_000_000_000L;
    private static final int MAX_POWER = 22;

    private Numbers() {}

    /** The value; NaN for a whole number beyond 2^53 and for a decimal of more than 15 digits. */
    static double value(ArrowColumn column, Values of, int row) {
        if (column.kind().isWhole()) {
            long whole = of.whole(row);
            boolean exact = of.fitsWhole(row) && whole >= -MAX_EXACT && whole <= MAX_EXACT;
            return exact ? whole : Double.NaN;
        }
        if (column.kind().isDecimal()) {
            return of.fitsWhole(row) ? decimal(of.whole(row), column.scale()) : Double.NaN;
        }
        // Adding 0.0 turns -0.0 into 0.0, so that equal numbers have equal bits.
        return of.floating(row) + 0.0;
    }

    /** The nearest double, which prints the same 15 digits again. */
    private static double decimal(long unscaled, int scale) {
        if (unscaled <= -MAX_DIGITS || unscaled >= MAX_DIGITS) {
            return Double.NaN;
        }
        if (scale >= 0 && scale <= MAX_POWER) {
            return unscaled / POWERS[scale];
        }
        return Double.parseDouble(unscaled + "E" + -(long) scale);
    }

    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };
}
