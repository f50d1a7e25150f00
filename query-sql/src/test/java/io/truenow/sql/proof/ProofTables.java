package io.truenow.sql.proof;

import io.truenow.events.access.Principal;
import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableDescriptor;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.catalog.TableState;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.BatchKind;
import io.truenow.events.ingest.EventBatch;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.events.ingest.RequestSpan;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.MemoryDisk;
import io.truenow.hottier.checkpoint.CheckpointSettings;
import io.truenow.hottier.dedup.DedupLimits;
import io.truenow.hottier.ingest.FoldEnvironment;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.hottier.segment.SegmentLimits;
import io.truenow.sql.Events;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Tables {@code a}, {@code b}, {@code c} of random events and {@code e} without any, in the real hot tier with tiny segments and in DuckDB, from
 * one seed. All have the same columns.
 */
final class ProofTables implements AutoCloseable {

    /** First event time: 2025-12-30T00:00:00Z; all are whole milliseconds, because TIMESTAMP columns are. */
    static final long T0 = 1_767_052_800_000_000L;

    /** Names of the tables. */
    static final List<String> NAMES = List.of("a", "b", "c", "e");

    /** Columns of each table. */
    static final List<Column> COLUMNS = List.of(
            new Column("event_id", Kind.TEXT),
            new Column("event_time", Kind.TIME),
            new Column("k", Kind.TEXT),
            new Column("s", Kind.TEXT),
            new Column("n", Kind.NUMBER),
            new Column("d", Kind.NUMBER),
            new Column("x", Kind.WILD),
            new Column("w", Kind.WHOLE),
            new Column("t", Kind.TRUTH),
            new Column("m", Kind.TIME));

    /** Texts: empty, with blanks and signs, beyond ASCII, on both sides of the surrogates, and outside the BMP. */
    static final List<String> TEXTS = List.of(
            "",
            "a",
            "A",
            "ab",
            "abc",
            "b",
            "Ba",
            " b ",
            "Z",
            "\u00e4",
            "\u00c4b",
            "\u65e5\u672c",
            "\u65e5\u672c\u8a9e",
            "\ud83d\ude00",
            "\ud83d\ude00a\ud83d\ude00",
            "\ue000",
            "\uff5e",
            "\ud835\udc9c",
            "a%b",
            "a_b",
            "it's",
            "e\u0301",
            "1",
            "10",
            "2");

    /** Keys of joins. */
    static final List<String> KEYS = List.of("k0", "k1", "k2", "k3", "\ud83d\udd11");

    /** Doubles of every size. */
    static final List<Double> DOUBLES = List.of(
            0.0, 0.1, -0.1, 0.3, 1e-9, -1e-9, 1.5e15, -1.5e15, 9007199254740993.0, 1e18, 123456.789, -2.5, 2.5, 1.0);

    private static final HotTierSettings TINY = new HotTierSettings(
            1L << 30,
            new SegmentLimits(24, 1 << 20, 8, 16, 1 << 12),
            new DedupLimits(10_000, 1L << 30, 1L << 30, 3, 1 << 16),
            new CheckpointSettings(50, 1_000_000, 100_000));

    private final HotTier tier = new HotTier(TINY, new MemoryDisk(), () -> 1, FoldEnvironment.sealingBy(Runnable::run));
    private final ExecutorService pool = Executors.newFixedThreadPool(1);
    private final Connection duckDb;

    /** The engine with our rules. */
    final SqlEngine engine;

    /** The engine without them. */
    final SqlEngine plain;

    ProofTables(long seed) throws SQLException {
        Random random = new Random(seed);
        for (int partition = 0; partition < Placement.PARTITIONS; partition++) {
            tier.projection().assigned(partition);
        }
        duckDb = DriverManager.getConnection("jdbc:duckdb:");
        try (var statement = duckDb.createStatement()) {
            statement.execute("SET threads = 1");
            for (String name : NAMES) {
                statement.execute(
                        "CREATE TABLE " + name
                                + " (event_id VARCHAR, event_time TIMESTAMP, k VARCHAR, s VARCHAR, n DOUBLE, d DOUBLE, x DOUBLE, w BIGINT, t BOOLEAN, m TIMESTAMP)");
            }
        }
        fill(random, "a", 60);
        fill(random, "b", 25);
        fill(random, "c", 7);
        ScanEngine reads = new ScanEngine(tier, pool, 2, ScanSettings.DEFAULT);
        TableRef empty = new TableRef("default", "p", "e");
        TableDescriptor declared = new TableDescriptor(
                Events.id(empty),
                empty,
                TableSettings.DEFAULT,
                1,
                TableState.ACTIVE,
                List.of(
                        ColumnSpec.dimension("k"),
                        ColumnSpec.dimension("s"),
                        ColumnSpec.metric("n"),
                        ColumnSpec.metric("d"),
                        ColumnSpec.metric("x"),
                        new ColumnSpec(ColumnRole.METRIC, "w", ColumnType.LONG),
                        new ColumnSpec(ColumnRole.DIMENSION, "t", ColumnType.BOOLEAN),
                        new ColumnSpec(ColumnRole.METRIC, "m", ColumnType.TIMESTAMP)),
                T0);
        engine = new SqlEngine(reads, tenant -> List.of(declared), () -> T0, SqlSettings.DEFAULT, () -> true);
        plain = new SqlEngine(
                reads, tenant -> List.of(declared), () -> T0, SqlSettings.DEFAULT.withPushDown(false), () -> true);
    }

    private void fill(Random random, String name, int events) throws SQLException {
        TableRef ref = new TableRef("default", "p", name);
        Events batch = new Events();
        TypedValues typed = new TypedValues(events);
        try (PreparedStatement insert =
                duckDb.prepareStatement("INSERT INTO " + name + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < events; i++) {
                Map<String, Object> values = new TreeMap<>();
                put(values, random, "k", KEYS.get(random.nextInt(KEYS.size())));
                put(values, random, "s", TEXTS.get(random.nextInt(TEXTS.size())));
                put(values, random, "n", (double) (random.nextInt(9) - 3));
                put(values, random, "d", (random.nextInt(4000) - 2000) / 4.0);
                put(values, random, "x", DOUBLES.get(random.nextInt(DOUBLES.size())));
                // At least one value of each, so that both sides have the column.
                values.putIfAbsent(i == 0 ? "k" : "", KEYS.getFirst());
                if (i == 0) {
                    values.putIfAbsent("s", "a");
                    values.putIfAbsent("n", 1.0);
                    values.putIfAbsent("d", 0.25);
                    values.putIfAbsent("x", 0.1);
                }
                values.remove("");
                long time = T0 + random.nextInt(4) * 86_400_000_000L + random.nextInt(50) * 997_000L;
                String id = name + i;
                batch.add(id, time, values);
                insert.setString(1, id);
                insert.setObject(2, utc(time));
                insert.setObject(3, values.get("k"));
                insert.setObject(4, values.get("s"));
                insert.setObject(5, values.get("n"));
                insert.setObject(6, values.get("d"));
                insert.setObject(7, values.get("x"));
                // A first value of each, as above.
                Long whole = i == 0 || random.nextInt(6) != 0 ? (Long) (long) (random.nextInt(12) - 3) : null;
                Boolean truth = i == 0 || random.nextInt(6) != 0 ? (Boolean) random.nextBoolean() : null;
                Long moment = i == 0 || random.nextInt(6) != 0 ? (Long) (T0 + random.nextInt(50) * 997_000L) : null;
                typed.set(i, whole, truth, moment);
                insert.setObject(8, whole);
                insert.setObject(9, truth);
                insert.setObject(10, moment == null ? null : utc(moment));
                insert.execute();
            }
        }
        BatchHeader header = new BatchHeader(
                BatchKind.INSERT,
                Events.id(ref),
                ref,
                TableSettings.DEFAULT,
                1,
                0,
                1,
                5,
                List.of(new RequestSpan(0, "local", "r", 0)));
        tier.projection()
                .on(
                        EventBatchAccepted.of(new EventBatch(header, typed.beside(batch.build()))),
                        Placement.partition(Events.id(ref), 0),
                        0L,
                        T0);
    }

    private static LocalDateTime utc(long micros) {
        return LocalDateTime.ofEpochSecond(micros / 1_000_000, (int) (micros % 1_000_000) * 1_000, ZoneOffset.UTC);
    }

    private static void put(Map<String, Object> values, Random random, String name, Object value) {
        if (random.nextInt(6) != 0) {
            values.put(name, value);
        }
    }

    /** Rows of ours. */
    static List<List<@Nullable Object>> rows(SqlEngine engine, String sql) {
        try (SqlCursor cursor = engine.execute(Principal.LOCAL, sql, List.of(), List.of("p"))) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
            return rows;
        }
    }

    /** Rows of DuckDB; times as milliseconds. */
    List<List<@Nullable Object>> duckDb(String sql) throws SQLException {
        try (var statement = duckDb.createStatement();
                ResultSet answer = statement.executeQuery(sql)) {
            int columns = answer.getMetaData().getColumnCount();
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (answer.next()) {
                @Nullable Object[] row = new Object[columns];
                for (int i = 0; i < columns; i++) {
                    Object value = answer.getObject(i + 1);
                    row[i] = value instanceof Timestamp time
                            ? (Object) time.toLocalDateTime()
                                    .toInstant(ZoneOffset.UTC)
                                    .toEpochMilli()
                            : value;
                }
                rows.add(Arrays.asList(row));
            }
            return rows;
        }
    }

    @Override
    public void close() throws SQLException {
        engine.close();
        plain.close();
        duckDb.close();
        tier.close();
        pool.shutdown();
    }
}
