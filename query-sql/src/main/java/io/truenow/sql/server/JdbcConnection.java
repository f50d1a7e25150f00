package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.port.OpenConnections;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.calcite.avatica.ConnectionPropertiesImpl;
import org.apache.calcite.avatica.Meta;
import org.jspecify.annotations.Nullable;

/** A connection: whose it is, its default namespace, its statements. Thread-safe. */
final class JdbcConnection {

    private final String id;
    private final Principal principal;
    private final Map<Integer, JdbcStatement> statements = new ConcurrentHashMap<>();
    private final AtomicInteger ids = new AtomicInteger();
    private final ConnectionPropertiesImpl properties;
    private final int maxStatements;
    private final long openedMicros;
    private volatile long usedNanos = System.nanoTime();

    JdbcConnection(String id, Principal principal, @Nullable String schema, int maxStatements, long openedMicros) {
        this.id = id;
        this.principal = principal;
        this.openedMicros = openedMicros;
        this.maxStatements = maxStatements;
        this.properties =
                new ConnectionPropertiesImpl(true, true, Connection.TRANSACTION_NONE, "", schema == null ? "" : schema);
        this.properties.setDirty(false);
    }

    String id() {
        return id;
    }

    Principal principal() {
        return principal;
    }

    void touch() {
        usedNanos = System.nanoTime();
    }

    boolean isIdle(long nanos) {
        return System.nanoTime() - usedNanos > nanos;
    }

    /** Takes changes over; drivers send an empty namespace when they mean none in particular, so that changes nothing. */
    synchronized Meta.ConnectionProperties merge(Meta.ConnectionProperties changes) {
        String before = properties.getSchema();
        properties.merge(changes);
        if (properties.getSchema() == null || properties.getSchema().isEmpty()) {
            properties.setSchema(before);
        }
        properties.setReadOnly(true);
        properties.setDirty(false);
        return properties;
    }

    synchronized List<String> defaultNamespace() {
        String schema = properties.getSchema();
        return schema == null || schema.isEmpty() ? List.of() : List.of(schema);
    }

    /** What the list of connections shows. */
    OpenConnections.Connection figures() {
        return new OpenConnections.Connection(
                id,
                principal.name(),
                openedMicros,
                (System.nanoTime() - usedNanos) / 1_000L,
                statements.size(),
                String.join(".", defaultNamespace()));
    }

    JdbcStatement create() {
        if (statements.size() >= maxStatements) {
            throw new TrueNowException(
                    ErrorCode.OVERLOADED,
                    "The connection has [" + maxStatements
                            + "] open statements already (limit of statements of a connection).");
        }
        JdbcStatement statement = new JdbcStatement(ids.incrementAndGet());
        statements.put(statement.id(), statement);
        return statement;
    }

    /** Number for an answer about metadata; the driver wants one of its own for each. */
    int nextId() {
        return ids.incrementAndGet();
    }

    @Nullable
    JdbcStatement statement(int statementId) {
        return statements.get(statementId);
    }

    void close(int statementId) {
        JdbcStatement statement = statements.remove(statementId);
        if (statement != null) {
            statement.retire();
        }
    }

    void closeOverdue(long limitMicros) {
        statements.values().forEach(s -> s.closeIfOver(limitMicros));
    }

    void close() {
        List.copyOf(statements.keySet()).forEach(this::close);
    }
}
