package io.truenow.sql.server;

import io.truenow.sql.exec.SqlColumn;
import java.sql.DatabaseMetaData;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.avatica.AvaticaParameter;
import org.apache.calcite.avatica.ColumnMetaData;
import org.apache.calcite.avatica.ColumnMetaData.AvaticaType;
import org.apache.calcite.avatica.ColumnMetaData.Rep;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/** SQL types and values as Avatica carries them. Times travel as milliseconds since 1970 in UTC. */
final class WireTypes {

    private WireTypes() {}

    static Meta.Signature signature(String sql, List<SqlColumn> columns, List<RelDataType> parameters) {
        List<ColumnMetaData> metaData = new ArrayList<>();
        for (SqlColumn column : columns) {
            metaData.add(column(metaData.size(), column.name(), column.type()));
        }
        List<AvaticaParameter> described = new ArrayList<>();
        for (RelDataType type : parameters) {
            AvaticaType wire = type(type);
            described.add(new AvaticaParameter(
                    true,
                    Math.max(0, type.getPrecision()),
                    Math.max(0, type.getScale()),
                    wire.id,
                    wire.name,
                    Objects.requireNonNull(wire.rep.clazz).getName(),
                    "?" + described.size()));
        }
        return Meta.Signature.create(metaData, sql, described, Meta.CursorFactory.LIST, Meta.StatementType.SELECT);
    }

    static ColumnMetaData column(int ordinal, String name, RelDataType type) {
        return column(ordinal, name, type(type), type.isNullable(), type.getPrecision(), type.getScale());
    }

    static ColumnMetaData column(
            int ordinal, String name, AvaticaType type, boolean nullable, int precision, int scale) {
        return new ColumnMetaData(
                ordinal,
                false,
                true,
                true,
                false,
                nullable ? DatabaseMetaData.columnNullable : DatabaseMetaData.columnNoNulls,
                true,
                Math.max(precision, 0),
                name,
                name,
                "",
                Math.max(precision, 0),
                scale == RelDataType.SCALE_NOT_SPECIFIED ? 0 : scale,
                "",
                "",
                type,
                true,
                false,
                false,
                type.columnClassName());
    }

    static AvaticaType type(RelDataType type) {
        return switch (type.getSqlTypeName()) {
            case BOOLEAN -> scalar(Types.BOOLEAN, "BOOLEAN", Rep.BOOLEAN);
            case TINYINT -> scalar(Types.TINYINT, "TINYINT", Rep.BYTE);
            case SMALLINT -> scalar(Types.SMALLINT, "SMALLINT", Rep.SHORT);
            case INTEGER -> scalar(Types.INTEGER, "INTEGER", Rep.INTEGER);
            case BIGINT -> scalar(Types.BIGINT, "BIGINT", Rep.LONG);
            case DECIMAL -> scalar(Types.DECIMAL, "DECIMAL", Rep.NUMBER);
            case REAL -> scalar(Types.REAL, "REAL", Rep.FLOAT);
            case FLOAT, DOUBLE -> scalar(Types.DOUBLE, "DOUBLE", Rep.DOUBLE);
            case DATE -> scalar(Types.DATE, "DATE", Rep.INTEGER);
            case TIME -> scalar(Types.TIME, "TIME", Rep.INTEGER);
            case TIMESTAMP -> scalar(Types.TIMESTAMP, "TIMESTAMP", Rep.LONG);
            case BINARY, VARBINARY -> scalar(Types.VARBINARY, "VARBINARY", Rep.BYTE_STRING);
            case CHAR -> scalar(Types.CHAR, "CHAR", Rep.STRING);
            default -> scalar(Types.VARCHAR, "VARCHAR", Rep.STRING);
        };
    }

    static AvaticaType scalar(int id, String name, Rep rep) {
        return ColumnMetaData.scalar(id, name, rep);
    }

    /** A value of the engine in the form of its column on the wire. */
    static @Nullable Object value(AvaticaType type, @Nullable Object value) {
        if (value == null) {
            return null;
        }
        return switch (type.rep) {
            case STRING -> value.toString();
            case BYTE -> ((Number) value).byteValue();
            case SHORT -> ((Number) value).shortValue();
            case INTEGER -> ((Number) value).intValue();
            case LONG -> ((Number) value).longValue();
            case FLOAT -> ((Number) value).floatValue();
            case DOUBLE -> ((Number) value).doubleValue();
            case BYTE_STRING -> value instanceof ByteString bytes ? bytes : value;
            default -> value;
        };
    }
}
