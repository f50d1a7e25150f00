package io.truenow.truth.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one table.
 *
 * @param reasons why it could not be verified, or not all of it; empty if it could
 * @param differences the first of them, by log position
 * @param differenceCount how many there are
 * @param logged events in the log up to the cut
 * @param inLog rows that the log says are to be served; the counts, ids and hash beside it likewise
 * @param evicted events whose rows have left memory, so that they were not compared
 * @param unapplied events in the log behind the point at which a shard of the table stopped
 * @param notes figures that the server refuses to give, beside rows that were compared one by one
 */
public record TableReport(
        TableName table,
        State state,
        List<String> reasons,
        List<Difference> differences,
        long differenceCount,
        long logged,
        long duplicates,
        long conflicting,
        long inLog,
        long served,
        long distinctInLog,
        long distinctServed,
        long evicted,
        long unapplied,
        @Nullable RowHash hashInLog,
        @Nullable RowHash hashServed,
        List<Sum> sums,
        List<String> notes) {

    /** How it ended. */
    public enum State {
        /** All of it is as the log says. */
        EQUAL("equal"),
        /** Something is not. */
        DIFFERENT("different"),
        /** Nothing is known to differ, but not all of it could be compared. */
        NOT_VERIFIED("not verified");

        private final String text;

        State(String text) {
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * The sum of a metric.
     *
     * @param inLog exact
     * @param served null if the server has none
     * @param bound how far the two may be apart
     */
    public record Sum(
            String metric,
            long values,
            String inLog,
            @Nullable Double served,
            double bound) {}

    /** Copies the lists. */
    public TableReport {
        reasons = List.copyOf(reasons);
        differences = List.copyOf(differences);
        sums = List.copyOf(sums);
        notes = List.copyOf(notes);
    }

    /** The same with more that stands in the way; it is not equal any more. */
    TableReport withReasons(List<String> more) {
        List<String> all = new java.util.ArrayList<>(reasons);
        all.addAll(more);
        return new TableReport(
                table,
                state == State.EQUAL ? State.NOT_VERIFIED : state,
                all,
                differences,
                differenceCount,
                logged,
                duplicates,
                conflicting,
                inLog,
                served,
                distinctInLog,
                distinctServed,
                evicted,
                unapplied,
                hashInLog,
                hashServed,
                sums,
                notes);
    }

    /** A table of which nothing could be compared. */
    static TableReport notVerified(TableName table, String reason) {
        return new TableReport(
                table,
                State.NOT_VERIFIED,
                List.of(reason),
                List.of(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                null,
                null,
                List.of(),
                List.of());
    }
}
