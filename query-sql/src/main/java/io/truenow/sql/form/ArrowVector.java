package io.truenow.sql.form;

import com.google.flatbuffers.FlatBufferBuilder;
import io.truenow.sql.exec.SqlColumn;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.arrow.flatbuf.Bool;
import org.apache.arrow.flatbuf.Date;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.Time;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.apache.arrow.flatbuf.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Values of one column of a batch. Whole numbers, decimals, floating points, truth values, times (microseconds, UTC) and days have Arrow's
 * type for them; anything else is text, as in JSON. One thread.
 */
abstract sealed class ArrowVector {

    private static final int DECIMAL_BYTES = 16;

    private final ArrowBytes validity = new ArrowBytes();
    private int rows;
    private int nulls;

    static ArrowVector of(SqlColumn column) {
        return switch (column.type().getSqlTypeName()) {
            case TINYINT -> new Fixed(Type.Int, 1, b -> Int.createInt(b, 8, true), ArrowVector::whole);
            case SMALLINT -> new Fixed(Type.Int, 2, b -> Int.createInt(b, 16, true), ArrowVector::whole);
            case INTEGER -> new Fixed(Type.Int, 4, b -> Int.createInt(b, 32, true), ArrowVector::whole);
            case BIGINT -> new Fixed(Type.Int, 8, b -> Int.createInt(b, 64, true), ArrowVector::whole);
            case REAL ->
                new Fixed(
                        Type.FloatingPoint,
                        4,
                        b -> FloatingPoint.createFloatingPoint(b, Precision.SINGLE),
                        v -> Float.floatToIntBits(((Number) v).floatValue()));
            case FLOAT, DOUBLE ->
                new Fixed(
                        Type.FloatingPoint,
                        8,
                        b -> FloatingPoint.createFloatingPoint(b, Precision.DOUBLE),
                        v -> Double.doubleToLongBits(((Number) v).doubleValue()));
            case TIMESTAMP ->
                new Fixed(
                        Type.Timestamp,
                        8,
                        b -> Timestamp.createTimestamp(b, TimeUnit.MICROSECOND, b.createString("UTC")),
                        v -> Math.multiplyExact(whole(v), 1_000L));
            case DATE -> new Fixed(Type.Date, 4, b -> Date.createDate(b, DateUnit.DAY), ArrowVector::whole);
            case TIME -> new Fixed(Type.Time, 4, b -> Time.createTime(b, TimeUnit.MILLISECOND, 32), ArrowVector::whole);
            case DECIMAL ->
                new Decimals(column.type().getPrecision(), column.type().getScale());
            case BOOLEAN -> new Bits();
            default -> new Texts(column);
        };
    }

    private static long whole(Object value) {
        return ((Number) value).longValue();
    }

    final void add(@Nullable Object value) {
        validity.addBit(rows, value != null);
        if (value == null) {
            nulls++;
        }
        put(rows, value);
        rows++;
    }

    final int nulls() {
        return nulls;
    }

    /** Bytes of texts so far; what else there is depends on the number of rows alone. */
    int textBytes() {
        return 0;
    }

    final List<ArrowBytes> buffers() {
        List<ArrowBytes> values = values();
        return values.size() == 1 ? List.of(validity, values.get(0)) : List.of(validity, values.get(0), values.get(1));
    }

    final void clear() {
        validity.clear();
        values().forEach(ArrowBytes::clear);
        rows = 0;
        nulls = 0;
        cleared();
    }

    /** Number of the type. */
    abstract byte type();

    /** Writes the description of the type; the answer is its place. */
    abstract int describe(FlatBufferBuilder builder);

    abstract void put(int row, @Nullable Object value);

    abstract List<ArrowBytes> values();

    void cleared() {}

    private interface Description {
        int write(FlatBufferBuilder builder);
    }

    private interface Bytes {
        long of(Object value);
    }

    /** Numbers of one width. */
    private static final class Fixed extends ArrowVector {

        private final byte type;
        private final int width;
        private final Description description;
        private final Bytes bytes;
        private final ArrowBytes values = new ArrowBytes();

        Fixed(byte type, int width, Description description, Bytes bytes) {
            this.type = type;
            this.width = width;
            this.description = description;
            this.bytes = bytes;
        }

        @Override
        byte type() {
            return type;
        }

        @Override
        int describe(FlatBufferBuilder builder) {
            return description.write(builder);
        }

        @Override
        void put(int row, @Nullable Object value) {
            values.add(value == null ? 0 : bytes.of(value), width);
        }

        @Override
        List<ArrowBytes> values() {
            return List.of(values);
        }
    }

    /** Decimals of 128 bits. */
    private static final class Decimals extends ArrowVector {

        private final int precision;
        private final int scale;
        private final ArrowBytes values = new ArrowBytes();

        Decimals(int precision, int scale) {
            this.precision = precision;
            this.scale = scale;
        }

        @Override
        byte type() {
            return Type.Decimal;
        }

        @Override
        int describe(FlatBufferBuilder builder) {
            return Decimal.createDecimal(builder, precision, scale, DECIMAL_BYTES * 8);
        }

        @Override
        void put(int row, @Nullable Object value) {
            BigInteger unscaled = value == null
                    ? BigInteger.ZERO
                    : new BigDecimal(value.toString())
                            .setScale(scale, RoundingMode.HALF_UP)
                            .unscaledValue();
            if (unscaled.bitLength() >= DECIMAL_BYTES * 8) {
                throw new ArithmeticException("A decimal has more than 38 digits.");
            }
            values.add(unscaled.longValue(), 8);
            values.add(unscaled.shiftRight(64).longValue(), 8);
        }

        @Override
        List<ArrowBytes> values() {
            return List.of(values);
        }
    }

    /** Truth values. */
    private static final class Bits extends ArrowVector {

        private final ArrowBytes values = new ArrowBytes();

        @Override
        byte type() {
            return Type.Bool;
        }

        @Override
        int describe(FlatBufferBuilder builder) {
            Bool.startBool(builder);
            return Bool.endBool(builder);
        }

        @Override
        void put(int row, @Nullable Object value) {
            values.addBit(row, Boolean.TRUE.equals(value));
        }

        @Override
        List<ArrowBytes> values() {
            return List.of(values);
        }
    }

    /** Texts in UTF-8, one behind another, with the place of each. */
    private static final class Texts extends ArrowVector {

        private final SqlColumn column;
        private final ArrowBytes offsets = new ArrowBytes();
        private final ArrowBytes values = new ArrowBytes();

        Texts(SqlColumn column) {
            this.column = column;
            offsets.add(0, 4);
        }

        @Override
        byte type() {
            return Type.Utf8;
        }

        @Override
        int describe(FlatBufferBuilder builder) {
            Utf8.startUtf8(builder);
            return Utf8.endUtf8(builder);
        }

        @Override
        void put(int row, @Nullable Object value) {
            if (value != null) {
                values.add(JsonText.text(column, value).getBytes(StandardCharsets.UTF_8));
            }
            offsets.add(values.size(), 4);
        }

        @Override
        List<ArrowBytes> values() {
            return List.of(offsets, values);
        }

        @Override
        int textBytes() {
            return values.size();
        }

        @Override
        void cleared() {
            offsets.add(0, 4);
        }
    }
}
