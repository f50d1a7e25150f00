package io.truenow.sql.plan;

import io.truenow.sql.scan.StatementScope;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.enumerable.CallImplementor;
import org.apache.calcite.adapter.enumerable.RexImpTable;
import org.apache.calcite.linq4j.tree.Expression;
import org.apache.calcite.linq4j.tree.Expressions;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.schema.FunctionParameter;
import org.apache.calcite.schema.ImplementableFunction;
import org.apache.calcite.schema.ScalarFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * {@code CANCEL_QUERY(id)}: ends a running statement of the caller's tenant soon. True if there is one; not for the statement that asks.
 * Never computed ahead, and once for each row. Thread-safe.
 */
public final class CancelFunction implements ScalarFunction, ImplementableFunction {

    private static final SqlOperator OPERATOR =
            new SqlUserDefinedFunction(
                    new SqlIdentifier("CANCEL_QUERY", SqlParserPos.ZERO),
                    SqlKind.OTHER_FUNCTION,
                    ReturnTypes.BOOLEAN.andThen(SqlTypeTransforms.TO_NULLABLE),
                    InferTypes.explicit(List.of(
                            new org.apache.calcite.jdbc.JavaTypeFactoryImpl().createSqlType(SqlTypeName.BIGINT))),
                    OperandTypes.operandMetadata(
                            List.of(SqlTypeFamily.NUMERIC),
                            factory -> List.of(factory.createSqlType(SqlTypeName.BIGINT)),
                            i -> "ID",
                            i -> false),
                    new CancelFunction()) {
                @Override
                public boolean isDeterministic() {
                    return false;
                }
            };

    /** The function by its name in any case. */
    static final SqlOperatorTable TABLE = new SqlOperatorTable() {
        @Override
        public void lookupOperatorOverloads(
                SqlIdentifier name,
                @Nullable SqlFunctionCategory category,
                SqlSyntax syntax,
                List<SqlOperator> found,
                SqlNameMatcher matcher) {
            if (name.isSimple() && name.getSimple().equalsIgnoreCase(OPERATOR.getName())) {
                found.add(OPERATOR);
            }
        }

        @Override
        public List<SqlOperator> getOperatorList() {
            return List.of(OPERATOR);
        }
    };

    private CancelFunction() {}

    @Override
    public List<FunctionParameter> getParameters() {
        return List.of(new FunctionParameter() {
            @Override
            public int getOrdinal() {
                return 0;
            }

            @Override
            public String getName() {
                return "ID";
            }

            @Override
            public RelDataType getType(RelDataTypeFactory factory) {
                return factory.createSqlType(SqlTypeName.BIGINT);
            }

            @Override
            public boolean isOptional() {
                return false;
            }
        });
    }

    @Override
    public RelDataType getReturnType(RelDataTypeFactory factory) {
        return factory.createSqlType(SqlTypeName.BOOLEAN);
    }

    @Override
    public CallImplementor getImplementor() {
        return RexImpTable.createImplementor(
                (translator, call, operands) -> implement(translator.getRoot(), operands),
                org.apache.calcite.adapter.enumerable.NullPolicy.NONE,
                false);
    }

    private static Expression implement(Expression root, List<Expression> operands) {
        Expression id = Expressions.convert_(operands.getFirst(), (Type) Object.class);
        return Expressions.call(CancelFunction.class, "cancel", root, id);
    }

    /** Called by generated code. */
    public static @Nullable Boolean cancel(DataContext context, @Nullable Object id) {
        StatementScope scope = (StatementScope) Objects.requireNonNull(context.get(StatementScope.VARIABLE));
        return id == null ? null : (Boolean) scope.cancel(((Number) id).longValue());
    }
}
