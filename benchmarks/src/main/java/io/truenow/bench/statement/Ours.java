package io.truenow.bench.statement;

import io.truenow.bench.append.ShopBatches;
import io.truenow.events.access.Principal;
import io.truenow.events.ingest.EventBatchAccepted;
import io.truenow.events.ingest.Placement;
import io.truenow.hottier.HotTier;
import io.truenow.hottier.HotTierSettings;
import io.truenow.hottier.scan.ScanEngine;
import io.truenow.hottier.scan.ScanSettings;
import io.truenow.infra.files.LocalDisk;
import io.truenow.sql.exec.PlanFigures;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.DeclaredTables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** The product's SQL engine over its hot tier. */
final class Ours implements Side {

    private static final int BATCH = 1_000;

    private final HotTier tier;
    private final ExecutorService scanners = Executors.newFixedThreadPool(1);
    private final SqlEngine engine;

    Ours(Path folder, int events) {
        int partition = Placement.partition(ShopBatches.TABLE, 0);
        tier = new HotTier(HotTierSettings.withBudget(1L << 30), new LocalDisk(folder), () -> 1);
        tier.projection().assigned(partition);
        for (int from = 0; from < events; from += BATCH) {
            EventBatchAccepted fact =
                    EventBatchAccepted.of(ShopBatches.batch(from, Math.min(BATCH, events - from), false));
            tier.projection().on(fact, partition, (long) (from / BATCH), 1_000_000L + from);
        }
        engine = new SqlEngine(
                new ScanEngine(tier, scanners, 1, ScanSettings.DEFAULT),
                DeclaredTables.NONE,
                () -> System.currentTimeMillis() * 1_000,
                SqlSettings.DEFAULT,
                () -> true);
    }

    @Override
    public String table() {
        return "bench.w1";
    }

    @Override
    public List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (SqlCursor cursor = engine.execute(Principal.LOCAL, sql, List.of())) {
            while (cursor.next()) {
                StringBuilder row = new StringBuilder();
                for (Object value : cursor.row()) {
                    row.append(value == null ? "null" : Asked.text(value)).append('|');
                }
                rows.add(row.toString());
            }
        }
        rows.sort(null);
        return rows;
    }

    @Override
    public double check(String sql) {
        double check = 0;
        try (SqlCursor cursor = engine.execute(Principal.LOCAL, sql, List.of())) {
            while (cursor.next()) {
                check++;
                for (@Nullable Object value : cursor.row()) {
                    if (value instanceof Double d) {
                        check += d;
                    }
                }
            }
        }
        return check;
    }

    /** What the plan cache has done. */
    PlanFigures plans() {
        return engine.planFigures();
    }

    @Override
    public void close() {
        engine.close();
        scanners.shutdownNow();
        tier.close();
    }
}
