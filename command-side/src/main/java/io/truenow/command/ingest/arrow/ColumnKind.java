package io.truenow.command.ingest.arrow;

import java.util.Locale;
import org.apache.arrow.flatbuf.DateUnit;
import org.apache.arrow.flatbuf.Decimal;
import org.apache.arrow.flatbuf.Field;
import org.apache.arrow.flatbuf.FloatingPoint;
import org.apache.arrow.flatbuf.Int;
import org.apache.arrow.flatbuf.Precision;
import org.apache.arrow.flatbuf.TimeUnit;
import org.apache.arrow.flatbuf.Timestamp;
import org.apache.arrow.flatbuf.Type;
import org.jspecify.annotations.Nullable;

/** How the values of a column lie in its buffers. */
enum ColumnKind {
    NULL(0),
    BOOL(0),
    INT8(1),
    INT16(2),
    INT32(4),
    INT64(8),
    UINT8(1),
    UINT16(2),
    UINT32(4),
    UINT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8),
    DECIMAL32(4),
    DECIMAL64(8),
    DECIMAL128(16),
    DECIMAL256(32),
    DATE_DAYS(4),
    DATE_MILLIS(8),
    TIMESTAMP_SECONDS(8),
    TIMESTAMP_MILLIS(8),
    TIMESTAMP_MICROS(8),
    TIMESTAMP_NANOS(8),
    UTF8(4),
    LARGE_UTF8(8),
    UTF8_VIEW(16);

    private static final String CAST = "Cast it to a text or a number, or leave it away.";

    private final int width;

    ColumnKind(int width) {
        this.width = width;
    }

    /** Bytes of a value, or of what points to it. */
    int width() {
        return width;
    }

    boolean isText() {
        return this == UTF8 || this == LARGE_UTF8 || this == UTF8_VIEW;
    }

    boolean isWhole() {
        return ordinal() >= INT8.ordinal() && ordinal() <= UINT64.ordinal();
    }

    boolean isDecimal() {
        return ordinal() >= DECIMAL32.ordinal() && ordinal() <= DECIMAL256.ordinal();
    }

    boolean isNumber() {
        return ordinal() >= INT8.ordinal() && ordinal() <= DECIMAL256.ordinal();
    }

    boolean isTimestamp() {
        return ordinal() >= TIMESTAMP_SECONDS.ordinal() && ordinal() <= TIMESTAMP_NANOS.ordinal();
    }

    /**
     * The kind of a field's values, those of its dictionary if it has one.
     *
     * @throws io.truenow.events.error.TrueNowException {@code INVALID_ARROW} that names column and type if there is no place for them
     */
    static ColumnKind of(Field field, String name) {
        byte type = field.typeType();
        return switch (type) {
            case Type.Null -> NULL;
            case Type.Bool -> BOOL;
            case Type.Int -> whole((Int) ArrowSchema.type(field, new Int()), name);
            case Type.FloatingPoint ->
                switch (((FloatingPoint) ArrowSchema.type(field, new FloatingPoint())).precision()) {
                    case Precision.HALF -> FLOAT16;
                    case Precision.SINGLE -> FLOAT32;
                    default -> FLOAT64;
                };
            case Type.Decimal -> decimal((Decimal) ArrowSchema.type(field, new Decimal()), name);
            case Type.Date ->
                ((org.apache.arrow.flatbuf.Date) ArrowSchema.type(field, new org.apache.arrow.flatbuf.Date())).unit()
                                == DateUnit.DAY
                        ? DATE_DAYS
                        : DATE_MILLIS;
            case Type.Timestamp ->
                switch (((Timestamp) ArrowSchema.type(field, new Timestamp())).unit()) {
                    case TimeUnit.SECOND -> TIMESTAMP_SECONDS;
                    case TimeUnit.MILLISECOND -> TIMESTAMP_MILLIS;
                    case TimeUnit.MICROSECOND -> TIMESTAMP_MICROS;
                    default -> TIMESTAMP_NANOS;
                };
            case Type.Utf8 -> UTF8;
            case Type.LargeUtf8 -> LARGE_UTF8;
            case Type.Utf8View -> UTF8_VIEW;
            default ->
                throw ArrowFaults.column(
                        name, "has the type " + typeName(type) + ", for which there is no column.", CAST);
        };
    }

    private static String typeName(byte type) {
        boolean known = type > 0 && type < Type.names.length;
        return known ? Type.name(type).replace("_", "").toLowerCase(Locale.ROOT) : "number " + type;
    }

    private static ColumnKind whole(Int type, String name) {
        return switch (type.bitWidth()) {
            case 8 -> type.isSigned() ? INT8 : UINT8;
            case 16 -> type.isSigned() ? INT16 : UINT16;
            case 32 -> type.isSigned() ? INT32 : UINT32;
            case 64 -> type.isSigned() ? INT64 : UINT64;
            default -> throw ArrowFaults.column(name, "has whole numbers of an odd width.", CAST);
        };
    }

    /** The kind of a dictionary's indexes. */
    static ColumnKind ofIndexes(@Nullable Int type, String name) {
        return type == null ? INT32 : whole(type, name);
    }

    private static ColumnKind decimal(Decimal type, String name) {
        return switch (type.bitWidth()) {
            case 32 -> DECIMAL32;
            case 64 -> DECIMAL64;
            case 128 -> DECIMAL128;
            case 256 -> DECIMAL256;
            default -> throw ArrowFaults.column(name, "has decimals of an odd width.", CAST);
        };
    }
}
