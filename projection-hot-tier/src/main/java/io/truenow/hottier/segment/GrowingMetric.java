package io.truenow.hottier.segment;

/**
 * A metric of a chunk that still grows: whole numbers until one comes that was sent as a double. Rows behind those that were appended are
 * null. One writer.
 */
sealed interface GrowingMetric permits GrowingDoubles, GrowingWholes {

    String name();

    boolean hasValues();

    /** The rows as of now, of a chunk of so many. */
    Metric view(int rows);

    /** Value of one row; NaN is null. */
    double value(int row);
}
