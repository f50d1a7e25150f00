package io.truenow.sql.type;

import java.lang.reflect.Method;
import java.util.List;
import org.apache.calcite.schema.AggregateFunction;
import org.apache.calcite.schema.impl.AggregateFunctionImpl;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.validate.SqlUserDefinedAggFunction;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.apache.calcite.util.Optionality;

/** Functions of our SQL: Calcite's standard and PostgreSQL ones, and those that are ours. Thread-safe. */
public final class Operators {

    /** {@code TIME_BUCKET(interval, time[, origin])}; expanded before any rule sees it. */
    public static final SqlFunction TIME_BUCKET = new SqlFunction(
            "TIME_BUCKET",
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.TO_NULLABLE),
            InferTypes.FIRST_KNOWN,
            OperandTypes.or(
                    OperandTypes.family(SqlTypeFamily.DATETIME_INTERVAL, SqlTypeFamily.TIMESTAMP),
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.TIMESTAMP),
                    OperandTypes.family(
                            SqlTypeFamily.DATETIME_INTERVAL, SqlTypeFamily.TIMESTAMP, SqlTypeFamily.TIMESTAMP),
                    OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.TIMESTAMP, SqlTypeFamily.TIMESTAMP)),
            SqlFunctionCategory.TIMEDATE);

    /** Internal: start of a bucket; width, time and origin in milliseconds. */
    public static final SqlFunction BUCKET = new SqlUserDefinedFunction(
            new SqlIdentifier("$BUCKET", SqlParserPos.ZERO),
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.explicit(SqlTypeName.TIMESTAMP, 3).andThen(SqlTypeTransforms.TO_NULLABLE),
            InferTypes.FIRST_KNOWN,
            null,
            ScalarFunctionImpl.create(method(TimeFunctions.class, "bucket")));

    /** Internal: microseconds of a time. */
    public static final SqlFunction MICROS = new SqlUserDefinedFunction(
            new SqlIdentifier("$MICROS", SqlParserPos.ZERO),
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.BIGINT.andThen(SqlTypeTransforms.TO_NULLABLE),
            InferTypes.FIRST_KNOWN,
            null,
            ScalarFunctionImpl.create(method(TimeFunctions.class, "micros")));

    /** {@code APPROX_PERCENTILE(column, fraction)}; exact until sketches are built. */
    public static final SqlAggFunction APPROX_PERCENTILE = new SqlUserDefinedAggFunction(
            new SqlIdentifier("APPROX_PERCENTILE", SqlParserPos.ZERO),
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.explicit(SqlTypeName.DOUBLE).andThen(SqlTypeTransforms.FORCE_NULLABLE),
            InferTypes.FIRST_KNOWN,
            OperandTypes.operandMetadata(
                    List.of(SqlTypeFamily.NUMERIC, SqlTypeFamily.NUMERIC),
                    factory -> List.of(
                            factory.createSqlType(SqlTypeName.DOUBLE), factory.createSqlType(SqlTypeName.DOUBLE)),
                    i -> i == 0 ? "VALUE" : "FRACTION",
                    i -> false),
            percentile(),
            false,
            false,
            Optionality.FORBIDDEN);

    private static final SqlOperatorTable TABLE = table();

    private Operators() {}

    /** All of them. */
    public static SqlOperatorTable all() {
        return TABLE;
    }

    private static SqlOperatorTable table() {
        return new NamesFirst(SqlOperatorTables.chain(
                SqlOperatorTables.of(TIME_BUCKET, APPROX_PERCENTILE),
                SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)));
    }

    private static Method method(Class<?> type, String name) {
        for (Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return method;
            }
        }
        throw new IllegalStateException("There is no method [" + name + "] in [" + type.getName() + "].");
    }

    private static AggregateFunction percentile() {
        return java.util.Objects.requireNonNull(AggregateFunctionImpl.create(PercentileState.class));
    }
}
