package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.StatementException;
import io.truenow.sql.exec.StatementOptions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.calcite.avatica.AvaticaSeverity;
import org.apache.calcite.avatica.MissingResultsException;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.apache.calcite.avatica.QueryState;
import org.apache.calcite.avatica.remote.AvaticaRuntimeException;
import org.apache.calcite.avatica.remote.TypedValue;
import org.apache.calcite.rel.type.RelDataType;
import org.jspecify.annotations.Nullable;

/**
 * Avatica's server side over the engine. Each call acts for {@link #CALLER}; a connection is only there for the principal that opened it.
 * Errors carry a sentence and an SQLSTATE. Thread-safe.
 */
public final class EngineMeta extends ReadOnlyMeta implements AutoCloseable {

    /** The principal of the request that is being answered; without one nothing is answered. */
    public static final ScopedValue<Principal> CALLER = ScopedValue.newInstance();

    private final SqlEngine engine;
    private final JdbcSettings settings;
    private final JdbcConnections connections;
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("truenow-jdbc-sweeper").daemon().factory());
    private final String version;

    /** @param version of the product, for {@link java.sql.DatabaseMetaData} */
    public EngineMeta(SqlEngine engine, JdbcSettings settings, String version) {
        this.engine = engine;
        this.settings = settings;
        this.version = version;
        this.connections =
                new JdbcConnections(settings, engine.settings().statementTime().toNanos() / 1_000L, engine::nowMicros);
        engine.show(connections);
        sweeper.scheduleAtFixedRate(connections::sweep, 1, 1, TimeUnit.SECONDS);
    }

    /** Number of open connections. */
    public int connectionCount() {
        return connections.size();
    }

    @Override
    public void close() {
        sweeper.shutdownNow();
        connections.closeAll();
    }

    private static Principal caller() {
        return Principal.ofRequest(CALLER.isBound() ? CALLER.get() : null);
    }

    private static <T> T guarded(Supplier<T> body) {
        try {
            return body.get();
        } catch (TrueNowException failure) {
            throw new AvaticaRuntimeException(
                    Objects.requireNonNullElse(
                            failure.getMessage(), failure.code().name()),
                    failure.code().ordinal() + 1,
                    StatementException.sqlState(failure),
                    AvaticaSeverity.ERROR);
        }
    }

    private JdbcConnection connection(ConnectionHandle handle) {
        return connections.find(handle.id, caller());
    }

    private JdbcStatement statement(StatementHandle handle) throws NoSuchStatementException {
        JdbcStatement statement =
                connections.find(handle.connectionId, caller()).statement(handle.id);
        if (statement == null) {
            throw new NoSuchStatementException(handle);
        }
        return statement;
    }

    @Override
    public void openConnection(ConnectionHandle ch, Map<String, String> info) {
        guarded(() -> {
            Map<String, String> properties = info == null ? Map.of() : info;
            ConnectionOptions.check(properties);
            return connections.open(ch.id, caller(), properties);
        });
    }

    @Override
    public void closeConnection(ConnectionHandle ch) {
        connections.close(ch.id, caller());
    }

    @Override
    public ConnectionProperties connectionSync(ConnectionHandle ch, ConnectionProperties changes) {
        return connection(ch).merge(changes);
    }

    @Override
    public StatementHandle createStatement(ConnectionHandle ch) {
        return guarded(() -> new StatementHandle(ch.id, connection(ch).create().id(), null));
    }

    @Override
    public void closeStatement(StatementHandle h) {
        connections.find(h.connectionId, caller()).close(h.id);
    }

    @Override
    public StatementHandle prepare(ConnectionHandle ch, String sql, long maxRowCount) {
        return guarded(() -> {
            JdbcConnection connection = connection(ch);
            SessionSetting setting = SessionSetting.of(sql);
            SqlEngine.PreparedSql prepared = setting == null
                    ? engine.prepare(caller(), sql, connection.options())
                    : engine.prepare(caller(), setting.answer(), List.of());
            JdbcStatement statement = connection.create();
            statement.sql(sql, maxRowCount);
            return new StatementHandle(
                    ch.id, statement.id(), WireTypes.signature(sql, prepared.columns(), prepared.parameters()));
        });
    }

    @Override
    @Deprecated
    public ExecuteResult prepareAndExecute(StatementHandle h, String sql, long maxRowCount, PrepareCallback callback)
            throws NoSuchStatementException {
        return prepareAndExecute(h, sql, maxRowCount, -1, callback);
    }

    @Override
    public ExecuteResult prepareAndExecute(
            StatementHandle h, String sql, long maxRowCount, int maxRowsInFirstFrame, PrepareCallback callback)
            throws NoSuchStatementException {
        JdbcStatement statement = statement(h);
        return run(h, statement, sql, maxRowCount, List.of(), maxRowsInFirstFrame);
    }

    @Override
    @Deprecated
    public ExecuteResult execute(StatementHandle h, List<TypedValue> parameterValues, long maxRowCount)
            throws NoSuchStatementException {
        return execute(h, parameterValues, -1);
    }

    @Override
    public ExecuteResult execute(StatementHandle h, List<TypedValue> parameterValues, int maxRowsInFirstFrame)
            throws NoSuchStatementException {
        JdbcStatement statement = statement(h);
        String sql = statement.sql();
        if (sql == null) {
            throw new NoSuchStatementException(h);
        }
        return run(h, statement, sql, statement.maxRows(), locals(parameterValues), maxRowsInFirstFrame);
    }

    private static List<@Nullable Object> locals(@Nullable List<TypedValue> values) {
        List<@Nullable Object> locals = new ArrayList<>();
        if (values != null) {
            values.forEach(v -> locals.add(v == null ? null : v.toLocal()));
        }
        return locals;
    }

    private ExecuteResult run(
            StatementHandle h,
            JdbcStatement statement,
            String sql,
            long maxRows,
            List<@Nullable Object> parameters,
            int firstRows) {
        return guarded(() -> {
            Principal caller = caller();
            JdbcConnection connection = connections.find(h.connectionId, caller);
            StatementOptions options = connection.options();
            statement.begin();
            List<RelDataType> types = parameters.isEmpty()
                    ? List.of()
                    : engine.prepare(caller, sql, options).parameters();
            SessionSetting setting = SessionSetting.of(sql);
            if (setting != null) {
                setting.applyTo(connection);
            }
            SqlCursor cursor = setting == null
                    ? engine.execute(caller, sql, parameters, options)
                    : engine.execute(caller, setting.answer(), List.of());
            Signature signature = statement.open(sql, cursor, maxRows, types);
            Frame frame = statement.frame(0, frameRows(firstRows), settings.maxFrameBytes());
            if (frame == null) {
                throw connection.endedEarly();
            }
            return new ExecuteResult(List.of(MetaResultSet.create(h.connectionId, h.id, false, signature, frame)));
        });
    }

    private int frameRows(int wanted) {
        return settings.frameRows(wanted);
    }

    /** The door of the product's own driver; its connections count beside Avatica's. */
    DriverDoor driverDoor() {
        return new DriverDoor(engine, settings, connections, version);
    }

    @Override
    public Frame fetch(StatementHandle h, long offset, int fetchMaxRowCount)
            throws NoSuchStatementException, MissingResultsException {
        JdbcStatement statement = statement(h);
        Frame frame = guarded(() ->
                        new Fetched(statement.frame(offset, frameRows(fetchMaxRowCount), settings.maxFrameBytes())))
                .frame();
        if (frame == null) {
            throw new MissingResultsException(h);
        }
        return frame;
    }

    private record Fetched(@Nullable Frame frame) {}

    @Override
    public boolean syncResults(StatementHandle h, QueryState state, long offset) throws NoSuchStatementException {
        JdbcStatement statement = statement(h);
        String sql = state == null ? null : state.sql;
        if (sql == null) {
            return false;
        }
        run(h, statement, sql, statement.maxRows(), List.of(), 1);
        long at = statement.position();
        while (at < offset) {
            Frame skipped =
                    statement.frame(at, (int) Math.min(settings.maxFrameRows(), offset - at), settings.maxFrameBytes());
            if (skipped == null || skipped.done) {
                return false;
            }
            at = statement.position();
        }
        return at == offset;
    }

    private static TrueNowException readOnly() {
        return new TrueNowException(ErrorCode.INVALID_QUERY, "Events come in through the gateway; SQL only reads.");
    }

    @Override
    public ExecuteBatchResult prepareAndExecuteBatch(StatementHandle h, List<String> sqlCommands) {
        return guarded(() -> {
            throw readOnly();
        });
    }

    @Override
    public ExecuteBatchResult executeBatch(StatementHandle h, List<List<TypedValue>> parameterValues) {
        return guarded(() -> {
            throw readOnly();
        });
    }

    @Override
    public Map<DatabaseProperty, Object> getDatabaseProperties(ConnectionHandle ch) {
        Map<DatabaseProperty, Object> properties = new EnumMap<>(DatabaseProperty.class);
        for (DatabaseProperty property : DatabaseProperty.values()) {
            properties.put(property, property.defaultValue);
        }
        properties.put(DatabaseProperty.GET_DATABASE_PRODUCT_NAME, "TrueNow");
        properties.put(DatabaseProperty.GET_DATABASE_PRODUCT_VERSION, version);
        properties.put(DatabaseProperty.GET_DATABASE_MAJOR_VERSION, number(0));
        properties.put(DatabaseProperty.GET_DATABASE_MINOR_VERSION, number(1));
        properties.put(DatabaseProperty.GET_NUMERIC_FUNCTIONS, "ABS,CEIL,FLOOR,LN,LOG10,MOD,POWER,ROUND,SQRT");
        properties.put(DatabaseProperty.GET_STRING_FUNCTIONS, "CHAR_LENGTH,LOWER,POSITION,SUBSTRING,TRIM,UPPER");
        properties.put(DatabaseProperty.GET_TIME_DATE_FUNCTIONS, "CURRENT_TIMESTAMP,EXTRACT,FLOOR,TIME_BUCKET");
        return properties;
    }

    private int number(int part) {
        String[] parts = version.split("[.-]", -1);
        try {
            return parts.length > part ? Integer.parseInt(parts[part]) : 0;
        } catch (NumberFormatException notANumber) {
            return 0;
        }
    }

    @Override
    public MetaResultSet getTables(
            ConnectionHandle ch, String catalog, Pat schemaPattern, Pat tableNamePattern, List<String> typeList) {
        JdbcConnection connection = connection(ch);
        return guarded(() -> DatabaseTables.tables(
                connection, engine.catalog(caller()), schemaPattern.s, tableNamePattern.s, typeList));
    }

    @Override
    public MetaResultSet getColumns(
            ConnectionHandle ch, String catalog, Pat schemaPattern, Pat tableNamePattern, Pat columnNamePattern) {
        JdbcConnection connection = connection(ch);
        return guarded(() -> DatabaseTables.columns(
                connection, engine.catalog(caller()), schemaPattern.s, tableNamePattern.s, columnNamePattern.s));
    }

    @Override
    public MetaResultSet getSchemas(ConnectionHandle ch, String catalog, Pat schemaPattern) {
        JdbcConnection connection = connection(ch);
        return guarded(() -> DatabaseTables.schemas(connection, engine.catalog(caller()), schemaPattern.s));
    }

    @Override
    public MetaResultSet getCatalogs(ConnectionHandle ch) {
        return DatabaseTables.catalogs(connection(ch));
    }

    @Override
    public MetaResultSet getTableTypes(ConnectionHandle ch) {
        return DatabaseTables.tableTypes(connection(ch));
    }

    @Override
    public MetaResultSet getTypeInfo(ConnectionHandle ch) {
        return DatabaseTables.typeInfo(connection(ch));
    }
}
