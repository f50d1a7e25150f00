package io.truenow.sql.plan;

import io.truenow.sql.type.Widths;
import java.math.BigDecimal;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Width of a time bucket: a fixed number of milliseconds, or a number of months.
 *
 * @param millis positive, or 0
 * @param months positive, or 0
 */
record BucketWidth(long millis, long months) {

    /** Width that a constant says, or null. */
    static @Nullable BucketWidth of(RexNode node) {
        if (!(node instanceof RexLiteral literal) || literal.isNull()) {
            return null;
        }
        SqlTypeName type = literal.getType().getSqlTypeName();
        if (SqlTypeName.CHAR_TYPES.contains(type)) {
            String text = literal.getValueAs(String.class);
            Widths.Width width = text == null ? null : Widths.parse(text);
            return width == null || width.micros() % 1_000 != 0
                    ? null
                    : new BucketWidth(width.micros() / 1_000, width.months());
        }
        BigDecimal amount = literal.getValueAs(BigDecimal.class);
        if (amount == null || amount.signum() <= 0) {
            return null;
        }
        return SqlTypeName.DAY_INTERVAL_TYPES.contains(type)
                ? new BucketWidth(amount.longValue(), 0)
                : new BucketWidth(0, amount.longValue());
    }

    /** Calendar unit of a width in months, or null if it is none. */
    @Nullable
    TimeUnitRange unit() {
        return months == 1
                ? TimeUnitRange.MONTH
                : months == 3 ? TimeUnitRange.QUARTER : months == 12 ? TimeUnitRange.YEAR : null;
    }
}
