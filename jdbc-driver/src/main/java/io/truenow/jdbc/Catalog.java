package io.truenow.jdbc;

import io.truenow.jdbc.wire.MetadataKind;
import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireReader;
import io.truenow.jdbc.wire.WireType;
import io.truenow.jdbc.wire.WireWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers about what is there: those that only the server knows, and those that are the same everywhere. */
record Catalog(TrueNowConnection connection) {

    /** What the server knows of a kind; patterns as {@link java.sql.DatabaseMetaData} has them. */
    ResultSet ask(
            MetadataKind kind,
            @Nullable String schema,
            @Nullable String table,
            @Nullable String column,
            String @Nullable [] types)
            throws SQLException {
        Session session = connection.session();
        session.requireOpen();
        WireWriter request = session.request(Operation.METADATA)
                .u8(kind.code())
                .text(schema)
                .text(table)
                .text(column)
                .number(types == null ? 0 : types.length + 1L);
        if (types != null) {
            for (String type : types) {
                request.text(type);
            }
        }
        WireReader answer = session.call(request);
        int flags = answer.u8();
        answer.fixed64();
        List<WireColumn> columns = WireColumn.read(answer);
        return new TrueNowResultSet(RowSource.WHOLE, columns, Frame.read(answer, flags, columns), ZoneOffset.UTC, 0);
    }

    /** No rows of some columns, described as in {@link #rows}. */
    ResultSet empty(String described) {
        return rows(described, List.of());
    }

    /**
     * Rows that the driver knows by itself.
     *
     * @param described names of columns; {@code :I} means INTEGER, {@code :H} SMALLINT, {@code :L} BIGINT, {@code :B} BOOLEAN, none VARCHAR
     */
    ResultSet rows(String described, List<List<Object>> rows) {
        List<WireColumn> columns = new ArrayList<>();
        for (String column : described.split(" ", -1)) {
            int colon = column.indexOf(':');
            WireType type = colon < 0 ? WireType.VARCHAR : type(column.charAt(colon + 1));
            columns.add(new WireColumn(colon < 0 ? column : column.substring(0, colon), type, 0, 0, true));
        }
        WireWriter out = new WireWriter(64).number(0).fixed32(rows.size()).fixed64(Long.MIN_VALUE);
        for (List<Object> row : rows) {
            out.raw(new byte[(columns.size() + 7) >> 3], (columns.size() + 7) >> 3);
            for (Object value : row) {
                if (value instanceof Number number) {
                    out.signed(number.longValue());
                } else {
                    out.text(value.toString());
                }
            }
        }
        Frame frame = Frame.read(new WireReader(out.toByteArray(), 0), Wire.DONE, columns);
        return new TrueNowResultSet(RowSource.WHOLE, columns, frame, ZoneOffset.UTC, 0);
    }

    private static WireType type(char letter) {
        return switch (letter) {
            case 'I' -> WireType.INTEGER;
            case 'H' -> WireType.SMALLINT;
            case 'L' -> WireType.BIGINT;
            case 'B' -> WireType.BOOLEAN;
            default -> throw new IllegalArgumentException("There is no type [" + letter + "].");
        };
    }
}
