package io.truenow.launcher.cli;

import io.truenow.launcher.role.Role;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code truenow sql}: one statement over JDBC. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Runs one SQL statement and prints its rows.",
        footer = {
            "",
            "Examples:",
            "  truenow sql \"SELECT region, SUM(revenue) FROM production.events GROUP BY region\"",
            "  truenow sql \"SELECT * FROM sys.tables\" -o json"
        })
public final class SqlCommand implements Callable<Integer> {

    /** What the driver puts before the server's own sentence. */
    private static final String DRIVER_PREFIX = "Remote driver error: ";

    /** Forms of output. */
    enum Output {
        TABLE,
        JSON,
        CSV
    }

    @Mixin
    private final Place place = new Place();

    @Parameters(paramLabel = "STATEMENT", description = "The statement.")
    private String statement = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Output output = Output.TABLE;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        String url = "jdbc:avatica:remote:url=" + place.url(Role.SQL) + ";serialization=protobuf";
        long begin = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url);
                Statement sql = connection.createStatement();
                ResultSet rows = sql.executeQuery(statement)) {
            switch (output) {
                case TABLE -> ResultPrinter.table(rows, out, begin);
                case JSON -> ResultPrinter.json(rows, out, begin);
                case CSV -> ResultPrinter.csv(rows, out);
            }
            out.flush();
            return ExitCode.OK;
        } catch (SQLException e) {
            throw new CliException(exitCode(e, e.getSQLState()), sentence(e, e.getSQLState()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            // What goes wrong while the driver connects comes out of it unchecked.
            throw new CliException(exitCode(e, null), sentence(e, null));
        }
    }

    private int exitCode(Exception e, @Nullable String state) {
        return isUnreachable(e, state) ? ExitCode.UNAVAILABLE : ExitCode.FAILURE;
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

    private String sentence(Exception e, @Nullable String state) {
        if (isUnreachable(e, state) && state == null) {
            return "no server answers at " + place.url(Role.SQL) + "; is it up? (truenow up)";
        }
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        int driver = text.indexOf(DRIVER_PREFIX);
        return driver >= 0 ? text.substring(driver + DRIVER_PREFIX.length()) : text;
    }
}
