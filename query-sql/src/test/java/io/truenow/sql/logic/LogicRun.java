package io.truenow.sql.logic;

import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.Shop;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import net.hydromatic.sqllogictest.ISqlTestOperation;
import net.hydromatic.sqllogictest.OptionsParser;
import net.hydromatic.sqllogictest.SltSqlStatement;
import net.hydromatic.sqllogictest.SltTestFile;
import net.hydromatic.sqllogictest.SqlTestQuery;
import org.jspecify.annotations.Nullable;

/** Runs files of the corpus and counts. Not thread-safe. */
final class LogicRun {

    private static final PrintStream NOWHERE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    /** Stars, which would show event ids and times, and what differs between whole numbers and doubles. */
    private static final Pattern NEEDS_TYPES =
            Pattern.compile("(SELECT|ALL|DISTINCT|,)\\s*([A-Z0-9]+\\.)?\\*|/|%|AVG|CAST", Pattern.CASE_INSENSITIVE);

    private final Map<String, String> failures = new TreeMap<>();
    private final Map<String, String> wrong = new TreeMap<>();
    private final Set<String> asked = new TreeSet<>();
    private long passed;
    private long skipped;

    /** Queries that gave an error instead of an answer, with it, by place. */
    Map<String, String> failures() {
        return failures;
    }

    /** Queries that were answered wrongly, with the difference, by place. */
    Map<String, String> wrong() {
        return wrong;
    }

    /** Places of all queries that were run. */
    Set<String> asked() {
        return asked;
    }

    /** Queries that were answered right. */
    long passed() {
        return passed;
    }

    /** Queries behind a statement of a file that events cannot follow. */
    long skipped() {
        return skipped;
    }

    /** Queries that were run. */
    long run() {
        return asked.size();
    }

    /**
     * Runs a file.
     *
     * @param step runs only each so many-th query
     */
    void file(String name, int step) throws IOException {
        SltTestFile file = new SltTestFile("test/" + name);
        file.parse(new OptionsParser(false, NOWHERE, NOWHERE).parse());
        LogicTables tables = new LogicTables();
        boolean follows = true;
        @Nullable SqlEngine engine = null;
        int number = 0;
        for (ISqlTestOperation operation : file.fileContents) {
            switch (operation) {
                case SltSqlStatement statement -> {
                    if (statement.shouldPass && follows) {
                        follows = tables.accept(statement.statement);
                    }
                }
                case SqlTestQuery query -> {
                    number++;
                    if (!follows) {
                        skipped++;
                    } else if (number % step == 0) {
                        if (engine == null) {
                            engine = engine(tables.reads());
                        }
                        query(engine, tables, query, name + ":" + number);
                    }
                }
                default -> throw new IllegalStateException("unknown: " + operation);
            }
        }
    }

    private static SqlEngine engine(ReferenceReads reads) {
        return new SqlEngine(reads, tenant -> List.of(), () -> 1_700_000_000_000_000L, SqlSettings.DEFAULT, () -> true);
    }

    private void query(SqlEngine engine, LogicTables tables, SqlTestQuery query, String place) {
        String typed = tables.typed(query.getQuery());
        ask(engine, typed, query, place);
        if (tables.plain(query.getQuery())
                && !NEEDS_TYPES.matcher(query.getQuery()).find()) {
            ask(engine, query.getQuery(), query, place + ":plain");
        }
    }

    private void ask(SqlEngine engine, String sql, SqlTestQuery query, String place) {
        asked.add(place);
        try (SqlCursor cursor = engine.execute(Shop.LOCAL, sql, List.of(), List.of("logic"))) {
            List<List<@Nullable Object>> rows = new ArrayList<>();
            while (cursor.next()) {
                rows.add(Arrays.asList(cursor.row()));
            }
            String difference = LogicAnswer.difference(query.outputDescription, rows);
            if (difference == null) {
                passed++;
            } else {
                wrong.put(place, difference + " | " + query.getQuery().replaceAll("\\s+", " "));
            }
        } catch (TrueNowException failure) {
            failures.put(place, String.valueOf(failure.getMessage()).replaceAll("\\s+", " "));
        }
    }
}
