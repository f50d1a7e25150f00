package io.truenow.launcher.cli;

import io.truenow.launcher.role.Role;
import io.truenow.launcher.sql.SqlOutput;
import io.truenow.launcher.sql.SqlRefusedException;
import io.truenow.launcher.sql.SqlSession;
import io.truenow.launcher.sql.SqlShell;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code truenow sql}: one statement over JDBC, those of standard input, or a shell. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description =
                "Runs an SQL statement and prints its rows; without one it opens a shell, or runs those of standard input.",
        footer = {
            "",
            "Examples:",
            "  truenow sql \"SELECT region, SUM(revenue) FROM production.events GROUP BY region\"",
            "  truenow sql \"SELECT * FROM sys.tables\" -o json",
            "  truenow sql < statements.sql",
            "  truenow sql"
        })
public final class SqlCommand implements Callable<Integer> {

    @Mixin
    private final Place place = new Place();

    @Parameters(arity = "0..1", paramLabel = "STATEMENT", description = "The statement.")
    private @Nullable String statement;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORM",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private SqlOutput output = SqlOutput.TABLE;

    @Spec
    private CommandLine.Model.@Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec == null
                ? new PrintWriter(System.out, true)
                : spec.commandLine().getOut();
        try (SqlSession session = new SqlSession(place.url(Role.SQL), place.caller(Role.SQL))) {
            if (statement != null) {
                session.print(statement, output, out);
            } else if (System.console() != null && System.console().isTerminal()) {
                shell(session);
            } else {
                SqlShell.runAll(session, new String(System.in.readAllBytes(), StandardCharsets.UTF_8), output, out);
            }
            return ExitCode.OK;
        } catch (SqlRefusedException e) {
            throw new CliException(
                    switch (e.why()) {
                        case UNREACHABLE -> ExitCode.UNAVAILABLE;
                        case UNAUTHENTICATED -> ExitCode.AUTH;
                        case STATEMENT -> ExitCode.FAILURE;
                    },
                    String.valueOf(e.getMessage()));
        }
    }

    private void shell(SqlSession session) throws IOException {
        try (Terminal terminal =
                TerminalBuilder.builder().name("truenow").system(true).build()) {
            new SqlShell(session, terminal, SqlShell.historyFile(), output).run();
        }
    }
}
