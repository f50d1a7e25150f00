package io.truenow.sql.form;

import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import io.truenow.sql.exec.SqlColumn;
import io.truenow.sql.exec.StatementException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Values of rows and failures as JSON. Stateless. */
public final class JsonText {

    private JsonText() {}

    /** A value of a row of SQL: numbers as they are, times as ISO-8601 in UTC, anything else as text. */
    static void value(JsonGenerator out, SqlColumn column, @Nullable Object value) {
        switch (value) {
            case null -> out.writeNull();
            case Double d when !Double.isFinite(d) -> out.writeNull();
            case Double d -> out.writeNumber(d);
            case Float f when !Float.isFinite(f) -> out.writeNull();
            case Float f -> out.writeNumber(f.doubleValue());
            case BigDecimal d -> out.writeNumber(d);
            case Boolean b -> out.writeBoolean(b);
            case Number number when !isTime(column) -> out.writeNumber(number.longValue());
            default -> out.writeString(text(column, value));
        }
    }

    private static boolean isTime(SqlColumn column) {
        return switch (column.typeName()) {
            case "TIMESTAMP", "DATE", "TIME" -> true;
            default -> false;
        };
    }

    /** A value as text: times as ISO-8601 in UTC. */
    static String text(SqlColumn column, Object value) {
        return switch (value) {
            case Long millis
            when column.typeName().equals("TIMESTAMP") -> TimeText.toIso(Math.multiplyExact(millis, 1_000L));
            case Integer days
            when column.typeName().equals("DATE") -> LocalDate.ofEpochDay(days).toString();
            case Integer millis
            when column.typeName().equals("TIME") ->
                LocalTime.ofNanoOfDay(millis * 1_000_000L).toString();
            default -> value.toString();
        };
    }

    /** Members of an object that say what failed: {@code error}, {@code hint}, {@code code}, {@code sqlstate}, {@code line}, {@code column}. */
    public static void failure(JsonGenerator out, TrueNowException failure) {
        out.writeStringProperty(
                "error", failure.getMessage() == null ? failure.code().name() : failure.getMessage());
        if (failure.pointer() != null) {
            out.writeStringProperty("pointer", failure.pointer());
        }
        if (failure.hint() != null) {
            out.writeStringProperty("hint", failure.hint());
        }
        out.writeStringProperty("code", failure.code().name());
        if (failure instanceof StatementException statement && statement.line() > 0) {
            out.writeNumberProperty("line", statement.line());
            out.writeNumberProperty("column", statement.column());
        }
        out.writeStringProperty("sqlstate", StatementException.sqlState(failure.code()));
    }
}
