package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State that aggregations need; those with equal specifications share it, so that SUM, AVG and COUNT of a column cost one sum and
 * one count.
 */
record AccumulatorSpec(Kind kind, @Nullable Field field, Predicate filter) {

    /** What is kept. */
    enum Kind {
        ROWS,
        VALUES,
        SUM,
        MIN,
        MAX,
        DISTINCT,
        SAMPLES
    }

    /** States of an aggregation, the first of them its main one. */
    static List<AccumulatorSpec> of(Aggregation aggregation) {
        Field field = aggregation.field();
        Predicate filter = aggregation.filter();
        if (field == null) {
            if (aggregation.function() != Aggregation.Function.COUNT) {
                throw invalid("needs a field", aggregation);
            }
            return List.of(new AccumulatorSpec(Kind.ROWS, null, filter));
        }
        return switch (aggregation.function()) {
            case COUNT -> List.of(count(field, filter));
            case MIN -> List.of(new AccumulatorSpec(Kind.MIN, field, filter));
            case MAX -> List.of(new AccumulatorSpec(Kind.MAX, field, filter));
            case COUNT_DISTINCT -> List.of(new AccumulatorSpec(Kind.DISTINCT, field, filter));
            case SUM -> List.of(new AccumulatorSpec(Kind.SUM, metric(field, aggregation), filter));
            case AVG ->
                List.of(
                        new AccumulatorSpec(Kind.SUM, metric(field, aggregation), filter),
                        new AccumulatorSpec(Kind.VALUES, field, filter));
            case PERCENTILE -> {
                if (!(aggregation.fraction() >= 0 && aggregation.fraction() <= 1)) {
                    throw invalid("needs a fraction from 0 to 1", aggregation);
                }
                yield List.of(new AccumulatorSpec(Kind.SAMPLES, doubles(metric(field, aggregation)), filter));
            }
        };
    }

    private static AccumulatorSpec count(Field field, Predicate filter) {
        boolean never = field instanceof Field.BuiltIn;
        return never ? new AccumulatorSpec(Kind.ROWS, null, filter) : new AccumulatorSpec(Kind.VALUES, field, filter);
    }

    private static Field metric(Field field, Aggregation aggregation) {
        if (!(field instanceof Field.Column) || field.type() == ValueType.TEXT) {
            throw invalid("needs a metric", aggregation);
        }
        return field;
    }

    /** The same metric as doubles: between two ranks there may be any number. */
    private static Field doubles(Field metric) {
        return metric instanceof Field.Column column ? Field.metric(column.name()) : metric;
    }

    private static TrueNowException invalid(String what, Aggregation aggregation) {
        return new TrueNowException(
                ErrorCode.INVALID_QUERY, "The aggregation [" + aggregation.function() + "] " + what + ".");
    }
}
