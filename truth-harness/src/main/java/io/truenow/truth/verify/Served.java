package io.truenow.truth.verify;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the server says that it has. Not thread-safe. Every method may throw {@link ServedException} with the server's sentence. */
public interface Served extends AutoCloseable {

    /**
     * A shard of a table, of {@code sys.ingest_audit}.
     *
     * @param nextOffset behind the last record of the partition that was applied
     * @param appliedOffset of the last record of this shard that was applied; -1 before the first
     * @param incompleteBeforeMicros event times before this may have left memory; null if none has
     * @param stopped why it applies no more; null while it does
     */
    record Shard(
            TableName table,
            String tableId,
            int shard,
            int partition,
            long nextOffset,
            long appliedOffset,
            long logged,
            long stored,
            long duplicates,
            long conflicting,
            long residentRows,
            @Nullable Long incompleteBeforeMicros,
            @Nullable String stopped) {

        /** Whether nothing was applied or evicted between two looks. */
        boolean hasMovedTo(Shard later) {
            return appliedOffset != later.appliedOffset
                    || logged != later.logged
                    || stored != later.stored
                    || residentRows != later.residentRows;
        }
    }

    /**
     * A column of a table, of {@code sys.columns}: its name in SQL, and the dimension or metric that it shows.
     *
     * @param moment whether it is a metric of moments, which statements show in milliseconds and do not sum
     */
    record Column(String sqlName, boolean metric, String field, boolean moment) {

        /** A dimension, or a metric of numbers. */
        public Column(String sqlName, boolean metric, String field) {
            this(sqlName, metric, field, false);
        }

        /** Whether it has a sum. */
        boolean sums() {
            return metric && !moment;
        }
    }

    /**
     * Answers of accumulators over a whole table.
     *
     * @param distinctIds -1 if the server refuses to count them
     * @param minTimeMicros null without rows, like the next
     * @param nonNull per column, like the next
     * @param sums null for dimensions and for metrics without a value
     */
    record Figures(
            long rows,
            long distinctIds,
            @Nullable Long minTimeMicros,
            @Nullable Long maxTimeMicros,
            List<Long> nonNull,
            List<@Nullable Double> sums) {}

    /** All shards of all tables that the caller may see. */
    List<Shard> audit();

    /** Columns of a table, built-in ones not. */
    List<Column> columns(TableName table);

    /** Accumulators over a table. */
    Figures figures(TableName table, List<Column> columns);

    /** Rows with event times from a first to in front of a last microsecond, in any order; null for no bound. */
    void rows(
            TableName table,
            List<Column> columns,
            @Nullable Long fromMicros,
            @Nullable Long toMicros,
            Consumer<EventRow> sink);

    @Override
    void close();
}
