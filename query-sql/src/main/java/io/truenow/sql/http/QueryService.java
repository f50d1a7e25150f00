package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers {@link QueryRequest}s through the engine's planner. Thread-safe. */
final class QueryService {

    private static final long MINUTE = 60_000_000L;

    private final SqlEngine engine;
    private final HotTierReads reads;
    private final QuerySettings settings;
    private final AnswerCache cache;

    QueryService(SqlEngine engine, HotTierReads reads, QuerySettings settings) {
        this.engine = engine;
        this.reads = reads;
        this.settings = settings;
        this.cache = new AnswerCache(settings.maxCached());
    }

    /**
     * An answer and where it came from.
     *
     * @param cached whether it was kept from before
     */
    record Outcome(QueryAnswer answer, boolean cached) {}

    Outcome answer(Principal principal, QueryRequest request) {
        engine.requireReady();
        Catalog catalog = engine.catalog(principal);
        CatalogTable table = catalog.table(request.namespace(), request.table());
        TableInfo info =
                table == null ? null : reads.table(principal, table.tableId()).orElse(null);
        if (table == null || info == null) {
            return new Outcome(QueryAnswer.EMPTY, false);
        }
        Coverage coverage = info.coverage();
        AnswerCache.Key key = new AnswerCache.Key(catalog.version(), request, coverage);
        QueryAnswer kept = settings.maxCached() == 0 ? null : cache.find(key);
        if (kept != null) {
            return new Outcome(kept, true);
        }
        QueryAnswer fresh = run(principal, request, table, info);
        if (reads.table(principal, table.tableId())
                .map(t -> t.coverage().equals(coverage))
                .orElse(false)) {
            cache.keep(key, fresh);
        }
        return new Outcome(fresh, false);
    }

    private QueryAnswer run(Principal principal, QueryRequest request, CatalogTable table, TableInfo info) {
        CatalogColumn metric = metric(request, table);
        QueryAlgebra algebra = new QueryAlgebra(table, request, metric, settings.maxResults());
        List<QueryRow> rows = new ArrayList<>();
        try (SqlCursor cursor = engine.execute(
                principal,
                "/v1/query " + table.ref().namespace() + "." + table.ref().table(),
                algebra.shape(),
                algebra::build,
                algebra.types(),
                algebra.parameters())) {
            long first = Long.MAX_VALUE;
            while (cursor.next()) {
                QueryRow row = row(request, metric != null, cursor.row());
                first = Math.min(first, firstMicros(request, cursor.row()));
                if (row.count() > 0) {
                    rows.add(row);
                }
            }
            boolean truncated = rows.size() > settings.maxResults();
            List<QueryRow> cut = truncated
                    ? rows.subList(0, settings.maxResults())
                    : request.interval() == null
                            ? rows
                            : SeriesGaps.filled(rows, request.interval(), settings.maxResults());
            return new QueryAnswer(
                    sorted(request, stamped(request, cut, first)),
                    truncated,
                    cursor.statistics().rowsScanned(),
                    cursor.statistics().incompleteBeforeMicros(),
                    info.watermarkMicros() == Long.MIN_VALUE ? null : (Long) info.watermarkMicros());
        }
    }

    private static @Nullable CatalogColumn metric(QueryRequest request, CatalogTable table) {
        String asked = request.metric();
        if (asked != null) {
            return QueryAlgebra.metric(table, asked);
        }
        List<CatalogColumn> metrics = table.columns().stream()
                .filter(c -> c.kind() == CatalogColumn.Kind.DOUBLE)
                .toList();
        boolean needed = request.aggregate() != null && request.aggregate() != QueryRequest.Aggregate.COUNT;
        if (needed && metrics.size() != 1) {
            throw QueryParser.invalid(
                    "The aggregate needs a metric.", "/metric", "Only a table with exactly one metric has a default.");
        }
        return metrics.size() == 1 ? metrics.getFirst() : null;
    }

    private static QueryRow row(QueryRequest request, boolean withMetric, @Nullable Object[] values) {
        int at = 0;
        long timestamp = request.startMicros();
        if (request.interval() != null) {
            timestamp = values[at++] instanceof Long millis ? millis * 1_000L : 0L;
        }
        List<@Nullable String> groups = new ArrayList<>();
        for (int i = 0; i < request.groupBy().size(); i++) {
            groups.add((String) values[at++]);
        }
        long count = ((Number) java.util.Objects.requireNonNull(values[at++])).longValue();
        at++;
        if (!withMetric) {
            return new QueryRow(timestamp, groups, count, null, null, null, null, number(values[at]), null, null, null);
        }
        return new QueryRow(
                timestamp,
                groups,
                count,
                (Double) values[at],
                (Double) values[at + 1],
                (Double) values[at + 2],
                (Double) values[at + 3],
                number(values[at + 4]),
                (Double) values[at + 5],
                (Double) values[at + 6],
                (Double) values[at + 7]);
    }

    private static long number(@Nullable Object value) {
        return value == null ? 0 : ((Number) value).longValue();
    }

    private static long firstMicros(QueryRequest request, @Nullable Object[] values) {
        int keys = request.groupBy().size() + (request.interval() == null ? 0 : 1);
        return values[keys + 1] instanceof Long first ? first : Long.MAX_VALUE;
    }

    /** A range that begins at 0 begins, for the reader, at the minute of its first event. */
    private static List<QueryRow> stamped(QueryRequest request, List<QueryRow> rows, long first) {
        if (request.startMicros() != 0 || request.interval() != null || first == Long.MAX_VALUE) {
            return rows;
        }
        long timestamp = Math.floorDiv(first, MINUTE) * MINUTE;
        return rows.stream()
                .map(r -> new QueryRow(
                        timestamp,
                        r.groups(),
                        r.count(),
                        r.sum(),
                        r.avg(),
                        r.min(),
                        r.max(),
                        r.distinct(),
                        r.p50(),
                        r.p95(),
                        r.p99()))
                .toList();
    }

    private static List<QueryRow> sorted(QueryRequest request, List<QueryRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(QueryRow::timestampMicros)
                        .thenComparing(r -> r.group(request.groupBy())))
                .toList();
    }
}
