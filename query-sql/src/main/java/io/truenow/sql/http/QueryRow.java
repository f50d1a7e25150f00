package io.truenow.sql.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code /v1/query}.
 *
 * @param groups values of the dimensions in the order of {@code group_by}
 * @param count events
 */
record QueryRow(long timestampMicros, List<@Nullable String> groups, long count, Figures figures) {

    /**
     * Figures of the metric; null where there is no value, or where it is not wanted.
     *
     * @param distinct different values, of event ids where there is no metric
     */
    record Figures(
            @Nullable Double sum,
            @Nullable Double avg,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable Long distinct,
            @Nullable Double p50,
            @Nullable Double p95,
            @Nullable Double p99) {

        /** Of no event. */
        static final Figures NOTHING = new Figures(null, null, null, null, 0L, null, null, null);

        /** Of no event, with its distinct values not wanted. */
        static final Figures UNKNOWN = new Figures(null, null, null, null, null, null, null, null);

        /** From sum, average, smallest, largest and three percentiles, in this order. */
        static Figures of(@Nullable Double[] n, @Nullable Long distinct) {
            return new Figures(n[0], n[1], n[2], n[3], distinct, n[4], n[5], n[6]);
        }

        /** One of the dear figures. */
        @Nullable
        Number dear(QueryRequest.Dear figure) {
            return switch (figure) {
                case UNIQUE_COUNT -> distinct;
                case P50 -> p50;
                case P95 -> p95;
                case P99 -> p99;
            };
        }

        /** As {@link #of} takes them. */
        @Nullable
        Double[] numbers() {
            return new @Nullable Double[] {sum, avg, min, max, p50, p95, p99};
        }
    }

    /** The same at another time. */
    QueryRow at(long micros) {
        return new QueryRow(micros, groups, count, figures);
    }

    /** The {@code value} of an aggregate. */
    @Nullable
    Number value(QueryRequest.Aggregate aggregate) {
        return switch (aggregate) {
            case COUNT -> (Number) count;
            case SUM -> figures.sum();
            case AVG -> figures.avg();
            case MIN -> figures.min();
            case MAX -> figures.max();
        };
    }

    /** {@code name:value} of each dimension, {@code default} without one; {@code :}, {@code ,} and {@code \} in values are escaped. */
    String group(List<String> names) {
        if (names.isEmpty()) {
            return "default";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String value = groups.get(i);
            text.append(i == 0 ? "" : ",").append(names.get(i)).append(':');
            if (value == null) {
                text.append("null");
            } else {
                value.chars().forEach(c -> {
                    if (c == ':' || c == ',' || c == '\\') {
                        text.append('\\');
                    }
                    text.append((char) c);
                });
            }
        }
        return text.toString();
    }
}
