package io.truenow.sql.plan;

import java.util.Set;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql2rel.SqlRexConvertlet;
import org.apache.calcite.sql2rel.SqlRexConvertletTable;
import org.jspecify.annotations.Nullable;

/** The standard ones and that of {@link LiftedOperator}, with {@link TextOrder} applied before anything can put comparisons of texts together. Thread-safe. */
final class Convertlets implements SqlRexConvertletTable {

    /** The only instance that is needed. */
    static final Convertlets INSTANCE = new Convertlets();

    private static final Set<SqlKind> COMPARING = Set.of(
            SqlKind.LESS_THAN,
            SqlKind.LESS_THAN_OR_EQUAL,
            SqlKind.GREATER_THAN,
            SqlKind.GREATER_THAN_OR_EQUAL,
            SqlKind.BETWEEN,
            SqlKind.GREATEST,
            SqlKind.LEAST,
            SqlKind.GREATEST_PG,
            SqlKind.LEAST_PG);

    private Convertlets() {}

    @Override
    public @Nullable SqlRexConvertlet get(SqlCall call) {
        SqlRexConvertlet standard = LiftedOperator.CONVERTLETS.get(call);
        if (standard == null || !COMPARING.contains(call.getKind())) {
            return standard;
        }
        return (context, converted) ->
                standard.convertCall(context, converted).accept(new TextOrder(context.getRexBuilder()));
    }
}
