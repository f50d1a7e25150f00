package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.TableRef;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.hottier.read.TableColumns;
import io.truenow.hottier.read.TableInfo;
import io.truenow.sql.Events;
import io.truenow.sql.catalog.Catalog;
import io.truenow.sql.catalog.CatalogTable;
import io.truenow.sql.type.Widths.Width;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AnswerKeyTest {

    private static final TableRef REF = new TableRef("default", "ns", "t");
    private static final Set<QueryRequest.Dear> ALL = EnumSet.allOf(QueryRequest.Dear.class);

    private final ReferenceReads reads = new ReferenceReads();

    AnswerKeyTest() {
        new Events().add("1", 1_000, Map.of("d", "x", "m", 1)).into(reads, REF);
    }

    private static QueryRequest request(
            long end, Map<String, @Nullable String> filters, QueryRequest.Aggregate aggregate) {
        return new QueryRequest("ns", "t", 0, end, filters, List.of("d"), aggregate, "m", ALL, null);
    }

    private String key(QueryRequest request) {
        return key("log", 10, request);
    }

    private String key(String log, int maxResults, QueryRequest request) {
        TableInfo info = reads.table(Principal.LOCAL, Events.id(REF)).orElseThrow();
        CatalogTable table =
                Objects.requireNonNull(Catalog.of(Principal.LOCAL, List.of(TableColumns.of(info)), List.of(), List.of())
                        .table("ns", "t"));
        return HexFormat.of()
                .formatHex(AnswerKey.of(
                        log,
                        table,
                        info,
                        request,
                        request.metric() == null ? null : QueryAlgebra.metric(table, request.metric()),
                        maxResults));
    }

    @Test
    void whatOnlyChoosesAmongFiguresIsNoPartOfIt() {
        assertThat(key(request(500, Map.of(), QueryRequest.Aggregate.SUM)))
                .isEqualTo(key(request(500, Map.of(), QueryRequest.Aggregate.AVG)));
    }

    @Test
    void endsBehindTheNewestEventAreOne() {
        String now = key(request(1_000, Map.of(), QueryRequest.Aggregate.SUM));
        assertThat(key(request(5_000, Map.of(), QueryRequest.Aggregate.SUM))).isEqualTo(now);
        assertThat(key(request(999, Map.of(), QueryRequest.Aggregate.SUM))).isNotEqualTo(now);
    }

    @Test
    void everyOtherPartOfARequestMakesAnotherKey() {
        Map<String, @Nullable String> absent = new TreeMap<>();
        absent.put("d", null);
        List<QueryRequest> requests = List.of(
                request(500, Map.of(), QueryRequest.Aggregate.SUM),
                request(501, Map.of(), QueryRequest.Aggregate.SUM),
                request(500, Map.of("d", "x"), QueryRequest.Aggregate.SUM),
                request(500, Map.of("d", "\uD800"), QueryRequest.Aggregate.SUM),
                request(500, Map.of("d", "?"), QueryRequest.Aggregate.SUM),
                request(500, Map.of("d", "null"), QueryRequest.Aggregate.SUM),
                request(500, absent, QueryRequest.Aggregate.SUM),
                new QueryRequest("ns", "t", 1, 500, Map.of(), List.of("d"), null, "m", ALL, null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of(), null, "m", ALL, null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("d", "e"), null, "m", ALL, null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("e", "d"), null, "m", ALL, null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("d"), null, null, ALL, null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("d"), null, "m", Set.of(), null),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("d"), null, "m", ALL, new Width(7, 0)),
                new QueryRequest("ns", "t", 0, 500, Map.of(), List.of("d"), null, "m", ALL, new Width(0, 7)));
        Set<String> keys = new LinkedHashSet<>();
        requests.forEach(r -> keys.add(key(r)));
        assertThat(keys).hasSize(requests.size());
    }

    @Test
    void theLogItsPositionTheColumnsAndTheLimitMakeAnotherKey() {
        QueryRequest request = request(500, Map.of(), QueryRequest.Aggregate.SUM);
        List<String> keys =
                new ArrayList<>(Arrays.asList(key(request), key("another log", 10, request), key("log", 11, request)));
        new Events().add("2", 1_000, Map.of("d", "x", "m", 1)).into(reads, REF);
        keys.add(key(request));
        new Events().add("3", 1_000, Map.of("e", "x")).into(reads, REF);
        keys.add(key(request));
        assertThat(keys).doesNotHaveDuplicates();
    }

    /** Processes of different builds share answers only while this stands; whoever changes it raises the version in the key. */
    @Test
    void theBytesAreTheSameInEveryProcess() {
        assertThat(key(request(500, Map.of("d", "x"), QueryRequest.Aggregate.SUM)))
                .isEqualTo("d4dce0afe8fff40102dca00445af2dc613edc4864f1901204b187c54741af50c");
    }
}
