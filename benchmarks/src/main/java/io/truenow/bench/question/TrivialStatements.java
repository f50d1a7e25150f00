package io.truenow.bench.question;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A trivial statement over JDBC, again and again, over some connections; each answer is looked at. Stateless. */
public final class TrivialStatements {

    private static final String SQL = "select 1";

    private TrivialStatements() {}

    /**
     * Statements a second.
     *
     * @param url address for JDBC
     * @param connections so many, a thread each
     * @param prepared whether each connection prepares it once, instead of making a statement each time
     * @throws IllegalStateException if a statement fails or its answer is wrong
     */
    public static double perSecond(String url, int connections, boolean prepared, double seconds) {
        List<Connection> open = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            for (int i = 0; i < connections; i++) {
                open.add(DriverManager.getConnection(url));
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            List<Callable<Long>> tasks = open.stream()
                    .<Callable<Long>>map(
                            connection -> () -> prepared ? prepared(connection, end) : made(connection, end))
                    .toList();
            long count = 0;
            for (Future<Long> part : threads.invokeAll(tasks)) {
                count += part.get();
            }
            return count / ((System.nanoTime() - start) / 1e9);
        } catch (SQLException | ExecutionException e) {
            throw new IllegalStateException("Statements over [" + url + "]: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        } finally {
            open.forEach(TrivialStatements::close);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("A connection could not be closed: " + e.getMessage(), e);
        }
    }

    private static long made(Connection connection, long end) throws SQLException {
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
