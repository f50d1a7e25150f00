package io.truenow.bench.append;

import io.questdb.cairo.CairoEngine;
import io.questdb.cairo.DefaultCairoConfiguration;
import io.questdb.cairo.TableToken;
import io.questdb.cairo.TableWriter;
import io.questdb.cairo.security.AllowAllSecurityContext;
import io.questdb.griffin.SqlException;
import io.questdb.griffin.SqlExecutionContextImpl;
import io.truenow.bench.workload.Shop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends events to QuestDB's own table writer, one thread, typed values ready in arrays, no event id and no duplicates removed.
 * What was appended becomes visible by a commit, which stays in the page cache.
 *
 * <p>{@code java io.truenow.bench.append.QuestDbAppend FOLDER EVENTS EVENTS_A_COMMIT}
 */
public final class QuestDbAppend {

    private QuestDbAppend() {}

    /** One round to warm up and one that counts. */
    public static void main(String[] arguments) throws IOException, SqlException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        int events = Integer.parseInt(arguments[1]);
        int commit = Integer.parseInt(arguments[2]);
        Columns columns = new Columns(events);
        try (CairoEngine engine = new CairoEngine(new DefaultCairoConfiguration(folder.toString()))) {
            append(engine, "warm_up", columns, commit);
            System.out.println("per_second=" + append(engine, "measured", columns, commit));
        }
    }

    private static double append(CairoEngine engine, String table, Columns columns, int commit) throws SqlException {
        try (SqlExecutionContextImpl context = new SqlExecutionContextImpl(engine, 1)) {
            context.with(AllowAllSecurityContext.INSTANCE);
            engine.execute(
                    "create table " + table
                            + " (ts timestamp, region symbol capacity 256, product symbol capacity 1024,"
                            + " customer_type symbol, user_id symbol capacity 262144, revenue double, quantity double,"
                            + " processing_time double) timestamp(ts) partition by hour bypass wal",
                    context);
        }
        TableToken token = engine.verifyTableName(table);
        long start = System.nanoTime();
        try (TableWriter writer = engine.getWriter(token, "bench")) {
            int events = columns.times.length;
            for (int i = 0; i < events; i++) {
                TableWriter.Row row = writer.newRow(columns.times[i]);
                row.putSym(1, columns.regions[i]);
                row.putSym(2, columns.products[i]);
                row.putSym(3, columns.types[i]);
                row.putSym(4, columns.users[i]);
                row.putDouble(5, columns.revenues[i]);
                row.putDouble(6, columns.quantities[i]);
                row.putDouble(7, columns.processingTimes[i]);
                row.append();
                if ((i + 1) % commit == 0) {
                    writer.commit();
                }
            }
            writer.commit();
            double seconds = (System.nanoTime() - start) / 1e9;
            if (writer.size() != events) {
                throw new IllegalStateException("QuestDB holds " + writer.size() + " of " + events + " events.");
            }
            return events / seconds;
        }
    }

    /** W1 as the writer takes it. */
    private static final class Columns {
        final long[] times;
        final String[] regions;
        final String[] products;
        final String[] types;
        final String[] users;
        final double[] revenues;
        final double[] quantities;
        final double[] processingTimes;

        Columns(int events) {
            times = new long[events];
            regions = new String[events];
            products = new String[events];
            types = new String[events];
            users = new String[events];
            revenues = new double[events];
            quantities = new double[events];
            processingTimes = new double[events];
            for (int i = 0; i < events; i++) {
                times[i] = Shop.timeMicros(i);
                regions[i] = Shop.region(i);
                products[i] = Shop.product(i);
                types[i] = Shop.customerType(i);
                users[i] = Shop.user(i);
                revenues[i] = Shop.revenue(i);
                quantities[i] = Shop.quantity(i);
                processingTimes[i] = Shop.processingTime(i);
            }
        }
    }
}
