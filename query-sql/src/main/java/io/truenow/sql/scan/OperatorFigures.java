package io.truenow.sql.scan;

import io.truenow.hottier.read.ScanStatistics;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.linq4j.AbstractEnumerable;
import org.apache.calcite.linq4j.Enumerable;
import org.apache.calcite.linq4j.Enumerator;
import org.jspecify.annotations.Nullable;

/** What one operator of one run of a statement did, its inputs included. Not thread-safe: a statement runs in one thread. */
public final class OperatorFigures {

    private final boolean scan;
    private long rows;
    private long bytes;
    private long nanos;
    private long rowsScanned;
    private long segmentsScanned;
    private long segmentsPruned;

    /** @param scan whether it reads the hot tier itself */
    public OperatorFigures(boolean scan) {
        this.scan = scan;
    }

    /** The same rows, counted. Called by generated code. */
    public <T extends @Nullable Object> Enumerable<T> watch(DataContext context, Enumerable<T> source) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return new AbstractEnumerable<>() {
            @Override
            public Enumerator<T> enumerator() {
                return new Watched<>(source, scope.context().statistics());
            }
        };
    }

    /** As attributes of a line of a plan. */
    public String attributes() {
        String own = "rows=[" + rows + "], bytes=[" + bytes + "], time_us=[" + nanos / 1_000L + "]";
        return scan
                ? own + ", rows_scanned=[" + rowsScanned + "], segments_scanned=[" + segmentsScanned
                        + "], segments_pruned=[" + segmentsPruned + "]"
                : own;
    }

    /** A moment in which the operator works, from its begin to its end. */
    private final class Work implements AutoCloseable {

        private final ScanStatistics statistics;
        private final long started = System.nanoTime();
        private final long scannedBefore;
        private final long segmentsBefore;
        private final long prunedBefore;

        Work(ScanStatistics statistics) {
            this.statistics = statistics;
            this.scannedBefore = scan ? statistics.rowsScanned() : 0;
            this.segmentsBefore = scan ? statistics.segmentsScanned() : 0;
            this.prunedBefore = scan ? statistics.segmentsPruned() : 0;
        }

        @Override
        public void close() {
            nanos += System.nanoTime() - started;
            if (scan) {
                rowsScanned += statistics.rowsScanned() - scannedBefore;
                segmentsScanned += statistics.segmentsScanned() - segmentsBefore;
                segmentsPruned += statistics.segmentsPruned() - prunedBefore;
            }
        }
    }

    private final class Watched<T extends @Nullable Object> implements Enumerator<T> {

        private final Enumerator<T> source;
        private final ScanStatistics statistics;

        Watched(Enumerable<T> source, ScanStatistics statistics) {
            this.statistics = statistics;
            try (var ignored = new Work(statistics)) {
                this.source = source.enumerator();
            }
        }

        @Override
        public T current() {
            return source.current();
        }

        @Override
        public boolean moveNext() {
            boolean more;
            try (var ignored = new Work(statistics)) {
                more = source.moveNext();
            }
            if (more) {
                rows++;
                bytes += RowBytes.of(source.current());
            }
            return more;
        }

        @Override
        public void reset() {
            source.reset();
        }

        @Override
        public void close() {
            source.close();
        }
    }
}
