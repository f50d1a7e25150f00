package io.truenow.sql.exec;

import java.util.Map;
import org.apache.calcite.DataContext;
import org.apache.calcite.adapter.java.JavaTypeFactory;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.linq4j.QueryProvider;
import org.apache.calcite.schema.SchemaPlus;
import org.jspecify.annotations.Nullable;

/** What generated code sees of its statement. Time zone is UTC; the clock stands still for one statement. */
record StatementVariables(Map<String, @Nullable Object> values, Map<String, Object> planVariables)
        implements DataContext {

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
    public @Nullable Object get(String name) {
        Object value = values.get(name);
        return value != null ? value : planVariables.get(name);
    }
}
