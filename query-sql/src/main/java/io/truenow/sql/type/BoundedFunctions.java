package io.truenow.sql.type;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.apache.calcite.schema.impl.ScalarFunctionImpl;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.fun.SqlTrimFunction;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.validate.SqlUserDefinedFunction;
import org.jspecify.annotations.Nullable;

/**
 * For functions on text whose usual body has no bound on time or memory, those of {@link TextFunctions} that stand in for them; for those whose
 * usual body counts UTF-16 units, those of {@link CodePoints}. Numbers that they take are BIGINT. Thread-safe.
 */
public final class BoundedFunctions {

    private static final SqlReturnTypeInference BOOLEAN = ReturnTypes.BOOLEAN.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference WHOLE = ReturnTypes.INTEGER.andThen(SqlTypeTransforms.TO_NULLABLE);
    private static final SqlReturnTypeInference TEXT =
            ReturnTypes.explicit(SqlTypeName.VARCHAR).andThen(SqlTypeTransforms.TO_NULLABLE);

    /** By name of the operator; one for each number of operands, from the smallest. */
    private static final Map<String, List<SqlFunction>> BY_NAME = Map.ofEntries(
            Map.entry("LIKE", List.of(made("like", BOOLEAN, 2), made("likeEscaped", BOOLEAN, 3))),
            Map.entry("ILIKE", List.of(made("iLike", BOOLEAN, 2), made("iLikeEscaped", BOOLEAN, 3))),
            Map.entry("SIMILAR TO", List.of(made("similar", BOOLEAN, 2), made("similarEscaped", BOOLEAN, 3))),
            Map.entry("POSIX REGEX CASE SENSITIVE", List.of(made("regexFound", BOOLEAN, 2))),
            Map.entry("POSIX REGEX CASE INSENSITIVE", List.of(made("regexFoundIgnoringCase", BOOLEAN, 2))),
            Map.entry("NEGATED POSIX REGEX CASE SENSITIVE", List.of(made("regexMissing", BOOLEAN, 2))),
            Map.entry("NEGATED POSIX REGEX CASE INSENSITIVE", List.of(made("regexMissingIgnoringCase", BOOLEAN, 2))),
            Map.entry("REGEXP_LIKE", List.of(made("regexFound", BOOLEAN, 2), made("regexLike", BOOLEAN, 3))),
            Map.entry("REGEXP_REPLACE", List.of(made("regexReplace", TEXT, 3), made("regexReplace", TEXT, 4))),
            Map.entry("REPEAT", List.of(made("repeat", TEXT, 2))),
            Map.entry("||", List.of(made("concat", TEXT, 2))),
            Map.entry("CHAR_LENGTH", List.of(counted("length", WHOLE, 1))),
            Map.entry("CHARACTER_LENGTH", List.of(counted("length", WHOLE, 1))),
            Map.entry("LENGTH", List.of(counted("length", WHOLE, 1))),
            Map.entry("SUBSTRING", List.of(counted("substring", TEXT, 2), counted("substring", TEXT, 3))),
            Map.entry("LEFT", List.of(counted("left", TEXT, 2))),
            Map.entry("RIGHT", List.of(counted("right", TEXT, 2))),
            Map.entry("OVERLAY", List.of(counted("overlay", TEXT, 3), counted("overlay", TEXT, 4))),
            Map.entry("POSITION", List.of(counted("position", WHOLE, 2))),
            Map.entry("TRANSLATE3", List.of(counted("translate", TEXT, 3))),
            Map.entry("LPAD", List.of(made("leftPad", TEXT, 2), made("leftPad", TEXT, 3))),
            Map.entry("RPAD", List.of(made("rightPad", TEXT, 2), made("rightPad", TEXT, 3))));

    private static final Map<String, Integer> FEWEST = Map.of(
            "REGEXP_REPLACE", 3, "CHAR_LENGTH", 1, "CHARACTER_LENGTH", 1, "LENGTH", 1, "OVERLAY", 3, "TRANSLATE3", 3);

    /** {@code TRIM} by what it trims. */
    private static final Map<SqlTrimFunction.Flag, SqlFunction> TRIMS = Map.of(
            SqlTrimFunction.Flag.BOTH, counted("trimBoth", TEXT, 2),
            SqlTrimFunction.Flag.LEADING, counted("trimLeading", TEXT, 2),
            SqlTrimFunction.Flag.TRAILING, counted("trimTrailing", TEXT, 2));

    private BoundedFunctions() {}

    /** What stands in for an operator with a number of operands; null if nothing does. */
    public static @Nullable SqlFunction of(SqlOperator operator, int operands) {
        List<SqlFunction> functions = BY_NAME.get(operator.getName());
        int place = operands - FEWEST.getOrDefault(operator.getName(), 2);
        return functions == null || place < 0 || place >= functions.size() ? null : functions.get(place);
    }

    /** What stands in for {@code TRIM}; takes the character and the text. */
    public static SqlFunction trim(SqlTrimFunction.Flag flag) {
        return java.util.Objects.requireNonNull(TRIMS.get(flag));
    }

    private static SqlFunction counted(String method, SqlReturnTypeInference type, int operands) {
        return made(CodePoints.class, method, type, operands);
    }

    private static SqlFunction made(String method, SqlReturnTypeInference type, int operands) {
        return made(TextFunctions.class, method, type, operands);
    }

    private static SqlFunction made(Class<?> bodies, String method, SqlReturnTypeInference type, int operands) {
        return new SqlUserDefinedFunction(
                new SqlIdentifier("$" + method, SqlParserPos.ZERO),
                SqlKind.OTHER_FUNCTION,
                type,
                InferTypes.FIRST_KNOWN,
                null,
                ScalarFunctionImpl.create(find(bodies, method, operands)));
    }

    private static Method find(Class<?> bodies, String name, int operands) {
        for (Method method : bodies.getDeclaredMethods()) {
            if (method.getName().equals(name) && method.getParameterCount() == operands) {
                return method;
            }
        }
        throw new IllegalStateException("There is no method [" + name + "] with [" + operands + "] parameters.");
    }
}
