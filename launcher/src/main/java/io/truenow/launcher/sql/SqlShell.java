package io.truenow.launcher.sql;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jline.reader.EOFError;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.Terminal.SignalHandler;

/**
 * {@code truenow sql} as a conversation: lines up to a semicolon are a statement; Ctrl-C cancels what runs and never leaves; what was typed
 * is kept in a file. One thread.
 */
public final class SqlShell {

    private static final String COLUMNS = """
            SELECT "namespace", "table", "column", "type" FROM sys.columns ORDER BY 1, 2, "position" LIMIT 5000""";

    private static final String TABLES =
            "SELECT \"namespace\", \"table\", stored, first_event_time, last_event_time FROM sys.tables ORDER BY 1, 2";

    private final SqlSession session;
    private final Terminal terminal;
    private final PrintWriter out;
    private final LineReader reader;
    private SqlOutput form;

    /**
     * A shell.
     *
     * @param history file that keeps what was typed
     * @param form in which rows are printed at first
     */
    public SqlShell(SqlSession session, Terminal terminal, Path history, SqlOutput form) {
        this.session = session;
        this.terminal = terminal;
        this.out = terminal.writer();
        this.form = form;
        this.reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("truenow")
                .parser(new UpToSemicolon())
                .completer(new ShellCompleter(this::columns))
                .variable(LineReader.HISTORY_FILE, history)
                .variable(LineReader.SECONDARY_PROMPT_PATTERN, "      %P > ")
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.CASE_INSENSITIVE, true)
                .build();
    }

    /** Words as completion sees them: what stands between blanks, brackets and signs. */
    private static final class Words extends DefaultParser {
        Words() {
            setQuoteChars(new char[0]);
            setEscapeChars(new char[0]);
        }

        @Override
        public boolean isDelimiterChar(CharSequence buffer, int position) {
            char c = buffer.charAt(position);
            return Character.isWhitespace(c) || "(),=<>+*/;".indexOf(c) >= 0;
        }
    }

    /** A line is whole when a semicolon ends it, or when it is a command of the shell. */
    private static final class UpToSemicolon implements Parser {
        private final DefaultParser words = new Words();

        @Override
        public ParsedLine parse(String line, int cursor, ParseContext context) {
            boolean whole = line.isBlank()
                    || line.startsWith("\\")
                    || new StatementText(line).rest().isEmpty();
            if (context == ParseContext.ACCEPT_LINE && !whole) {
                throw new EOFError(-1, cursor, "The statement goes on up to its semicolon.", "");
            }
            return words.parse(line, cursor, context);
        }
    }

    /** Reads and answers until the user leaves. */
    public void run() {
        out.println("Statements end with a semicolon; \\? shows what else there is.");
        while (true) {
            try {
                String line = reader.readLine("truenow> ");
                if (line.strip().equals("\\q")) {
                    return;
                }
                if (line.startsWith("\\")) {
                    command(line.strip());
                } else {
                    new StatementText(line).statements().forEach(this::answer);
                }
            } catch (UserInterruptException e) {
                // The line is given up, the shell goes on.
            } catch (EndOfFileException e) {
                return;
            }
        }
    }

    private void command(String line) {
        String[] words = line.split("\\s+", 2);
        String argument = words.length > 1 ? words[1].strip() : "";
        switch (words[0]) {
            case "\\d" -> answer(argument.isEmpty() ? TABLES : columnsOf(argument));
            case "\\o" -> form(argument);
            case "\\?" -> ShellCommand.all().forEach(c -> out.printf(Locale.ROOT, "  %-4s %s%n", c.word(), c.what()));
            default -> out.println("There is no command [" + words[0] + "]; \\? shows them.");
        }
        out.flush();
    }

    private static String columnsOf(String name) {
        int dot = name.indexOf('.');
        String table = name.substring(dot + 1).replace("\"", "").replace("'", "''");
        String namespace =
                dot < 0 ? "" : name.substring(0, dot).replace("\"", "").replace("'", "''");
        return "SELECT \"column\", \"type\", \"role\" FROM sys.columns WHERE \"table\" = '" + table + "'"
                + (namespace.isEmpty() ? "" : " AND \"namespace\" = '" + namespace + "'") + " ORDER BY \"position\"";
    }

    private void form(String name) {
        for (SqlOutput known : SqlOutput.values()) {
            if (known.name().equalsIgnoreCase(name)) {
                form = known;
                return;
            }
        }
        out.println("The forms are table, json and csv; it is " + form.name().toLowerCase(Locale.ROOT) + " now.");
    }

    /** Runs a statement on a thread of its own, so that Ctrl-C reaches this one. */
    private void answer(String sql) {
        SignalHandler before = terminal.handle(Signal.INT, signal -> session.cancel());
        try (ExecutorService runner = Executors.newVirtualThreadPerTaskExecutor()) {
            runner.submit(() -> print(sql));
        } finally {
            terminal.handle(Signal.INT, before);
            out.flush();
        }
    }

    private void print(String sql) {
        try {
            session.print(sql, form, out);
        } catch (SqlRefusedException | RuntimeException e) {
            out.println("error: " + e.getMessage());
        }
    }

    private List<ShellCompleter.TableColumn> columns() {
        List<ShellCompleter.TableColumn> columns = new ArrayList<>();
        try {
            session.run(COLUMNS, rows -> {
                while (rows.next()) {
                    columns.add(new ShellCompleter.TableColumn(
                            rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
                }
            });
        } catch (SqlRefusedException e) {
            // Completion is an offer.
        }
        return columns;
    }

    /**
     * Runs the statements of a text, one after the other, up to the first that is refused.
     *
     * @throws SqlRefusedException of that one
     */
    public static void runAll(SqlSession session, String text, SqlOutput form, PrintWriter out)
            throws SqlRefusedException {
        for (String sql : new StatementText(text).all()) {
            session.print(sql, form, out);
        }
    }

    /** The file in which a user's shell keeps what was typed, by the rules for such files on Unix. */
    public static Path historyFile() throws IOException {
        String state = System.getenv("XDG_STATE_HOME");
        Path base = state != null && !state.isBlank()
                ? Path.of(state)
                : Path.of(System.getProperty("user.home", "."), ".local", "state");
        Path folder = base.resolve("truenow");
        Files.createDirectories(folder);
        return folder.resolve("sql_history");
    }
}
