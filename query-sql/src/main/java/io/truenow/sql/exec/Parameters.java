package io.truenow.sql.exec;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.time.TimeText;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Brings values of parameters into the form that plans expect. Times are cut to milliseconds. */
final class Parameters {

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
            default -> Math.floorDiv(TimeText.parseIso(value.toString()), 1_000L);
        };
    }
}
