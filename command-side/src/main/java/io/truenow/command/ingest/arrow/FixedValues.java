package io.truenow.command.ingest.arrow;

/** Numbers, booleans, dates and times: values of one width, and columns of nulls only. */
final class FixedValues extends Values {

    private final ColumnKind kind;
    private final int rows;
    private final Validity validity;
    private final Slice data;

    private FixedValues(ColumnKind kind, int rows, Validity validity, Slice data) {
        this.kind = kind;
        this.rows = rows;
        this.validity = validity;
        this.data = data;
    }

    /** Reads the next column. */
    static FixedValues next(ColumnKind kind, BatchBuffers buffers) {
        int rows = buffers.rows();
        if (kind == ColumnKind.NULL) {
            buffers.nextNode();
            return new FixedValues(kind, rows, new Validity(Slice.EMPTY), Slice.EMPTY);
        }
        Validity validity = Validity.next(buffers);
        long bytes = kind == ColumnKind.BOOL ? (rows + 7L) / 8 : (long) rows * kind.width();
        return new FixedValues(kind, rows, validity, buffers.next(bytes));
    }

    @Override
    int size() {
        return rows;
    }

    @Override
    boolean isNull(int row) {
        return kind == ColumnKind.NULL || validity.isNull(row);
    }

    @Override
    long whole(int row) {
        return switch (kind) {
            case INT8 -> data.int8(row);
            case UINT8 -> data.int8(row) & 0xFF;
            case INT16 -> data.int16(2 * row);
            case UINT16 -> data.int16(2 * row) & 0xFFFF;
            case INT32, DATE_DAYS, DECIMAL32 -> data.int32(4 * row);
            case UINT32 -> data.int32(4 * row) & 0xFFFF_FFFFL;
            default -> data.int64(kind.width() * row);
        };
    }

    @Override
    boolean fitsWhole(int row) {
        if (kind == ColumnKind.UINT64) {
            return data.int64(8 * row) >= 0;
        }
        // The words above the lowest repeat its sign if it says all.
        long sign = kind.width() > 8 ? data.int64(kind.width() * row) >> 63 : 0;
        for (int word = 8; word < kind.width(); word += 8) {
            if (data.int64(kind.width() * row + word) != sign) {
                return false;
            }
        }
        return true;
    }

    @Override
    double floating(int row) {
        return switch (kind) {
            case FLOAT16 -> Float.float16ToFloat(data.int16(2 * row));
            case FLOAT32 -> Float.intBitsToFloat(data.int32(4 * row));
            default -> Double.longBitsToDouble(data.int64(8 * row));
        };
    }

    @Override
    boolean bool(int row) {
        return data.bit(row);
    }
}
