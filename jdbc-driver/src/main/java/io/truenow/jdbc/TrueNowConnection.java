package io.truenow.jdbc;

import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.WireReader;
import java.sql.Array;
import java.sql.Blob;
import java.sql.CallableStatement;
import java.sql.ClientInfoStatus;
import java.sql.Clob;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.sql.SQLXML;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Struct;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection: an id, a namespace and some sockets. Statements of one connection may run at the same time in several threads. Transactions
 * are accepted and mean nothing, since SQL only reads.
 */
final class TrueNowConnection implements Connection {

    static final String APPLICATION_NAME = "ApplicationName";

    private final Session session;
    private final String url;
    private final ZoneId zone;
    private final int queryTimeout;
    private final int fetchSize;
    private final @Nullable String minPosition;
    private final @Nullable String priority;
    private final AtomicInteger ids = new AtomicInteger();
    private final Set<TrueNowStatement> statements = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String namespace;
    private volatile @Nullable SQLWarning warning;
    private volatile boolean autoCommit = true;
    private volatile String serverVersion = "";

    private TrueNowConnection(ConnectionSettings settings) throws SQLException {
        this.session = new Session(settings);
        this.url = settings.url();
        this.zone = settings.timeZone();
        this.queryTimeout = settings.number(Property.QUERY_TIMEOUT);
        this.fetchSize = settings.number(Property.FETCH_SIZE);
        this.minPosition = settings.value(Property.MIN_POSITION);
        this.priority = settings.value(Property.PRIORITY);
        this.namespace = settings.value(Property.NAMESPACE);
        if (settings.showsKey()) {
            warning = new SQLWarning("The key travels in the clear; use tls=true.", "01000");
        }
    }

    /** Connects: asks the server once, so that a wrong place or key is known at once. */
    static TrueNowConnection open(ConnectionSettings settings) throws SQLException {
        TrueNowConnection connection = new TrueNowConnection(settings);
        try {
            connection.greet(connection.session.socketMillis(), 0);
            return connection;
        } catch (SQLException | RuntimeException failure) {
            connection.session.abort();
            throw failure;
        }
    }

    private void greet(int timeoutMillis, long patienceNanos) throws SQLException {
        WireReader answer = session.call(session.request(Operation.OPEN), timeoutMillis, patienceNanos);
        serverVersion = answer.requiredText();
    }

    ZoneId zone() {
        return zone;
    }

    int queryTimeout() {
        return queryTimeout;
    }

    int fetchSize() {
        return fetchSize;
    }

    /** Position of the log up to which statements see events; null for none. */
    @Nullable
    String minPosition() {
        return minPosition;
    }

    /** How soon statements get their turn; null for the usual. */
    @Nullable
    String priority() {
        return priority;
    }

    String url() {
        return url;
    }

    String serverVersion() {
        return serverVersion;
    }

    Session session() {
        return session;
    }

    Catalog catalog() {
        return new Catalog(this);
    }

    void forget(TrueNowStatement statement) {
        statements.remove(statement);
    }

    private <T extends TrueNowStatement> T kept(T statement) {
        statements.add(statement);
        return statement;
    }

    @Override
    public Statement createStatement() throws SQLException {
        session.requireOpen();
        return kept(new TrueNowStatement(this, session, ids.incrementAndGet()));
    }

    @Override
    public PreparedStatement prepareStatement(String sql) throws SQLException {
        session.requireOpen();
        return kept(new TrueNowPreparedStatement(this, session, ids.incrementAndGet(), sql));
    }

    /** Refuses what result sets of this driver are not; tools that ask for scrolling by habit get a warning instead. */
    private void check(int type, int concurrency) throws SQLException {
        if (concurrency != ResultSet.CONCUR_READ_ONLY) {
            throw Errors.readOnly();
        }
        if (type != ResultSet.TYPE_FORWARD_ONLY) {
            warning = new SQLWarning("Result sets go forward only.", "01000");
        }
    }

    @Override
    public Statement createStatement(int type, int concurrency) throws SQLException {
        check(type, concurrency);
        return createStatement();
    }

    @Override
    public Statement createStatement(int type, int concurrency, int holdability) throws SQLException {
        return createStatement(type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency) throws SQLException {
        check(type, concurrency);
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int type, int concurrency, int holdability)
            throws SQLException {
        return prepareStatement(sql, type, concurrency);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int generatedKeys) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, int[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public PreparedStatement prepareStatement(String sql, String[] columns) throws SQLException {
        return prepareStatement(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql) throws SQLException {
        throw Errors.unsupported("procedures");
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency) throws SQLException {
        return prepareCall(sql);
    }

    @Override
    public CallableStatement prepareCall(String sql, int type, int concurrency, int holdability) throws SQLException {
        return prepareCall(sql);
    }

    @Override
    public String nativeSQL(String sql) {
        return sql;
    }

    @Override
    public DatabaseMetaData getMetaData() throws SQLException {
        session.requireOpen();
        return new TrueNowDatabaseMetaData(this);
    }

    @Override
    public void setAutoCommit(boolean on) throws SQLException {
        session.requireOpen();
        autoCommit = on;
    }

    @Override
    public boolean getAutoCommit() throws SQLException {
        session.requireOpen();
        return autoCommit;
    }

    @Override
    public void commit() throws SQLException {
        session.requireOpen();
    }

    @Override
    public void rollback() throws SQLException {
        session.requireOpen();
    }

    @Override
    public void setReadOnly(boolean on) throws SQLException {
        session.requireOpen();
    }

    @Override
    public boolean isReadOnly() throws SQLException {
        session.requireOpen();
        return true;
    }

    @Override
    public void setCatalog(@Nullable String catalog) throws SQLException {
        session.requireOpen();
    }

    @Override
    public @Nullable String getCatalog() throws SQLException {
        session.requireOpen();
        return null;
    }

    @Override
    public void setSchema(@Nullable String schema) throws SQLException {
        session.requireOpen();
        namespace = schema == null || schema.isEmpty() ? null : schema;
    }

    @Override
    public @Nullable String getSchema() throws SQLException {
        session.requireOpen();
        return namespace;
    }

    @Override
    public void setTransactionIsolation(int level) throws SQLException {
        session.requireOpen();
    }

    @Override
    public int getTransactionIsolation() throws SQLException {
        session.requireOpen();
        return TRANSACTION_NONE;
    }

    @Override
    public void setHoldability(int holdability) throws SQLException {
        session.requireOpen();
    }

    @Override
    public int getHoldability() throws SQLException {
        session.requireOpen();
        return ResultSet.HOLD_CURSORS_OVER_COMMIT;
    }

    @Override
    public Savepoint setSavepoint() throws SQLException {
        throw Errors.unsupported("savepoints");
    }

    @Override
    public Savepoint setSavepoint(String name) throws SQLException {
        throw Errors.unsupported("savepoints");
    }

    @Override
    public void rollback(Savepoint savepoint) throws SQLException {
        throw Errors.unsupported("savepoints");
    }

    @Override
    public void releaseSavepoint(Savepoint savepoint) throws SQLException {
        throw Errors.unsupported("savepoints");
    }

    @Override
    public @Nullable SQLWarning getWarnings() throws SQLException {
        session.requireOpen();
        return warning;
    }

    @Override
    public void clearWarnings() throws SQLException {
        session.requireOpen();
        warning = null;
    }

    @Override
    public Map<String, Class<?>> getTypeMap() throws SQLException {
        session.requireOpen();
        return Map.of();
    }

    @Override
    public void setTypeMap(@Nullable Map<String, Class<?>> map) throws SQLException {
        if (map != null && !map.isEmpty()) {
            throw Errors.unsupported("type maps");
        }
    }

    /** Asks the server; false if it does not answer in time. */
    @Override
    public boolean isValid(int seconds) throws SQLException {
        if (seconds < 0) {
            throw Errors.of(Errors.BAD_VALUE, "A time limit is not negative.");
        }
        if (session.isClosed()) {
            return false;
        }
        try {
            greet(seconds == 0 ? session.socketMillis() : (int) Math.min(seconds * 1_000L, Integer.MAX_VALUE), 0);
            return true;
        } catch (SQLException notThere) {
            return false;
        }
    }

    @Override
    public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
        if (session.isClosed()) {
            throw new SQLClientInfoException(
                    "The connection is closed.",
                    Errors.CONNECTION_CLOSED,
                    Map.of(name, ClientInfoStatus.REASON_UNKNOWN));
        }
        if (!name.equals(APPLICATION_NAME)) {
            warning = new SQLWarning("There is no client info [" + name + "].", "01000");
            return;
        }
        session.applicationName(value);
    }

    @Override
    public void setClientInfo(Properties properties) throws SQLClientInfoException {
        for (String name : properties.stringPropertyNames()) {
            setClientInfo(name, properties.getProperty(name));
        }
    }

    @Override
    public @Nullable String getClientInfo(String name) throws SQLException {
        session.requireOpen();
        return name.equals(APPLICATION_NAME) ? session.applicationName() : null;
    }

    @Override
    public Properties getClientInfo() throws SQLException {
        session.requireOpen();
        Properties properties = new Properties();
        String name = session.applicationName();
        if (name != null) {
            properties.setProperty(APPLICATION_NAME, name);
        }
        return properties;
    }

    @Override
    public Clob createClob() throws SQLException {
        throw Errors.unsupported("Clob");
    }

    @Override
    public Blob createBlob() throws SQLException {
        throw Errors.unsupported("Blob");
    }

    @Override
    public NClob createNClob() throws SQLException {
        throw Errors.unsupported("NClob");
    }

    @Override
    public SQLXML createSQLXML() throws SQLException {
        throw Errors.unsupported("SQLXML");
    }

    @Override
    public Array createArrayOf(String type, Object[] elements) throws SQLException {
        throw Errors.unsupported("Array");
    }

    @Override
    public Struct createStruct(String type, Object[] attributes) throws SQLException {
        throw Errors.unsupported("Struct");
    }

    @Override
    public void setNetworkTimeout(Executor executor, int millis) throws SQLException {
        session.requireOpen();
        if (millis < 0) {
            throw Errors.of(Errors.BAD_VALUE, "A time limit is not negative.");
        }
        session.socketMillis(millis);
    }

    @Override
    public int getNetworkTimeout() throws SQLException {
        session.requireOpen();
        return session.socketMillis();
    }

    @Override
    public void close() throws SQLException {
        if (!session.isClosed()) {
            // The server ends the connection's statements with it.
            session.close();
            for (TrueNowStatement statement : List.copyOf(statements)) {
                statement.close();
            }
        }
    }

    @Override
    public boolean isClosed() {
        return session.isClosed();
    }

    @Override
    public void abort(Executor executor) throws SQLException {
        session.abort();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        return Errors.unwrap(this, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
