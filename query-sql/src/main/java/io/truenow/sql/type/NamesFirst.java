package io.truenow.sql.type;

import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.SqlSyntax;
import org.apache.calcite.sql.validate.SqlNameMatcher;
import org.apache.calcite.sql.validate.SqlNameMatchers;
import org.jspecify.annotations.Nullable;

/**
 * Operators, found without case, without those that SQL calls without parentheses and that data uses as names ({@code user}, for
 * example): a column wins.
 */
record NamesFirst(List<? extends SqlOperator> only, SqlOperatorTable operators) implements SqlOperatorTable {

    private static final Set<String> HIDDEN =
            Set.of("USER", "CURRENT_USER", "SESSION_USER", "SYSTEM_USER", "CURRENT_PATH", "CURRENT_ROLE", "PI");

    @Override
    public void lookupOperatorOverloads(
            SqlIdentifier name,
            @Nullable SqlFunctionCategory category,
            SqlSyntax syntax,
            List<SqlOperator> found,
            SqlNameMatcher matcher) {
        if (syntax == SqlSyntax.FUNCTION_ID && HIDDEN.contains(name.getSimple().toUpperCase(java.util.Locale.ROOT))) {
            return;
        }
        for (SqlOperator operator : only) {
            if (name.isSimple() && name.getSimple().equalsIgnoreCase(operator.getName())) {
                found.add(operator);
                return;
            }
        }
        operators.lookupOperatorOverloads(name, category, syntax, found, SqlNameMatchers.withCaseSensitive(false));
    }

    @Override
    public List<SqlOperator> getOperatorList() {
        return operators.getOperatorList();
    }
}
