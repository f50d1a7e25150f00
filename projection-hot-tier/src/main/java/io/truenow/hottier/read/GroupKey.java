package io.truenow.hottier.read;

/** What an aggregation groups by. Null is a group of its own. */
public sealed interface GroupKey {

    /** Values of a field. */
    record ByField(Field field) implements GroupKey {}

    /**
     * Start of the bucket that holds the time, as {@code long} microseconds: {@code origin + floorDiv(t - origin, width) * width}, or the
     * smallest long but one where that is below it. Null has no bucket but a group.
     *
     * @param field the event time, or a metric of whole numbers, which are microseconds since 1970
     * @param originMicros where a bucket begins; of a metric's buckets the first that does not begin before 1970
     */
    record ByTime(Field field, long widthMicros, long originMicros) implements GroupKey {
        /** Positive widths only. */
        public ByTime {
            requireTime(field);
            if (widthMicros <= 0) {
                throw new IllegalArgumentException("A bucket has a positive width, not [" + widthMicros + "].");
            }
            if (field instanceof Field.Column) {
                originMicros = Math.floorMod(originMicros, widthMicros);
            }
        }

        /** Buckets of the event time. */
        public ByTime(long widthMicros, long originMicros) {
            this(Field.BuiltIn.EVENT_TIME, widthMicros, originMicros);
        }
    }

    /**
     * Start of the calendar unit in UTC that holds the time, as {@code long} microseconds.
     *
     * @param field as of {@link ByTime}
     */
    record ByCalendar(Field field, Unit unit) implements GroupKey {
        /** Units without a fixed width. */
        public enum Unit {
            MONTH,
            QUARTER,
            YEAR
        }

        /** Refuses a field that is no time. */
        public ByCalendar {
            requireTime(field);
        }

        /** Units of the event time. */
        public ByCalendar(Unit unit) {
            this(Field.BuiltIn.EVENT_TIME, unit);
        }
    }

    /** What is grouped. */
    Field field();

    private static void requireTime(Field field) {
        if (field != Field.BuiltIn.EVENT_TIME
                && !(field instanceof Field.Column column && column.type() == ValueType.LONG)) {
            throw new IllegalArgumentException("The field [" + field + "] has no times.");
        }
    }

    /** Type of the key's values. */
    default ValueType type() {
        return this instanceof ByField f ? f.field().type() : ValueType.LONG;
    }
}
