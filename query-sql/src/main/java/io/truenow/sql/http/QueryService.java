package io.truenow.sql.http;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.CodePointOrder;
import io.truenow.hottier.read.Coverage;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogColumn;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.port.AnswerStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@link QueryRequest}s through the engine's planner, or from answers that were kept. A kept answer is used only for the very state
 * that it was computed on, so it equals a fresh one. Thread-safe.
 */
final class QueryService {

    private static final long MINUTE = 60_000_000L;

    private final SqlEngine engine;
    private final HotTierReads reads;
    private final AnswerStore answers;
    private final QuerySettings settings;

    QueryService(SqlEngine engine, HotTierReads reads, AnswerStore answers, QuerySettings settings) {
        this.engine = engine;
        this.reads = reads;
        this.answers = answers;
        this.settings = settings;
    }

    /**
     * An answer and where it came from.
     *
     * @param cached whether it was kept from before
     * @param watermarkMicros the table's, as of now; null before its first event
     */
    record Outcome(
            QueryAnswer answer, boolean cached, @Nullable Long watermarkMicros) {}

    Outcome answer(Principal principal, QueryRequest request) {
        engine.requireReady();
        Catalog catalog = engine.catalog(principal);
        CatalogTable table = catalog.table(request.namespace(), request.table());
        TableInfo info =
                table == null ? null : reads.table(principal, table.tableId()).orElse(null);
        if (table == null || info == null) {
            return new Outcome(QueryAnswer.EMPTY, false, null);
        }
        CatalogColumn metric = metric(request, table);
        Long watermark = info.watermarkMicros() == Long.MIN_VALUE ? null : (Long) info.watermarkMicros();
        if (answers == AnswerStore.NONE) {
            return new Outcome(run(principal, request, catalog, table, metric).answer(), false, watermark);
        }
        byte[] key = AnswerKey.of(settings.log(), table, info, request, metric, settings.maxResults());
        QueryAnswer kept = AnswerCodec.decode(key, answers.get(key));
        if (kept != null) {
            return new Outcome(kept, true, watermark);
        }
        Run fresh = run(principal, request, catalog, table, metric);
        TableInfo after = reads.table(principal, table.tableId()).orElse(null);
        if (info.coverage().equals(fresh.coverage()) && after != null && sameRows(info, after)) {
            byte[] bytes = AnswerCodec.encode(key, fresh.answer());
            if (bytes.length <= settings.maxKeptBytes()) {
                answers.put(key, bytes);
            }
        }
        return new Outcome(fresh.answer(), false, watermark);
    }

    /** Whether nothing was applied and nothing has left memory in between; both only ever grow. */
    private static boolean sameRows(TableInfo before, TableInfo after) {
        return before.coverage().equals(after.coverage())
                && before.residentRows() == after.residentRows()
                && before.incompleteBeforeMicros() == after.incompleteBeforeMicros();
    }

    /**
     * An answer and its snapshot.
     *
     * @param coverage positions that were read; null if nothing was
     */
    private record Run(QueryAnswer answer, @Nullable Coverage coverage) {}

    private Run run(
            Principal principal,
            QueryRequest request,
            Catalog catalog,
            CatalogTable table,
            @Nullable CatalogColumn metric) {
        QueryAlgebra algebra = new QueryAlgebra(table, request, metric, settings.maxResults());
        List<QueryRow> rows = new ArrayList<>();
        try (SqlCursor cursor = engine.execute(
                principal,
                catalog,
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
            List<QueryRow> cut = truncated ? rows.subList(0, settings.maxResults()) : rows;
            List<QueryRow> filled = truncated || request.interval() == null
                    ? cut
                    : SeriesGaps.filled(cut, request, settings.maxResults());
            QueryAnswer answer = new QueryAnswer(
                    sorted(request, stamped(request, filled, first)),
                    truncated,
                    request.interval() != null && filled == cut && !rows.isEmpty(),
                    cursor.statistics().rowsScanned(),
                    cursor.statistics().incompleteBeforeMicros());
            return new Run(answer, cursor.scope().coverage().get(table.tableId()));
        }
    }

    private static @Nullable CatalogColumn metric(QueryRequest request, CatalogTable table) {
        String asked = request.metric();
        if (asked != null) {
            return QueryAlgebra.metric(table, asked);
        }
        List<CatalogColumn> metrics =
                table.columns().stream().filter(c -> QueryAlgebra.isMetric(c)).toList();
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
        long count = number(values[at++]);
        at++;
        boolean[] wanted = {
            withMetric,
            withMetric,
            withMetric,
            withMetric,
            withMetric && request.dear().contains(QueryRequest.Dear.P50),
            withMetric && request.dear().contains(QueryRequest.Dear.P95),
            withMetric && request.dear().contains(QueryRequest.Dear.P99)
        };
        @Nullable Double[] numbers = new @Nullable Double[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            numbers[i] = wanted[i] ? (Double) values[at++] : null;
        }
        Long distinct = request.dear().contains(QueryRequest.Dear.UNIQUE_COUNT) ? (Long) number(values[at]) : null;
        return new QueryRow(timestamp, groups, count, QueryRow.Figures.of(numbers, distinct));
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
        return rows.stream().map(r -> r.at(timestamp)).toList();
    }

    /** By time, then by group as text; where a value reads as a null does, the null first. */
    private static List<QueryRow> sorted(QueryRequest request, List<QueryRow> rows) {
        record Named(QueryRow row, String group) {}
        return rows.stream()
                .map(row -> new Named(row, row.group(request.groupBy())))
                .sorted(Comparator.comparingLong((Named named) -> named.row().timestampMicros())
                        .thenComparing(Named::group, CodePointOrder::compare)
                        .thenComparing(named -> named.row().groups(), QueryService::nullsFirst))
                .map(Named::row)
                .toList();
    }

    private static int nullsFirst(List<@Nullable String> one, List<@Nullable String> two) {
        for (int i = 0; i < one.size(); i++) {
            if ((one.get(i) == null) != (two.get(i) == null)) {
                return one.get(i) == null ? -1 : 1;
            }
        }
        return 0;
    }
}
