package io.truenow.sql.type;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Stream;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.schema.AggregateFunction;
import org.apache.calcite.schema.impl.AggregateFunctionImpl;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlAggFunction;
import org.apache.calcite.sql.SqlBasicFunction;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorBinding;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlFirstLastValueAggFunction;
import org.apache.calcite.sql.fun.SqlLibrary;
import org.apache.calcite.sql.fun.SqlLibraryOperatorTableFactory;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
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

    /** Internal: {@code <} of texts, by code point. Not the standard operator, whose ranges the planner orders by UTF-16. */
    public static final SqlFunction TEXT_LESS = internal("$<", ReturnTypes.BOOLEAN, CodePoints.class, "less");

    /** Internal: {@code <=} of texts, likewise. */
    public static final SqlFunction TEXT_LESS_OR_EQUAL =
            internal("$<=", ReturnTypes.BOOLEAN, CodePoints.class, "lessOrEqual");

    /** Internal: {@code >} of texts, likewise. */
    public static final SqlFunction TEXT_GREATER = internal("$>", ReturnTypes.BOOLEAN, CodePoints.class, "greater");

    /** Internal: {@code >=} of texts, likewise. */
    public static final SqlFunction TEXT_GREATER_OR_EQUAL =
            internal("$>=", ReturnTypes.BOOLEAN, CodePoints.class, "greaterOrEqual");

    /** Internal: what a text is sorted by. */
    public static final SqlFunction TEXT_KEY =
            internal("$KEY", ReturnTypes.explicit(SqlTypeName.VARCHAR), CodePoints.class, "key");

    /** Internal: the text of a key. */
    public static final SqlFunction KEY_TEXT =
            internal("$TEXT", ReturnTypes.explicit(SqlTypeName.VARCHAR), CodePoints.class, "text");

    /** Internal: a DOUBLE without a negative zero. */
    public static final SqlFunction ONE_ZERO = internal("$ZERO", ReturnTypes.DOUBLE, NumberFunctions.class, "oneZero");

    /** Internal: its argument, as something that planning does not see through. No plan that runs has it. */
    public static final SqlFunction HIDDEN = new SqlFunction(
            "$HIDDEN",
            SqlKind.OTHER_FUNCTION,
            ReturnTypes.ARG0,
            InferTypes.FIRST_KNOWN,
            OperandTypes.ANY,
            SqlFunctionCategory.SYSTEM);

    /** Internal: a part of a TIMESTAMP; ordinal of a {@code TimeUnitRange} that {@link TimeFunctions#hasPart} knows, and the time. */
    public static final SqlFunction TIME_PART = internal("$PART", ReturnTypes.BIGINT, TimeFunctions.class, "part");

    /** Internal: its argument, in a form whose generated code is a truth value whatever the argument's is. */
    public static final SqlFunction TRUTH = internal("$TRUTH", ReturnTypes.BOOLEAN, Truth.class, "of");

    /** Internal: number of a row's tile; row, rows and tiles. */
    public static final SqlFunction TILE = internal("$TILE", ReturnTypes.BIGINT, NumberFunctions.class, "tile");

    /** Variances and standard deviations, in the place of the standard ones: those lose small variances of large values. */
    private static final List<SqlAggFunction> VARIANCES = List.of(
            variance("VAR_POP", Variance.OfPopulation.class),
            variance("VAR_SAMP", Variance.OfSample.class),
            variance("VARIANCE", Variance.OfSample.class),
            variance("STDDEV_POP", Variance.DeviationOfPopulation.class),
            variance("STDDEV_SAMP", Variance.DeviationOfSample.class),
            variance("STDDEV", Variance.DeviationOfSample.class));

    /** Internal: {@code FIRST_VALUE} over a frame that may have no row. */
    public static final SqlAggFunction FIRST_OF_SOME = edge("$FIRST_VALUE", FrameEdge.First.class);

    /** Internal: {@code LAST_VALUE} over a frame that may have no row. */
    public static final SqlAggFunction LAST_OF_SOME = edge("$LAST_VALUE", FrameEdge.Last.class);

    /** In the place of standard ones: functions whose standard type says that they are never null where they may be. */
    private static final List<SqlOperator> NULLABLE = List.of(
            padding("LPAD"),
            padding("RPAD"),
            new SqlFirstLastValueAggFunction(SqlKind.FIRST_VALUE) {
                @Override
                public RelDataType inferReturnType(SqlOperatorBinding binding) {
                    return nullable(binding, super.inferReturnType(binding));
                }
            },
            new SqlFirstLastValueAggFunction(SqlKind.LAST_VALUE) {
                @Override
                public RelDataType inferReturnType(SqlOperatorBinding binding) {
                    return nullable(binding, super.inferReturnType(binding));
                }
            });

    private static final SqlOperatorTable TABLE = table();

    private Operators() {}

    /** All of them. */
    public static SqlOperatorTable all() {
        return TABLE;
    }

    /** Whether a function is one of the variances and standard deviations; it takes a DOUBLE. */
    public static boolean isVariance(SqlOperator function) {
        return VARIANCES.contains(function);
    }

    private static SqlOperatorTable table() {
        return new NamesFirst(
                Stream.concat(VARIANCES.stream(), NULLABLE.stream()).toList(),
                SqlOperatorTables.chain(
                        SqlOperatorTables.of(TIME_BUCKET, APPROX_PERCENTILE),
                        SqlLibraryOperatorTableFactory.INSTANCE.getOperatorTable(
                                SqlLibrary.STANDARD, SqlLibrary.POSTGRESQL)));
    }

    private static RelDataType nullable(SqlOperatorBinding binding, RelDataType type) {
        return binding.getTypeFactory().createTypeWithNullability(type, true);
    }

    private static SqlFunction padding(String name) {
        return SqlBasicFunction.create(
                name,
                ReturnTypes.VARCHAR_NULLABLE,
                OperandTypes.STRING_NUMERIC_OPTIONAL_STRING,
                SqlFunctionCategory.STRING);
    }

    private static SqlAggFunction edge(String name, Class<?> body) {
        return new SqlUserDefinedAggFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.ARG0_FORCE_NULLABLE,
                InferTypes.FIRST_KNOWN,
                null,
                java.util.Objects.requireNonNull(AggregateFunctionImpl.create(body)),
                true,
                true,
                Optionality.FORBIDDEN);
    }

    private static SqlFunction internal(String name, SqlReturnTypeInference type, Class<?> bodies, String body) {
        return new SqlUserDefinedFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                type.andThen(SqlTypeTransforms.TO_NULLABLE),
                InferTypes.FIRST_KNOWN,
                null,
                ScalarFunctionImpl.create(method(bodies, body)));
    }

    private static SqlAggFunction variance(String name, Class<?> body) {
        return new SqlUserDefinedAggFunction(
                new SqlIdentifier(name, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                ReturnTypes.explicit(SqlTypeName.DOUBLE).andThen(SqlTypeTransforms.FORCE_NULLABLE),
                InferTypes.FIRST_KNOWN,
                OperandTypes.operandMetadata(
                        List.of(SqlTypeFamily.NUMERIC),
                        factory -> List.of(factory.createSqlType(SqlTypeName.DOUBLE)),
                        i -> "VALUE",
                        i -> false),
                java.util.Objects.requireNonNull(AggregateFunctionImpl.create(body)),
                false,
                false,
                Optionality.FORBIDDEN);
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
