package io.truenow.truth.verify;

import java.util.List;

/**
 * What a verification found.
 *
 * @param damages records of the log that are missing or cannot be read
 * @param problems why something could not be verified that is no table's
 * @param events events that were folded from the log
 * @param foldNanos time that folding took
 */
public record VerifyReport(
        List<TableReport> tables, List<Damage> damages, List<String> problems, long events, long foldNanos) {

    /** Copies the lists. */
    public VerifyReport {
        tables = List.copyOf(tables);
        damages = List.copyOf(damages);
        problems = List.copyOf(problems);
    }

    /** The worst of its parts: damage of the log is a difference. */
    public TableReport.State state() {
        if (!damages.isEmpty() || count(TableReport.State.DIFFERENT) > 0) {
            return TableReport.State.DIFFERENT;
        }
        return problems.isEmpty() && count(TableReport.State.NOT_VERIFIED) == 0
                ? TableReport.State.EQUAL
                : TableReport.State.NOT_VERIFIED;
    }

    /** 0 equal, 1 different, 2 could not be verified. */
    public int exitCode() {
        return switch (state()) {
            case EQUAL -> 0;
            case DIFFERENT -> 1;
            case NOT_VERIFIED -> 2;
        };
    }

    /** Tables that ended so. */
    public long count(TableReport.State state) {
        return tables.stream().filter(t -> t.state() == state).count();
    }

    /** Events folded in a second. */
    public double eventsPerSecond() {
        return foldNanos == 0 ? 0 : events * 1e9 / foldNanos;
    }
}
