package io.truenow.sql.exec;

import io.truenow.sql.plan.LiftedParameter;
import io.truenow.sql.plan.Plan;
import io.truenow.sql.scan.ParameterValues;
import io.truenow.sql.scan.StatementScope;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** What generated code sees of its statement. Time zone is UTC; the clock stands still for one statement. Thread-safe. */
final class StatementVariables implements DataContext, ParameterValues {

    private final RunningStatement statement;
    private final StatementScope scope;
    private final Plan plan;
    private final @Nullable Object[] parameters;
    private final LiftedValues literals;

    /** @param parameters values of the caller's parameters, in the form that plans expect */
    StatementVariables(
            RunningStatement statement,
            StatementScope scope,
            Plan plan,
            @Nullable Object[] parameters,
            LiftedValues literals) {
        this.statement = statement;
        this.scope = scope;
        this.plan = plan;
        this.parameters = parameters;
        this.literals = literals;
    }

    @Override
    public @Nullable SchemaPlus getRootSchema() {
        return null;
    }

    @Override
    public JavaTypeFactory getTypeFactory() {
        return new JavaTypeFactoryImpl();
    }

    @Override
    @SuppressWarnings("NullAway") // plans of ours never ask for it
    public QueryProvider getQueryProvider() {
        return null;
    }

    @Override
    public @Nullable Object parameter(int number) {
        return number < LiftedParameter.FIRST ? parameters[number] : literals.value(number);
    }

    @Override
    public @Nullable Object get(String name) {
        if (name.charAt(0) == '?') {
            return parameter(Integer.parseInt(name, 1, name.length(), 10));
        }
        return switch (name) {
            case StatementScope.VARIABLE -> scope;
            case "utcTimestamp", "currentTimestamp", "localTimestamp" ->
                Math.floorDiv(statement.startedMicros(), 1_000L);
            case "timeZone" -> TimeZone.getTimeZone("UTC");
            case "locale" -> Locale.ROOT;
            case "user" -> statement.principal().name();
            case "cancelFlag" -> statement.cancelFlag();
            default -> plan.variables().get(name);
        };
    }
}
