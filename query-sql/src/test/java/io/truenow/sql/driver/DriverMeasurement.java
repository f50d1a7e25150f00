package io.truenow.sql.driver;

import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.exec.SqlSettings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Statements a second of a trivial statement, the product's driver beside Avatica's, alternating, against one server: {@code serve} runs
 * that server and prints its port, {@code PORT [rounds [seconds]]} asks it.
 */
final class DriverMeasurement {

    private static final String SQL = "select 1";

    private DriverMeasurement() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("serve")) {
            DriverServer server = new DriverServer(
                    // The reference looks at all of its rows to tell the columns, so it has none.
                    new ReferenceReads(), DriverServer.USUAL, SqlSettings.DEFAULT);
            System.out.println(server.port());
            Thread.currentThread().join();
        }
        int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        double seconds = args.length > 2 ? Double.parseDouble(args[2]) : 2;
        String ours = "jdbc:truenow://127.0.0.1:" + args[0];
        String stock = "jdbc:avatica:remote:url=http://127.0.0.1:" + args[0] + ";serialization=protobuf";
        for (int connections : new int[] {1, 32}) {
            for (boolean prepared : new boolean[] {false, true}) {
                List<Double> us = new ArrayList<>();
                List<Double> them = new ArrayList<>();
                for (int round = -2; round < rounds; round++) {
                    double mine = rate(ours, connections, prepared, seconds);
                    double theirs = rate(stock, connections, prepared, seconds);
                    if (round >= 0) {
                        us.add(mine);
                        them.add(theirs);
                    }
                }
                System.out.printf(
                        Locale.ROOT,
                        "%2d connections, %s: driver %.0f/s, Avatica %.0f/s, ratio %.2f%n",
                        connections,
                        prepared ? "prepared" : "new",
                        median(us),
                        median(them),
                        median(us) / median(them));
            }
        }
    }

    private static double median(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
        return sorted[sorted.length / 2];
    }

    private static double rate(String url, int connections, boolean prepared, double seconds) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            Connection[] open = new Connection[connections];
            for (int i = 0; i < connections; i++) {
                open[i] = DriverManager.getConnection(url);
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Callable<Long>> tasks = Arrays.stream(open)
                    .<Callable<Long>>map(c -> () -> prepared ? prepared(c, end) : fresh(c, end))
                    .toList();
            long count = 0;
            for (Future<Long> part : threads.invokeAll(tasks)) {
                count += part.get();
            }
            double took = (System.nanoTime() - start) / 1e9;
            for (Connection connection : open) {
                connection.close();
            }
            return count / took;
        }
    }

    private static long fresh(Connection connection, long end) throws SQLException {
        long count = 0;
        while (System.nanoTime() < end) {
            try (Statement statement = connection.createStatement()) {
                check(statement.executeQuery(SQL));
            }
            count++;
        }
        return count;
    }

    private static long prepared(Connection connection, long end) throws SQLException {
        long count = 0;
        try (PreparedStatement statement = connection.prepareStatement(SQL)) {
            while (System.nanoTime() < end) {
                check(statement.executeQuery());
                count++;
            }
        }
        return count;
    }

    private static void check(ResultSet result) throws SQLException {
        try (result) {
            if (!result.next() || result.getInt(1) != 1 || result.next()) {
                throw new IllegalStateException("A wrong answer.");
            }
        }
    }
}
