package io.truenow.launcher.sql;

import io.truenow.launcher.access.Caller;
import io.truenow.launcher.sql.SqlRefusedException.Why;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Statements over one JDBC connection, which is opened when it is needed and again after it was lost. One thread runs statements;
 * {@link #cancel} may come from another.
 */
public final class SqlSession implements AutoCloseable {

    /** What the driver puts before the server's own sentence. */
    private static final String DRIVER_PREFIX = "Remote driver error: ";

    /** What the driver says of a request that the server did not take for anybody's. */
    private static final String UNAUTHENTICATED = "got HTTP/401";

    private final String address;
    private final Caller caller;
    private volatile @Nullable Connection connection;
    private volatile boolean cancelled;

    /** @param address of the role {@code sql}, for example {@code http://127.0.0.1:8765} */
    public SqlSession(String address, Caller caller) {
        this.address = address;
        this.caller = caller;
    }

    /** What is done with the rows of an answer. */
    @FunctionalInterface
    public interface Use {
        /** Reads them to their end. */
        void take(ResultSet rows) throws SQLException, IOException;
    }

    /**
     * Runs a statement and prints its rows.
     *
     * @throws SqlRefusedException with the server's sentence, or that there is no server
     */
    public void print(String sql, SqlOutput form, PrintWriter out) throws SqlRefusedException {
        long begin = System.nanoTime();
        run(sql, rows -> {
            switch (form) {
                case TABLE -> ResultPrinter.table(rows, out, begin);
                case JSON -> ResultPrinter.json(rows, out, begin);
                case CSV -> ResultPrinter.csv(rows, out);
            }
            out.flush();
        });
    }

    /**
     * Runs a statement.
     *
     * @throws SqlRefusedException as {@link #print}
     */
    public void run(String sql, Use use) throws SqlRefusedException {
        cancelled = false;
        try (Statement statement = open().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            use.take(rows);
        } catch (SQLException e) {
            throw refused(e, e.getSQLState());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // What goes wrong while the driver connects comes out of it unchecked.
            throw refused(e, null);
        }
    }

    private Connection open() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = DriverManager.getConnection(
                    "jdbc:avatica:remote:url=" + address + ";serialization=protobuf", caller.login());
            connection = open;
        }
        return open;
    }

    /** Ends what runs, by way of its connection: the server stops working on it, and the next statement gets another. */
    public void cancel() {
        cancelled = true;
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                // It is gone one way or the other.
            }
        }
    }

    private SqlRefusedException refused(Exception e, @Nullable String state) {
        if (cancelled) {
            return new SqlRefusedException("cancelled", Why.STATEMENT, e);
        }
        boolean unreachable = isUnreachable(e, state);
        if (unreachable) {
            close();
        }
        if (String.valueOf(e.getMessage()).contains(UNAUTHENTICATED)) {
            return new SqlRefusedException(
                    "the server at " + address + " does not take the credential, or wants one (TRUENOW_API_KEY).",
                    Why.UNAUTHENTICATED,
                    e);
        }
        return new SqlRefusedException(
                sentence(e, state, unreachable), unreachable ? Why.UNREACHABLE : Why.STATEMENT, e);
    }

    private static boolean isUnreachable(Exception e, @Nullable String state) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            // The driver passes on the text of its HTTP client, not always its exception.
            if (t instanceof java.net.ConnectException
                    || String.valueOf(t.getMessage()).contains("Connection refused")) {
                return true;
            }
        }
        return state != null && state.startsWith("08");
    }

    private String sentence(Exception e, @Nullable String state, boolean unreachable) {
        if (unreachable && state == null) {
            return "no server answers at " + address + "; is it up? (truenow up)";
        }
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int driver = text.indexOf(DRIVER_PREFIX);
        return driver >= 0 ? text.substring(driver + DRIVER_PREFIX.length()) : text;
    }

    /** Gives the connection back. */
    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException | RuntimeException e) {
                // The server forgets an idle connection by itself.
            }
        }
    }
}
