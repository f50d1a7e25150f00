package io.truenow.sql.server;

import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireType;
import io.truenow.jdbc.wire.WireWriter;
import io.truenow.sql.exec.SqlColumn;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** Writes columns and rows in the form of the product's own driver, straight from Calcite's values. Not thread-safe. */
final class DriverRows {

    private final List<SqlColumn> columns;
    private final WireType[] types;
    private final WireWriter out;
    private final int flagsAt;
    private final int maxRows;
    private final long maxBytes;
    private int rows;

    /** Begins an answer or a frame: keeps a place for its flags. */
    DriverRows(List<SqlColumn> columns, WireWriter out, int maxRows, long maxBytes) {
        this.columns = columns;
        this.out = out;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
        this.types = new WireType[columns.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = type(columns.get(i).type());
        }
        this.flagsAt = out.size();
        out.u8(0);
    }

    /** Writes the columns unless their fingerprint is a known one; returns the flags. */
    int columns(long known) {
        int fingerprintAt = out.size();
        out.fixed64(0);
        int from = out.size();
        WireColumn.write(out, described(columns));
        long fingerprint = WireColumn.fingerprint(out.buffer(), from, out.size());
        out.fixed64At(fingerprintAt, fingerprint);
        if (fingerprint == known) {
            out.truncate(from);
            return Wire.SAME_COLUMNS;
        }
        return 0;
    }

    /** The rows are gone: somebody has ended the statement meanwhile. */
    static final class GoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        GoneException() {
            super("The rows are gone.", null, false, false);
        }
    }

    /**
     * Writes the next rows of a statement; returns whether they are the last.
     *
     * @throws GoneException if there are none any longer
     */
    boolean frame(int flags, JdbcStatement statement, long first) {
        out.number(first);
        int countAt = out.size();
        out.fixed32(0).fixed64(0);
        int start = out.size();
        JdbcStatement.Step step = statement.read(first, row -> {
            write(row);
            rows++;
            return rows < maxRows && out.size() - start < maxBytes;
        });
        if (step == null) {
            throw new GoneException();
        }
        out.u8At(flagsAt, flags | (step.done() ? Wire.DONE : 0));
        out.fixed32At(countAt, rows);
        out.fixed64At(countAt + 4, step.incompleteBeforeMicros());
        return step.done();
    }

    private void write(@Nullable Object[] row) {
        int nullsAt = out.size();
        for (int i = 0; i < types.length; i += 8) {
            out.u8(0);
        }
        for (int i = 0; i < types.length; i++) {
            Object value = row[i];
            if (value == null) {
                int at = nullsAt + (i >> 3);
                out.u8At(at, out.buffer()[at] | (1 << (i & 7)));
            } else {
                write(types[i], value);
            }
        }
    }

    private void write(WireType type, Object value) {
        switch (type) {
            case BOOLEAN -> out.u8((Boolean) value ? 1 : 0);
            case TINYINT, SMALLINT, INTEGER, BIGINT, DATE, TIME, TIMESTAMP -> out.signed(((Number) value).longValue());
            case REAL -> out.fixed32(Float.floatToRawIntBits(((Number) value).floatValue()));
            case DOUBLE -> out.fixed64(Double.doubleToRawLongBits(((Number) value).doubleValue()));
            case DECIMAL -> out.text(value instanceof BigDecimal number ? number.toPlainString() : value.toString());
            case VARBINARY -> out.bytes(value instanceof ByteString bytes ? bytes.getBytes() : (byte[]) value);
            case CHAR, VARCHAR -> out.text(value.toString());
        }
    }

    static List<WireColumn> described(List<SqlColumn> columns) {
        List<WireColumn> described = new ArrayList<>(columns.size());
        for (SqlColumn column : columns) {
            described.add(described(column.name(), column.type()));
        }
        return described;
    }

    static WireColumn described(String name, RelDataType type) {
        int scale = type.getScale();
        return new WireColumn(
                name,
                type(type),
                Math.max(0, type.getPrecision()),
                scale == RelDataType.SCALE_NOT_SPECIFIED ? 0 : scale,
                type.isNullable());
    }

    static WireType type(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> WireType.BOOLEAN;
            case TINYINT -> WireType.TINYINT;
            case SMALLINT -> WireType.SMALLINT;
            case INTEGER -> WireType.INTEGER;
            case BIGINT -> WireType.BIGINT;
            case DECIMAL -> WireType.DECIMAL;
            case REAL -> WireType.REAL;
            case FLOAT, DOUBLE -> WireType.DOUBLE;
            case DATE -> WireType.DATE;
            case TIME -> WireType.TIME;
            case TIMESTAMP -> WireType.TIMESTAMP;
            case BINARY, VARBINARY -> WireType.VARBINARY;
            case CHAR -> WireType.CHAR;
            default -> WireType.VARCHAR;
        };
    }

    /** Writes an answer about metadata, which Avatica's clients get as well. */
    static void write(Meta.MetaResultSet answer, WireWriter out) {
        List<WireColumn> described = new ArrayList<>();
        for (ColumnMetaData column : answer.signature.columns) {
            WireType type =
                    switch (column.type.rep) {
                        case INTEGER -> WireType.INTEGER;
                        case SHORT -> WireType.SMALLINT;
                        case BOOLEAN -> WireType.BOOLEAN;
                        default -> WireType.VARCHAR;
                    };
            described.add(new WireColumn(column.columnName, type, 0, 0, true));
        }
        out.u8(Wire.DONE).fixed64(1);
        WireColumn.write(out, described);
        int countAt = out.number(0).size();
        out.fixed32(0).fixed64(Long.MIN_VALUE);
        WireType[] types = described.stream().map(WireColumn::type).toArray(WireType[]::new);
        DriverRows body = new DriverRows(types, out);
        for (Object row : answer.firstFrame.rows) {
            body.write(((List<?>) row).toArray());
            body.rows++;
        }
        out.fixed32At(countAt, body.rows);
    }

    private DriverRows(WireType[] types, WireWriter out) {
        this.columns = List.of();
        this.types = types;
        this.out = out;
        this.flagsAt = 0;
        this.maxRows = Integer.MAX_VALUE;
        this.maxBytes = Long.MAX_VALUE;
    }
}
