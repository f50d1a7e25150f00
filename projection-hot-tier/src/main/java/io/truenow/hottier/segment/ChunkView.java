package io.truenow.hottier.segment;

import java.util.List;

/**
 * Immutable view of up to 65,536 rows of one segment: all that a kernel sees, so on- or off-heap storage and narrow encodings are
 * this class's business alone. Reads copy a range of rows into the caller's scratch arrays; kernels work in blocks of at most
 * {@link #BLOCK} rows. Thread-safe.
 */
public interface ChunkView {

    /** Most rows that one read call returns. */
    int BLOCK = 4096;

    /** Number of rows. */
    int rows();

    /** Smallest event time, in microseconds; zone map. */
    long minTimeMicros();

    /** Largest event time, in microseconds; zone map. */
    long maxTimeMicros();

    /** Copies event times of rows {@code [from, from + count)} to {@code target[0..count)}. */
    void eventTimes(int from, int count, long[] target);

    /** Copies ingest times likewise. */
    void ingestTimes(int from, int count, long[] target);

    /** Copies revisions likewise. */
    void revisions(int from, int count, long[] target);

    /** Partition of the log that the chunk's shard lives in. */
    int partition();

    /** Copies log offsets likewise. */
    void offsets(int from, int count, long[] target);

    /** Copies indexes within the log record likewise. */
    void indexes(int from, int count, long[] target);

    /** Event id of a row as text. */
    String eventId(int row);

    /** Whether a row's event id is the given UTF-8. */
    boolean eventIdMatches(int row, byte[] utf8);

    /** Dimensions that have a value in this chunk. */
    List<DimensionView> dimensions();

    /** The dimension of that name, or null if no row has a value. */
    @org.jspecify.annotations.Nullable
    DimensionView dimension(String name);

    /** Metrics that have a value in this chunk. */
    List<MetricView> metrics();

    /** The metric of that name, or null if no row has a value. */
    @org.jspecify.annotations.Nullable
    MetricView metric(String name);

    /** A dimension's rows of a chunk. */
    interface DimensionView {
        /** Name. */
        String name();

        /** Texts of the codes. */
        DictionaryView dictionary();

        /** Whether some row is null. */
        boolean hasNulls();

        /** Copies codes of rows {@code [from, from + count)} to {@code target[0..count)}; -1 is null. */
        void codes(int from, int count, int[] target);

        /** Code of one row; -1 is null. */
        int code(int row);

        /**
         * Finds a code that is not null among rows {@code [from, from + count)}.
         *
         * @param rows takes the matching ones, counted from {@code from}, ascending
         * @return how many there are
         */
        int find(int from, int count, int code, int[] rows);
    }

    /** A metric's rows of a chunk. */
    interface MetricView {
        /** What {@link #longs} gives for null; no event has it as a value. */
        long NO_LONG = Long.MIN_VALUE;

        /** Name. */
        String name();

        /**
         * Whether the chunk has whole numbers. They can be read as the nearest doubles; doubles as whole numbers only if they are, others
         * lose their fraction.
         */
        boolean whole();

        /** Smallest non-null value; zone map. */
        double min();

        /** Largest non-null value; zone map. */
        double max();

        /** Smallest non-null value as {@link #longs} gives it; zone map. */
        long minLong();

        /** Largest non-null value as {@link #longs} gives it; zone map. */
        long maxLong();

        /** Power of ten that makes every value a whole number, as far as it is known; 0 if it is not. */
        double scale();

        /** Whether some row is null. */
        boolean hasNulls();

        /** Copies values of rows {@code [from, from + count)} to {@code target[0..count)}; unspecified where null. */
        void values(int from, int count, double[] target);

        /** Value of one row; unspecified where null. */
        double value(int row);

        /** Copies whole numbers of rows {@code [from, from + count)} to {@code target[0..count)}; {@link #NO_LONG} is null. */
        void longs(int from, int count, long[] target);

        /** Whole number of one row; {@link #NO_LONG} is null. */
        long longValue(int row);

        /** Sets {@code target[i]} to whether row {@code from + i} is null. */
        void nulls(int from, int count, boolean[] target);
    }
}
