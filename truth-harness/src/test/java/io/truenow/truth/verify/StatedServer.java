package io.truenow.truth.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A server that serves exactly what a test says, counts and rows apart, so that each can be wrong alone. */
final class StatedServer implements Served {

    final Map<String, List<EventRow>> rows = new LinkedHashMap<>();
    final List<Shard> shards = new ArrayList<>();
    /** Called whenever the audit is asked for, with how often it was. */
    Consumer<Integer> onAudit = times -> {};

    double addedToSums;
    private int audits;

    /** Rows of a table, to change. */
    List<EventRow> rows(String table) {
        return rows.computeIfAbsent(table, t -> new ArrayList<>());
    }

    /** States a shard that was applied up to an offset, with its counts. */
    void shard(
            String table,
            int shard,
            int partition,
            long next,
            long applied,
            long logged,
            long stored,
            long duplicates) {
        shards.add(new Shard(
                new TableName(MemoryLog.NAMESPACE, table),
                MemoryLog.id(table).toString(),
                shard,
                partition,
                next,
                applied,
                logged,
                stored,
                duplicates,
                logged - stored - duplicates,
                stored,
                null,
                null));
    }

    /** Has a table no more. */
    void forget(String table) {
        rows.remove(table);
        shards.removeIf(shard -> shard.table().table().equals(table));
    }

    @Override
    public List<Shard> audit() {
        onAudit.accept(++audits);
        return List.copyOf(shards);
    }

    private List<EventRow> of(TableName table) {
        return rows.getOrDefault(table.table(), List.of());
    }

    @Override
    public List<Column> columns(TableName table) {
        TreeSet<String> dimensions = new TreeSet<>();
        TreeSet<String> metrics = new TreeSet<>();
        for (EventRow row : of(table)) {
            dimensions.addAll(row.dimensions().keySet());
            metrics.addAll(row.metrics().keySet());
        }
        List<Column> columns = new ArrayList<>();
        dimensions.forEach(c -> columns.add(new Column(c, false, c)));
        metrics.forEach(c -> columns.add(new Column(c, true, c)));
        return columns;
    }

    @Override
    public Figures figures(TableName table, List<Column> columns) {
        List<EventRow> all = of(table);
        List<Long> nonNull = new ArrayList<>();
        List<@Nullable Double> sums = new ArrayList<>();
        for (Column column : columns) {
            List<Double> values = all.stream()
                    .map(r -> r.metrics().get(column.field()))
                    .filter(Objects::nonNull)
                    .toList();
            nonNull.add(
                    column.metric()
                            ? values.size()
                            : all.stream()
                                    .filter(r -> r.dimensions().containsKey(column.field()))
                                    .count());
            sums.add(
                    values.isEmpty()
                            ? null
                            : (Double) (values.stream()
                                            .mapToDouble(Double::doubleValue)
                                            .sum()
                                    + addedToSums));
        }
        return new Figures(
                all.size(),
                all.stream().map(EventRow::eventId).distinct().count(),
                all.stream()
                        .map(EventRow::eventTimeMicros)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                all.stream()
                        .map(EventRow::eventTimeMicros)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                nonNull,
                sums);
    }

    @Override
    public void rows(
            TableName table,
            List<Column> columns,
            @Nullable Long fromMicros,
            @Nullable Long toMicros,
            Consumer<EventRow> sink) {
        of(table).stream()
                .filter(r -> fromMicros == null || r.eventTimeMicros() >= fromMicros)
                .filter(r -> toMicros == null || r.eventTimeMicros() < toMicros)
                .forEach(sink);
    }

    @Override
    public void close() {}
}
