package io.truenow.sql.type;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * SQL types. Literals of time keep six digits, so that comparisons can be made in microseconds; a sum of BIGINT is DECIMAL(38, 0)
 * and so does not wrap; AVG is DOUBLE; text literals of different lengths become VARCHAR and are not padded. Thread-safe.
 */
public final class TrueNowTypeSystem extends RelDataTypeSystemImpl {

    /** The only instance that is needed. */
    public static final TrueNowTypeSystem INSTANCE = new TrueNowTypeSystem();

    private static final int DECIMAL_DIGITS = 38;

    private TrueNowTypeSystem() {}

    @Override
    public int getMaxPrecision(SqlTypeName typeName) {
        return switch (typeName) {
            case TIMESTAMP -> 6;
            case DECIMAL -> DECIMAL_DIGITS;
            default -> super.getMaxPrecision(typeName);
        };
    }

    @Override
    public int getMaxScale(SqlTypeName typeName) {
        return typeName == SqlTypeName.DECIMAL ? DECIMAL_DIGITS : super.getMaxScale(typeName);
    }

    @Override
    public int getDefaultPrecision(SqlTypeName typeName) {
        return typeName == SqlTypeName.TIMESTAMP ? 3 : super.getDefaultPrecision(typeName);
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
        return switch (argument.getSqlTypeName()) {
            case BIGINT, DECIMAL ->
                factory.createTypeWithNullability(
                        factory.createSqlType(SqlTypeName.DECIMAL, DECIMAL_DIGITS, Math.max(0, argument.getScale())),
                        argument.isNullable());
            case TINYINT, SMALLINT, INTEGER ->
                factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.BIGINT), argument.isNullable());
            case FLOAT, REAL, DOUBLE ->
                factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
            default -> super.deriveSumType(factory, argument);
        };
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
        return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DOUBLE), argument.isNullable());
    }

    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
        return true;
    }
}
