package io.truenow.sql.plan;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.SqlWriter;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.validate.SqlValidator;
import org.apache.calcite.sql.validate.SqlValidatorScope;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.apache.calcite.sql2rel.StandardConvertletTable;

/** Stands in a syntax tree for a literal, with the literal's type, and becomes a parameter of the plan. Immutable. */
final class LiftedOperator extends SqlOperator {

    /** Calcite's conversions, and that of this operator. */
    static final SqlRexConvertletTable CONVERTLETS = call -> call.getOperator() instanceof LiftedOperator lifted
            ? (context, converted) -> context.getRexBuilder().makeDynamicParam(lifted.type, lifted.parameter.number())
            : StandardConvertletTable.INSTANCE.get(call);

    private final LiftedParameter parameter;
    private final RelDataType type;

    LiftedOperator(LiftedParameter parameter, RelDataType type) {
        super(
                "$LITERAL" + parameter.literal(),
                SqlKind.OTHER_FUNCTION,
                100,
                100,
                ReturnTypes.explicit(type),
                null,
                OperandTypes.NILADIC);
        this.parameter = parameter;
        this.type = type;
    }

    @Override
    public SqlSyntax getSyntax() {
        return SqlSyntax.FUNCTION;
    }

    @Override
    public RelDataType deriveType(SqlValidator validator, SqlValidatorScope scope, SqlCall call) {
        return type;
    }

    @Override
    public void unparse(SqlWriter writer, SqlCall call, int leftPrec, int rightPrec) {
        writer.keyword(getName());
    }
}
