package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Brings values of parameters into the form that plans expect. Times are cut to milliseconds. */
final class Parameters {

    private static final long MILLIS_OF_DAY = 86_400_000L;

    private Parameters() {}

    static @Nullable Object[] bind(List<RelDataType> types, List<@Nullable Object> values) {
        if (values.size() < types.size()) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY,
                    "The statement has [" + types.size() + "] parameters, and [" + values.size() + "] values came.");
        }
        @Nullable Object[] bound = new Object[types.size()];
        for (int i = 0; i < bound.length; i++) {
            bound[i] = convert(i, types.get(i), values.get(i));
        }
        return bound;
    }

    private static @Nullable Object convert(int index, RelDataType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        try {
            return switch (type.getSqlTypeName()) {
                case CHAR, VARCHAR -> value.toString();
                case TIMESTAMP -> millis(value);
                case TINYINT, SMALLINT, INTEGER, BIGINT, DECIMAL, FLOAT, REAL, DOUBLE ->
                    value instanceof Number number
                            ? number
                            : new BigDecimal(value.toString().strip());
                case DATE -> days(value);
                case TIME -> millisOfDay(value);
                case BINARY, VARBINARY -> value instanceof byte[] bytes ? new ByteString(bytes) : value;
                case BOOLEAN -> value instanceof Boolean b ? b : Boolean.valueOf(value.toString());
                default -> value;
            };
        } catch (NumberFormatException | DateTimeException notThatType) {
            throw new TrueNowException(
                    ErrorCode.INVALID_QUERY,
                    "Parameter [" + (index + 1) + "] is no " + type.getSqlTypeName() + ".",
                    notThatType);
        }
    }

    private static Long millis(Object value) {
        return switch (value) {
            case Number number -> number.longValue();
            case Timestamp timestamp -> timestamp.getTime();
            case Instant instant -> instant.toEpochMilli();
            case LocalDate date -> date.toEpochDay() * MILLIS_OF_DAY;
            default -> Math.floorDiv(TimeText.parseIso(value.toString()), 1_000L);
        };
    }

    private static Object days(Object value) {
        return switch (value) {
            case LocalDate date -> (int) date.toEpochDay();
            case Instant instant -> (int) Math.floorDiv(instant.toEpochMilli(), MILLIS_OF_DAY);
            case String text -> (int) LocalDate.parse(text.strip()).toEpochDay();
            default -> value;
        };
    }

    private static Object millisOfDay(Object value) {
        return switch (value) {
            case LocalTime time -> (int) (time.toNanoOfDay() / 1_000_000L);
            case Instant instant -> (int) Math.floorMod(instant.toEpochMilli(), MILLIS_OF_DAY);
            case String text -> (int) (LocalTime.parse(text.strip()).toNanoOfDay() / 1_000_000L);
            default -> value;
        };
    }
}
