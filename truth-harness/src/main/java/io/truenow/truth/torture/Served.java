package io.truenow.truth.torture;

import java.sql.SQLException;
import java.util.Map;
import java.util.function.Consumer;

/** What the server serves, in SQL. A question that is not answered throws. */
interface Served extends AutoCloseable {

    /**
     * A line of {@code sys.tables}.
     *
     * @param watermarkMicros watermark; {@code Long.MIN_VALUE} before the first
     */
    record Books(long logged, long stored, long duplicates, long conflicting, long watermarkMicros) {}

    /**
     * Sums of some rows.
     *
     * @param count rows
     * @param amount sum of the whole metric
     * @param price sum of the decimal metric
     */
    record Sums(long count, double amount, double price) {}

    /** Rows of a table. */
    long count(String table) throws SQLException;

    /** Different event ids of a table. */
    long distinct(String table) throws SQLException;

    /** Rows of an id. */
    long count(String table, String id) throws SQLException;

    /** Sums of a whole table. */
    Sums sums(String table) throws SQLException;

    /** Sums of each round of a table; the map is the caller's. */
    Map<String, Sums> sumsByRound(String table) throws SQLException;

    /** Hands over each row of a round. */
    void rows(String table, int round, Consumer<ServedRow> consumer) throws SQLException;

    /** The books of each table of the run's namespace. */
    Map<String, Books> books() throws SQLException;

    /** Lets go of the connection; the next question makes another. */
    @Override
    void close();
}
