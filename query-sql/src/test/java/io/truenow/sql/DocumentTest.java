package io.truenow.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.catalog.TableRef;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.MicroClock;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.exec.SqlColumn;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.exec.StatementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs every statement of {@code docs/sql.md} over the events of that page, with our rules on and off. The text block below a statement is its
 * answer: the names of the columns, then the rows, or {@code error SQLSTATE: message}. A statement without one, whose answer depends on
 * the time or the plan, must only be answered.
 */
class DocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "sql.md");
    private static final Pattern BLOCK = Pattern.compile("```(sql|json)\n([^`]*)```(?:\n```text\n([^`]*)```)?");
    private static final MicroClock CLOCK = () -> 1_772_500_000_000_000L;
    private static final ReferenceReads READS = new ReferenceReads();
    private static final SqlEngine ON = engine(true);
    private static final SqlEngine OFF = engine(false);

    /**
     * A statement of the page.
     *
     * @param answer the text below it; null if there is none
     */
    record Documented(String sql, @Nullable String answer) {
        @Override
        public String toString() {
            return sql;
        }
    }

    static Stream<Documented> statements() throws IOException {
        List<Documented> statements = new ArrayList<>();
        for (Matcher block = BLOCK.matcher(Files.readString(PAGE)); block.find(); ) {
            if (block.group(1).equals("sql")) {
                statements.add(new Documented(block.group(2).strip(), block.group(3)));
            } else {
                load(block.group(2));
            }
        }
        return statements.stream();
    }

    @ParameterizedTest
    @MethodSource("statements")
    void theAnswerIsTheOneOfThePage(Documented statement) {
        for (SqlEngine engine : List.of(ON, OFF)) {
            String answer = answer(engine, statement.sql());
            if (statement.answer() == null) {
                assertThat(answer).doesNotStartWith("error");
            } else {
                assertThat(answer).isEqualTo(statement.answer());
            }
        }
    }

    @Test
    void mostStatementsHaveTheirAnswersOnThePage() throws IOException {
        assertThat(statements().filter(s -> s.answer() != null)).hasSizeGreaterThan(35);
        assertThat(statements().filter(s -> s.answer() == null)).hasSizeLessThan(5);
    }

    private static SqlEngine engine(boolean pushDown) {
        return new SqlEngine(READS, tenant -> List.of(), CLOCK, SqlSettings.DEFAULT.withPushDown(pushDown), () -> true);
    }

    private static void load(String json) {
        if (!READS.tables(Shop.LOCAL).isEmpty()) {
            return;
        }
        Map<String, Events> tables = new LinkedHashMap<>();
        for (JsonNode event : JsonMapper.shared().readTree(json)) {
            Map<String, Object> values = new TreeMap<>();
            event.get("dimensions")
                    .properties()
                    .forEach(p -> values.put(p.getKey(), p.getValue().asString()));
            event.get("metrics")
                    .properties()
                    .forEach(p -> values.put(p.getKey(), p.getValue().asDouble()));
            tables.computeIfAbsent(event.get("table").asString(), name -> new Events())
                    .add(
                            event.get("event_id").asString(),
                            ChronoUnit.MICROS.between(
                                    Instant.EPOCH,
                                    Instant.parse(event.get("event_time").asString())),
                            values);
        }
        tables.forEach((name, events) -> events.into(READS, new TableRef("default", "shop", name)));
    }

    private static String answer(SqlEngine engine, String sql) {
        StringBuilder text = new StringBuilder();
        try (SqlCursor cursor = engine.execute(Shop.LOCAL, sql, List.of())) {
            text.append(String.join(
                            " | ",
                            cursor.columns().stream().map(SqlColumn::name).toList()))
                    .append('\n');
            while (cursor.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < cursor.columns().size(); i++) {
                    values.add(value(cursor.columns().get(i), cursor.row()[i]));
                }
                text.append(String.join(" | ", values)).append('\n');
            }
            return text.toString();
        } catch (TrueNowException failure) {
            return "error " + StatementException.sqlState(failure) + ": " + failure.getMessage() + "\n";
        }
    }

    private static String value(SqlColumn column, @Nullable Object value) {
        if (value instanceof Number number && column.type().getSqlTypeName() == SqlTypeName.TIMESTAMP) {
            return Instant.ofEpochMilli(number.longValue())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDateTime()
                    .toString();
        }
        if (value instanceof Number number && column.type().getSqlTypeName() == SqlTypeName.DATE) {
            return LocalDate.ofEpochDay(number.longValue()).toString();
        }
        return String.valueOf(value);
    }
}
