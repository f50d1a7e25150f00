package io.truenow.sql.scan;

import io.truenow.hottier.read.ValueType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Stands in a request where a value is known only when the statement runs: a parameter, or an expression such as
 * {@code CURRENT_TIMESTAMP}.
 *
 * @param index which expression of the scan
 * @param type what the hot tier wants
 */
public record Slot(int index, ValueType type) {

    /** The value in the hot tier's form; null stays null. */
    @Nullable
    Object convert(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type) {
            case TEXT -> value.toString();
            case DOUBLE -> ((Number) value).doubleValue();
            case LONG -> value instanceof BigDecimal d ? (Object) d.longValueExact() : ((Number) value).longValue();
        };
    }
}
