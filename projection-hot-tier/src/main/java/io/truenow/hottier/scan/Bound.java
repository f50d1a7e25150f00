package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.SortKey;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * How good the first sort key of a row must at least be to be among the first rows, as all lanes know it: chunks whose zone is worse are
 * not read. Keys are numbers that ascend in the request's order. Only strictly worse ones are left out, so answers do not depend on
 * who was faster. Thread-safe.
 */
final class Bound {

    private final Field field;
    private final SortKey key;
    private final AtomicLong worst = new AtomicLong(Long.MAX_VALUE);

    Bound(Field field, SortKey key) {
        this.field = field;
        this.key = key;
    }

    /** A lane has as many rows as are wanted, none worse than the given candidate. */
    void lower(FieldColumn column, int candidate) {
        if (prunes() && !column.isNull(candidate)) {
            long rank = column.type() == ValueType.LONG
                    ? rank(column.longAt(candidate))
                    : rank(sortable(column.doubleAt(candidate)));
            worst.accumulateAndGet(rank, Math::min);
        }
    }

    private boolean prunes() {
        return field == Field.BuiltIn.EVENT_TIME || field instanceof Field.Column c && c.type() != ValueType.TEXT;
    }

    /** Whether a chunk has no row that is good enough. */
    boolean excludes(ChunkView chunk) {
        return best(chunk) > worst.get();
    }

    /** Chunks with the best zones first. */
    int[] visitingOrder(List<ScanInput.Source> sources) {
        if (!prunes()) {
            return IntStream.range(0, sources.size()).toArray();
        }
        long[] best = sources.stream().mapToLong(source -> best(source.chunk())).toArray();
        return IntStream.range(0, best.length)
                .boxed()
                .sorted(Comparator.comparingLong(source -> best[source]))
                .mapToInt(source -> source)
                .toArray();
    }

    /** Whether rows of a time-sorted segment are best read from their end. */
    boolean backwards() {
        return field == Field.BuiltIn.EVENT_TIME && key.descending();
    }

    private long best(ChunkView chunk) {
        if (field == Field.BuiltIn.EVENT_TIME) {
            return rank(key.descending() ? chunk.maxTimeMicros() : chunk.minTimeMicros());
        }
        if (!(field instanceof Field.Column column) || !prunes()) {
            return Long.MIN_VALUE;
        }
        ChunkView.MetricView metric = chunk.metric(column.name());
        if (key.nullsFirst() && (metric == null || metric.hasNulls())) {
            return Long.MIN_VALUE;
        }
        if (metric == null) {
            return Long.MAX_VALUE;
        }
        return column.type() == ValueType.LONG
                ? rank(key.descending() ? metric.maxLong() : metric.minLong())
                : rank(sortable((key.descending() ? metric.max() : metric.min()) + 0.0));
    }

    private long rank(long ascending) {
        return key.descending() ? ~ascending : ascending;
    }

    private static long sortable(double value) {
        long bits = Double.doubleToRawLongBits(value);
        return bits ^ bits >> 63 & Long.MAX_VALUE;
    }
}
