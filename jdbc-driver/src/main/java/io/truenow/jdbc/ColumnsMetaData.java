package io.truenow.jdbc;

import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireType;
import java.sql.ParameterMetaData;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.List;

/** Columns of an answer. Immutable. */
record ColumnsMetaData(List<WireColumn> columns) implements ResultSetMetaData {

    private WireColumn at(int column) throws SQLException {
        if (column < 1 || column > columns.size()) {
            throw Errors.of(
                    Errors.NO_SUCH_COLUMN,
                    "There is no column [" + column + "]; the columns are 1 to " + columns.size() + ".");
        }
        return columns.get(column - 1);
    }

    @Override
    public int getColumnCount() {
        return columns.size();
    }

    @Override
    public boolean isAutoIncrement(int column) throws SQLException {
        at(column);
        return false;
    }

    @Override
    public boolean isCaseSensitive(int column) throws SQLException {
        return at(column).type().isText();
    }

    @Override
    public boolean isSearchable(int column) throws SQLException {
        at(column);
        return true;
    }

    @Override
    public boolean isCurrency(int column) throws SQLException {
        at(column);
        return false;
    }

    @Override
    public int isNullable(int column) throws SQLException {
        return at(column).nullable() ? columnNullable : columnNoNulls;
    }

    @Override
    public boolean isSigned(int column) throws SQLException {
        return at(column).type().isNumber();
    }

    @Override
    public int getColumnDisplaySize(int column) throws SQLException {
        WireColumn at = at(column);
        return switch (at.type()) {
            case BOOLEAN -> 5;
            case TINYINT -> 4;
            case SMALLINT -> 6;
            case INTEGER -> 11;
            case BIGINT -> 20;
            case DECIMAL -> at.precision() + 3;
            case REAL -> 14;
            case DOUBLE -> 24;
            case DATE -> 10;
            case TIME -> 12;
            case TIMESTAMP -> 23;
            case VARBINARY -> at.precision() == 0 ? Integer.MAX_VALUE : 2 * at.precision();
            case CHAR, VARCHAR -> at.precision() == 0 ? Integer.MAX_VALUE : at.precision();
        };
    }

    @Override
    public String getColumnLabel(int column) throws SQLException {
        return at(column).name();
    }

    @Override
    public String getColumnName(int column) throws SQLException {
        return at(column).name();
    }

    @Override
    public String getSchemaName(int column) throws SQLException {
        at(column);
        return "";
    }

    @Override
    public int getPrecision(int column) throws SQLException {
        return precision(at(column));
    }

    static int precision(WireColumn column) {
        return switch (column.type()) {
            case BOOLEAN -> 1;
            case TINYINT -> 3;
            case SMALLINT -> 5;
            case INTEGER -> 10;
            case BIGINT -> 19;
            case REAL -> 24;
            case DOUBLE -> 53;
            case DATE -> 10;
            case TIME -> 12;
            case TIMESTAMP -> 23;
            case DECIMAL, VARBINARY, CHAR, VARCHAR -> column.precision();
        };
    }

    @Override
    public int getScale(int column) throws SQLException {
        return scale(at(column));
    }

    static int scale(WireColumn column) {
        return switch (column.type()) {
            case DECIMAL -> column.scale();
            case TIME, TIMESTAMP -> 3;
            default -> 0;
        };
    }

    @Override
    public String getTableName(int column) throws SQLException {
        at(column);
        return "";
    }

    @Override
    public String getCatalogName(int column) throws SQLException {
        at(column);
        return "";
    }

    @Override
    public int getColumnType(int column) throws SQLException {
        return at(column).type().sqlType();
    }

    @Override
    public String getColumnTypeName(int column) throws SQLException {
        return at(column).type().name();
    }

    @Override
    public boolean isReadOnly(int column) throws SQLException {
        at(column);
        return true;
    }

    @Override
    public boolean isWritable(int column) throws SQLException {
        at(column);
        return false;
    }

    @Override
    public boolean isDefinitelyWritable(int column) throws SQLException {
        at(column);
        return false;
    }

    @Override
    public String getColumnClassName(int column) throws SQLException {
        return className(at(column).type());
    }

    private static String className(WireType type) {
        return type.javaType().getName();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Errors.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }

    /** The same columns as parameters. */
    ParameterMetaData asParameters() {
        return new Parameters(columns);
    }

    private record Parameters(List<WireColumn> parameters) implements ParameterMetaData {

        private WireColumn at(int parameter) throws SQLException {
            if (parameter < 1 || parameter > parameters.size()) {
                throw Errors.of(
                        Errors.BAD_VALUE,
                        "There is no parameter [" + parameter + "]; the statement has " + parameters.size() + ".");
            }
            return parameters.get(parameter - 1);
        }

        @Override
        public int getParameterCount() {
            return parameters.size();
        }

        @Override
        public int isNullable(int parameter) throws SQLException {
            at(parameter);
            return parameterNullable;
        }

        @Override
        public boolean isSigned(int parameter) throws SQLException {
            return at(parameter).type().isNumber();
        }

        @Override
        public int getPrecision(int parameter) throws SQLException {
            return precision(at(parameter));
        }

        @Override
        public int getScale(int parameter) throws SQLException {
            return scale(at(parameter));
        }

        @Override
        public int getParameterType(int parameter) throws SQLException {
            return at(parameter).type().sqlType();
        }

        @Override
        public String getParameterTypeName(int parameter) throws SQLException {
            return at(parameter).type().name();
        }

        @Override
        public String getParameterClassName(int parameter) throws SQLException {
            return className(at(parameter).type());
        }

        @Override
        public int getParameterMode(int parameter) throws SQLException {
            at(parameter);
            return parameterModeIn;
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            return Errors.unwrap(this, type);
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return type.isInstance(this);
        }
    }
}
