package io.truenow.hottier.read;

/** What an aggregation groups by. Null is a group of its own. */
public sealed interface GroupKey {

    /** Values of a field. */
    record ByField(Field field) implements GroupKey {}

    /**
     * Start of the bucket that holds the event time, as {@code long} microseconds: {@code origin + floorDiv(t - origin, width) * width}.
     */
    record ByTime(long widthMicros, long originMicros) implements GroupKey {
        /** Positive widths only. */
        public ByTime {
            if (widthMicros <= 0) {
                throw new IllegalArgumentException("A bucket has a positive width, not [" + widthMicros + "].");
            }
        }
    }

    /** Start of the calendar unit in UTC that holds the event time, as {@code long} microseconds. */
    record ByCalendar(Unit unit) implements GroupKey {
        /** Units without a fixed width. */
        public enum Unit {
            MONTH,
            QUARTER,
            YEAR
        }
    }

    /** Type of the key's values. */
    default ValueType type() {
        return this instanceof ByField f ? f.field().type() : ValueType.LONG;
    }
}
