package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.segment.ChunkView;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;

/**
 * One group key over a run of chunks, as numbers. A bounded part gives ordinals from 0 to {@code cardinality - 1}, an unbounded one
 * any long. Immutable.
 */
sealed interface KeyPart {

    /** Cardinality of parts without a bound. */
    long UNBOUNDED = Long.MAX_VALUE;

    /** Null of a metric: values are never NaN. */
    long NULL_DOUBLE = Double.doubleToRawLongBits(Double.NaN);

    /** Null of a metric of whole numbers. */
    long NULL_LONG = ChunkView.MetricView.NO_LONG;

    /** Whether a key is a column, whose values can be null. */
    static boolean isColumn(GroupKey key) {
        return key.field() instanceof Field.Column;
    }

    /** Number of ordinals. */
    default long cardinality() {
        return UNBOUNDED;
    }

    /** What an ordinal is called in every run: the ordinal plus a base. */
    default long base() {
        return 0;
    }

    /** Texts of a dimension; ordinal 0 is null, others are the code plus one. */
    record Codes(int slot, TextSpace space) implements KeyPart {
        @Override
        public long cardinality() {
            return space.size() + 1L;
        }
    }

    /** Event ids, numbered by the part of the scan that meets them; null never happens. */
    record EventIds() implements KeyPart {}

    /** Whole numbers; null is {@link #NULL_LONG}. */
    record Longs(int slot) implements KeyPart {}

    /** Bits of numbers. */
    record Doubles(int slot) implements KeyPart {}

    /** Numbers of time buckets. */
    record Buckets(GroupKey key, long base, long cardinality) implements KeyPart {

        /** Buckets of times between two; those that no int counts have no bound. */
        static KeyPart of(GroupKey key, long minMicros, long maxMicros) {
            long first = indexOf(key, minMicros);
            long count = indexOf(key, maxMicros) - first + 1;
            return count > 0 && count < Integer.MAX_VALUE
                    ? new Buckets(key, first, count)
                    : new Indexes(key, FieldSlots.EVENT_TIME);
        }
    }

    /** Numbers of time buckets, too many to count, or of times that no range bounds; {@link #NULL_LONG} is null. */
    record Indexes(GroupKey key, int slot) implements KeyPart {

        /** Number of the bucket of a time that can be null. */
        long number(long micros) {
            return micros == NULL_LONG ? NULL_LONG : indexOf(key, micros);
        }
    }

    /** Number of the bucket or unit that holds a time. */
    static long indexOf(GroupKey key, long micros) {
        return switch (key) {
            case GroupKey.ByTime by -> {
                long distance = micros - by.originMicros();
                yield distance > micros && by.originMicros() > 0
                        ? Math.floorDiv(distance + by.widthMicros(), by.widthMicros()) - 1
                        : Math.floorDiv(distance, by.widthMicros());
            }
            case GroupKey.ByCalendar by -> {
                LocalDate day =
                        LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), ZoneOffset.UTC);
                long months = day.getYear() * 12L + day.getMonthValue() - 1;
                yield Math.floorDiv(months, monthsOf(by.unit()));
            }
            case GroupKey.ByField by -> throw new IllegalArgumentException("No bucket key [" + by + "].");
        };
    }

    /** First microsecond of a bucket or unit. */
    static long startOf(GroupKey key, long index) {
        return switch (key) {
            case GroupKey.ByTime by -> start(index, by.widthMicros(), by.originMicros());
            case GroupKey.ByCalendar by -> {
                long months = index * monthsOf(by.unit());
                LocalDate day = LocalDate.of((int) Math.floorDiv(months, 12L), (int) Math.floorMod(months, 12L) + 1, 1);
                yield start(day.toEpochDay(), 86_400_000_000L, 0);
            }
            case GroupKey.ByField by -> throw new IllegalArgumentException("No bucket key [" + by + "].");
        };
    }

    /** {@code origin + index * width}, or the smallest time if it is below all of them. */
    private static long start(long index, long width, long origin) {
        long low = index * width;
        long start = low + origin;
        long carry = Long.compareUnsigned(start, low) < 0 ? 1 : 0;
        long high = Math.multiplyHigh(index, width) + (origin >> 63) + carry;
        return high < start >> 63 ? -Long.MAX_VALUE : start;
    }

    private static int monthsOf(GroupKey.ByCalendar.Unit unit) {
        return switch (unit) {
            case MONTH -> 1;
            case QUARTER -> 3;
            case YEAR -> 12;
        };
    }

    /** Ordinals of a bounded part. */
    default void ordinals(SelectedBlock block, int[] target) {
        switch (this) {
            case Codes part -> codes(part, block, target);
            case Buckets part -> buckets(part, block, target);
            default -> throw new IllegalStateException("The part [" + this + "] has no ordinals.");
        }
    }

    private static void codes(Codes part, SelectedBlock block, int[] target) {
        ChunkView.DimensionView dimension = block.reader().dimension(part.slot());
        int n = block.size();
        if (dimension == null) {
            Arrays.fill(target, 0, n, 0);
            return;
        }
        int[] codes = block.codes(part.slot(), dimension);
        for (int i = 0; i < n; i++) {
            target[i] = codes[i] + 1;
        }
    }

    /** Times mostly ascend, so that the last bucket is tried first. */
    private static void buckets(Buckets part, SelectedBlock block, int[] target) {
        long[] times = block.longs(FieldSlots.EVENT_TIME);
        int n = block.size();
        long from = 1;
        long behind = 0;
        int ordinal = 0;
        for (int i = 0; i < n; i++) {
            long time = times[i];
            if (time < from || time >= behind) {
                long index = indexOf(part.key(), time);
                ordinal = (int) (index - part.base());
                from = startOf(part.key(), index);
                behind = startOf(part.key(), index + 1);
            }
            target[i] = ordinal;
        }
    }
}
