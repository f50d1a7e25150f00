package io.truenow.hottier.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.AggregateRequest;
import io.truenow.hottier.read.Aggregation;
import io.truenow.hottier.read.HotTierReads;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.hottier.read.RowCursor;
import io.truenow.hottier.read.RowsRequest;
import io.truenow.hottier.read.ScanContext;
import io.truenow.hottier.read.ScanStatistics;
import io.truenow.hottier.read.ValueBlock;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.segment.Snapshots;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random tables and requests: the kernels answer as the slow reference does. A failure names its seed; {@code -Dscan.seed=} repeats it. */
class ScanEngineSimulationTest {

    private static final ExecutorService POOL = Executors.newFixedThreadPool(3);
    private static final ScanSettings[] SETTINGS = {
        ScanSettings.DEFAULT, new ScanSettings(8, 2, 4, 3, 8), new ScanSettings(64, 64, 1000, 20, 1 << 20)
    };

    @AfterAll
    static void endPool() {
        POOL.shutdownNow();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void smallTablesAnswerAsTheReferenceDoes(int settings) {
        for (int table = 0; table < 30; table++) {
            compare(base() + settings * 1_000_003L + table, SETTINGS[settings], false, 150);
        }
    }

    @Test
    void tablesOfManyBlocksAnswerAsTheReferenceDoes() {
        for (int table = 0; table < 4; table++) {
            compare(base() + 77_777L + table, SETTINGS[table % 3], true, 12);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void storedTablesAnswerAsTheReferenceDoes(int settings) {
        for (int number = 0; number < 12; number++) {
            long seed = base() + 555_557L + settings * 1_000_003L + number;
            try (StoredTable table = new StoredTable(seed, 1 + (int) (seed % 90))) {
                table.checkColumns();
                compare(seed, table.tier(), table.tableId, table.reference, SETTINGS[settings], 120);
            }
        }
    }

    private static long base() {
        return Long.getLong("scan.seed", 20_261_120L);
    }

    private static void compare(long seed, ScanSettings settings, boolean large, int requests) {
        RandomTable table = new RandomTable(seed, large);
        if (table.snapshots.shards.stream().allMatch(shard -> shard.segments().isEmpty())) {
            return;
        }
        compare(seed, table.snapshots, table.snapshots.tableId, table.reference, settings, requests);
        assertThat(table.snapshots.open).hasValue(0);
    }

    private static void compare(
            long seed,
            Snapshots snapshots,
            UUID tableId,
            ReferenceReads reference,
            ScanSettings settings,
            int requests) {
        HotTierReads one = new ScanEngine(snapshots, POOL, 1, settings);
        HotTierReads many = new ScanEngine(snapshots, POOL, 3, settings);
        RandomRequests random = new RandomRequests(seed, tableId);
        for (int number = 0; number < requests; number++) {
            AggregateRequest aggregate = random.aggregate();
            RowsRequest rows = random.rows();
            String what = "seed " + seed + " request " + number + ": ";
            compareGroups(what + aggregate, aggregate, one, many, reference);
            compareRows(what + rows, rows, one, many, reference);
        }
    }

    private static ScanContext context() {
        return new ScanContext(Principal.LOCAL, () -> false, 1_000_000, 1_000_000, 1L << 30, new ScanStatistics());
    }

    private static void compareGroups(
            String what, AggregateRequest request, HotTierReads one, HotTierReads many, ReferenceReads reference) {
        List<List<Object>> actual = rows(one.aggregate(request, context()).block());
        assertThat(rows(many.aggregate(request, context()).block()))
                .as(what + " with three threads")
                .isEqualTo(actual);
        if (!request.order().isEmpty()) {
            List<List<Object>> expected =
                    rows(reference.aggregate(request, context()).block());
            assertSame(what, request, expected, actual);
            return;
        }
        AggregateRequest unlimited = new AggregateRequest(
                request.tableId(),
                request.range(),
                request.filter(),
                request.keys(),
                request.aggregations(),
                List.of(),
                0,
                Long.MAX_VALUE);
        Map<List<Object>, List<Object>> byKey = new HashMap<>();
        int keys = request.keys().size();
        rows(reference.aggregate(unlimited, context()).block()).forEach(row -> byKey.put(row.subList(0, keys), row));
        assertThat(actual).as(what).hasSize(page(byKey.size(), request.offset(), request.limit()));
        for (List<Object> row : actual) {
            List<Object> expected = byKey.remove(row.subList(0, keys));
            if (expected == null) {
                throw new AssertionError(what + " makes up or repeats the group " + row);
            }
            assertSame(what, request, List.of(expected), List.of(row));
        }
    }

    private static int page(int rows, long offset, long limit) {
        return (int) Math.min(limit, Math.max(0, rows - offset));
    }

    private static void assertSame(
            String what, AggregateRequest request, List<List<Object>> expected, List<List<Object>> actual) {
        assertThat(actual).as(what).hasSameSizeAs(expected);
        int keys = request.keys().size();
        for (int row = 0; row < expected.size(); row++) {
            for (int column = 0; column < expected.get(row).size(); column++) {
                Object wanted = expected.get(row).get(column);
                Object found = actual.get(row).get(column);
                boolean sum = column >= keys
                        && (request.aggregations().get(column - keys).function() == Aggregation.Function.SUM
                                || request.aggregations().get(column - keys).function() == Aggregation.Function.AVG);
                boolean same = sum && wanted instanceof Double number && found instanceof Double other
                        ? Math.abs(number - other) <= Math.abs(number) * 1e-14 + 1e-14
                        : Objects.equals(wanted, found);
                if (!same) {
                    fail(what + " row " + row + " column " + column + ": wanted " + wanted + ", found " + found);
                }
            }
        }
    }

    private static void compareRows(
            String what, RowsRequest request, HotTierReads one, HotTierReads many, ReferenceReads reference) {
        List<List<Object>> actual = drain(one, request);
        assertThat(drain(many, request)).as(what + " with three threads").isEqualTo(actual);
        if (!request.order().isEmpty()) {
            assertThat(actual).as(what).isEqualTo(drain(reference, request));
            return;
        }
        RowsRequest unlimited = new RowsRequest(
                request.tableId(), request.range(), request.filter(), request.fields(), List.of(), 0, Long.MAX_VALUE);
        List<List<Object>> all = drain(reference, unlimited);
        assertThat(actual).as(what).hasSize(page(all.size(), request.offset(), request.limit()));
        Map<List<Object>, Integer> left = new HashMap<>();
        all.forEach(row -> left.merge(row, 1, Integer::sum));
        for (List<Object> row : actual) {
            assertThat(left.merge(row, -1, Integer::sum))
                    .as(what + " row " + row)
                    .isNotNegative();
        }
    }

    private static List<List<Object>> drain(HotTierReads reads, RowsRequest request) {
        List<List<Object>> rows = new ArrayList<>();
        try (RowCursor cursor = reads.rows(request, context())) {
            while (cursor.next()) {
                assertThat(cursor.block().rows()).isPositive();
                rows.addAll(rows(cursor.block()));
            }
        }
        return rows;
    }

    private static List<List<Object>> rows(ValueBlock block) {
        List<List<Object>> rows = new ArrayList<>();
        for (int row = 0; row < block.rows(); row++) {
            List<Object> values = new ArrayList<>();
            for (ValueColumn column : block.columns()) {
                values.add(column.value(row));
            }
            rows.add(Collections.unmodifiableList(values));
        }
        return rows;
    }
}
