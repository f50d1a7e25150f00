package io.truenow.hottier.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Group keys and accumulators over lists of rows. Sums are exact (decimal), rounded once at the end. */
final class ReferenceAggregations {

    private ReferenceAggregations() {}

    static @Nullable Object key(GroupKey key, ReferenceRow row) {
        return switch (key) {
            case GroupKey.ByField by -> {
                Object value = row.value(by.field());
                yield value instanceof Double number ? (Object) (number + 0.0) : value;
            }
            case GroupKey.ByTime by -> {
                BigDecimal width = BigDecimal.valueOf(by.widthMicros());
                BigDecimal origin = BigDecimal.valueOf(by.originMicros());
                yield row.value(by.field()) instanceof Long micros
                        ? (Object) time(BigDecimal.valueOf(micros)
                                .subtract(origin)
                                .divide(width, 0, RoundingMode.FLOOR)
                                .multiply(width)
                                .add(origin))
                        : null;
            }
            case GroupKey.ByCalendar by ->
                row.value(by.field()) instanceof Long micros ? (Object) calendarStart(by.unit(), micros) : null;
        };
    }

    private static long calendarStart(GroupKey.ByCalendar.Unit unit, long micros) {
        LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L)), ZoneOffset.UTC);
        int month =
                switch (unit) {
                    case MONTH -> day.getMonthValue();
                    case QUARTER -> (day.getMonthValue() - 1) / 3 * 3 + 1;
                    case YEAR -> 1;
                };
        return time(BigDecimal.valueOf(LocalDate.of(day.getYear(), month, 1).toEpochDay())
                .multiply(BigDecimal.valueOf(86_400_000_000L)));
    }

    /** The time, or the smallest one where it is below that. */
    private static long time(BigDecimal micros) {
        return micros.max(BigDecimal.valueOf(-Long.MAX_VALUE)).longValueExact();
    }

    static @Nullable Object accumulate(Aggregation aggregation, List<ReferenceRow> rows) {
        List<ReferenceRow> seen = rows.stream()
                .filter(row -> ReferencePredicates.holds(aggregation.filter(), row))
                .toList();
        Field field = aggregation.field();
        if (field == null) {
            return (long) seen.size();
        }
        List<Object> values = seen.stream()
                .map(row -> row.value(field))
                .filter(Objects::nonNull)
                .map(Object.class::cast)
                .map(value -> value instanceof Double number ? (Object) (number + 0.0) : value)
                .toList();
        return switch (aggregation.function()) {
            case COUNT -> (long) values.size();
            case COUNT_DISTINCT -> (long) distinct(values).size();
            case MIN -> values.isEmpty() ? null : distinct(values).getFirst();
            case MAX -> values.isEmpty() ? null : distinct(values).getLast();
            case SUM -> values.isEmpty() ? null : total(sum(values), aggregation.type());
            case AVG -> values.isEmpty() ? null : (Object) (sum(values).doubleValue() / values.size());
            case PERCENTILE -> values.isEmpty() ? null : (Object) percentile(values, aggregation.fraction());
        };
    }

    private static NavigableSet<Object> distinct(List<Object> values) {
        NavigableSet<Object> set = new TreeSet<>(ReferenceOrder::compareValues);
        set.addAll(values);
        return set;
    }

    private static BigDecimal sum(List<Object> values) {
        return values.stream()
                .map(value -> value instanceof Long whole ? BigDecimal.valueOf(whole) : new BigDecimal((Double) value))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Object total(BigDecimal sum, ValueType type) {
        if (type == ValueType.DOUBLE) {
            return sum.doubleValue();
        }
        BigInteger whole = sum.toBigIntegerExact();
        return whole.bitLength() < Long.SIZE ? (Object) whole.longValueExact() : whole;
    }

    private static double percentile(List<Object> values, double fraction) {
        List<Double> sorted = values.stream()
                .map(value -> ((Number) value).doubleValue())
                .sorted()
                .toList();
        double rank = fraction * (sorted.size() - 1);
        int below = (int) Math.floor(rank);
        int above = (int) Math.ceil(rank);
        double low = sorted.get(below);
        double high = sorted.get(above);
        return low + (high - low) * (rank - below);
    }
}
