package io.truenow.truth.verify;

import io.truenow.truth.verify.Difference.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares one table: counts of each shard, each row, accumulators. Used once. */
final class TableComparison {

    /** Most rows that are asked for in one statement; an answer may have a million. */
    static final int PAGE_ROWS = 200_000;

    private final TableFold fold;
    private final List<Served.Shard> shards;
    private final LogFold log;
    private final Served served;
    private final TableName table;
    private final List<Difference> differences = new ArrayList<>();
    private final List<String> reasons = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<TableReport.Sum> sums = new ArrayList<>();
    private final RowCheck check;
    private final @Nullable Long incompleteBefore;
    private long distinctServed;

    TableComparison(TableFold fold, List<Served.Shard> shards, LogFold log, Served served, int look) {
        this.fold = fold;
        this.shards = shards;
        this.log = log;
        this.served = served;
        this.table = fold.name();
        this.incompleteBefore = shards.stream()
                .map(Served.Shard::incompleteBeforeMicros)
                .filter(Objects::nonNull)
                .max(Long::compare)
                .orElse(null);
        this.check = new RowCheck(fold, look, incompleteBefore);
    }

    /** Asks the server and compares. The caller makes sure that the server did not move meanwhile. */
    TableReport run() {
        counts();
        List<Served.Column> columns = served.columns(table);
        columns(columns);
        rows(columns);
        if (incompleteBefore == null) {
            figures(columns);
        } else {
            evicted();
        }
        List<Difference> first = new ArrayList<>(check.first(log));
        first.addAll(differences);
        boolean different = !first.isEmpty();
        return new TableReport(
                table,
                different
                        ? TableReport.State.DIFFERENT
                        : reasons.isEmpty() ? TableReport.State.EQUAL : TableReport.State.NOT_VERIFIED,
                reasons,
                first,
                check.differences() + differences.size(),
                fold.logged(),
                fold.shards().stream().mapToLong(ShardFold::duplicates).sum(),
                fold.shards().stream().mapToLong(ShardFold::conflicting).sum(),
                fold.stored(),
                check.rows(),
                fold.distinctIds(),
                distinctServed,
                check.evicted(),
                fold.shards().stream().mapToLong(ShardFold::unapplied).sum(),
                fold.hash(),
                check.hash(),
                sums,
                notes);
    }

    private void counts() {
        Set<Integer> known = new HashSet<>();
        for (Served.Shard shard : shards) {
            known.add(shard.shard());
            ShardFold own = fold.shard(shard.shard());
            count(shard, "logged", own == null ? 0 : own.logged(), shard.logged());
            count(shard, "stored", own == null ? 0 : own.stored(), shard.stored());
            count(shard, "duplicates", own == null ? 0 : own.duplicates(), shard.duplicates());
            count(shard, "conflicting", own == null ? 0 : own.conflicting(), shard.conflicting());
            count(shard, "applied_offset", own == null ? -1 : own.lastOffset(), shard.appliedOffset());
            if (shard.stopped() != null) {
                reasons.add("Shard [" + shard.shard() + "] has stopped: " + shard.stopped());
            }
        }
        for (ShardFold own : fold.shards()) {
            if (!known.contains(own.shard()) && own.logged() > 0) {
                differences.add(new Difference(
                        Kind.LOST, table, own.shard(), null, "shard", own.logged() + " events", null, null));
            }
        }
    }

    private void count(Served.Shard shard, String what, long inLog, long served) {
        if (inLog != served) {
            differences.add(new Difference(
                    Kind.COUNT, table, shard.shard(), null, what, Long.toString(inLog), Long.toString(served), null));
        }
    }

    /** A column that the log has and the server does not show would be missing from every row. */
    private void columns(List<Served.Column> columns) {
        Set<String> shown = new HashSet<>();
        columns.forEach(c -> shown.add((c.metric() ? "metric " : "dimension ") + c.field()));
        fold.dimensions().keySet().forEach(c -> column(shown, "dimension " + c));
        fold.metrics().keySet().forEach(c -> column(shown, "metric " + c));
    }

    private void column(Set<String> shown, String column) {
        if (!shown.contains(column)) {
            differences.add(new Difference(Kind.LOST, table, null, null, column, "a column", null, null));
        }
    }

    private void rows(List<Served.Column> columns) {
        Long from = null;
        for (Long to : fold.cuts(PAGE_ROWS)) {
            served.rows(table, columns, from, to, check::row);
            from = to;
        }
        served.rows(table, columns, from, null, check::row);
        check.end();
        if (incompleteBefore == null && check.differences() == 0 && !fold.hash().equals(check.hash())) {
            differences.add(Difference.ofTable(
                    Kind.HASH,
                    table,
                    "all rows",
                    fold.hash().toString(),
                    check.hash().toString()));
        }
    }

    private void evicted() {
        long expected =
                shards.stream().mapToLong(s -> s.stored() - s.residentRows()).sum();
        if (expected != check.evicted()) {
            differences.add(Difference.ofTable(
                    Kind.COUNT, table, "evicted rows", Long.toString(check.evicted()), Long.toString(expected)));
        }
        reasons.add("[" + check.evicted() + "] events with times before [" + incompleteBefore
                + "] have left memory and were not compared; [" + check.matched() + "] rows were.");
        distinctServed = -1;
    }

    private void figures(List<Served.Column> columns) {
        Served.Figures figures = served.figures(table, columns);
        compare(Kind.COUNT, "COUNT(*)", fold.stored(), figures.rows());
        distinctServed = figures.distinctIds();
        if (distinctServed < 0) {
            notes.add("The server does not count distinct event ids; every row was compared by its id.");
        } else {
            compare(Kind.COUNT, "COUNT(DISTINCT event_id)", fold.distinctIds(), distinctServed);
        }
        boolean empty = fold.stored() == 0;
        compare(Kind.EXTREME, "MIN(event_time_us)", empty ? null : fold.minTimeMicros(), figures.minTimeMicros());
        compare(Kind.EXTREME, "MAX(event_time_us)", empty ? null : fold.maxTimeMicros(), figures.maxTimeMicros());
        for (int i = 0; i < columns.size(); i++) {
            Served.Column column = columns.get(i);
            Map<String, ColumnSum> all = column.metric() ? fold.metrics() : fold.dimensions();
            ColumnSum own = all.getOrDefault(column.field(), new ColumnSum());
            compare(
                    Kind.COUNT,
                    "COUNT(" + column.sqlName() + ")",
                    own.nonNull(),
                    figures.nonNull().get(i));
            if (column.sums()) {
                sum(column, own, figures.sums().get(i));
            }
        }
    }

    private void compare(Kind kind, String what, @Nullable Long inLog, @Nullable Long served) {
        if (!Objects.equals(inLog, served)) {
            differences.add(Difference.ofTable(kind, table, what, String.valueOf(inLog), String.valueOf(served)));
        }
    }

    private void sum(Served.Column column, ColumnSum own, @Nullable Double served) {
        double bound = own.bound();
        sums.add(new TableReport.Sum(column.sqlName(), own.nonNull(), own.sum().toString(), served, bound));
        boolean same;
        if (own.nonNull() == 0 || served == null) {
            same = own.nonNull() == 0 && served == null;
        } else if (Double.isInfinite(bound) || !Double.isFinite(served)) {
            notes.add("The sum of [" + column.sqlName() + "] is beyond what a double holds; it was not compared.");
            same = true;
        } else {
            same = own.sum().subtract(new BigDecimal(served)).abs().compareTo(new BigDecimal(bound)) <= 0;
        }
        if (!same) {
            differences.add(Difference.ofTable(
                    Kind.SUM, table, "SUM(" + column.sqlName() + ")", own.sum().toString(), String.valueOf(served)));
        }
    }
}
