package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import io.truenow.jdbc.wire.WireWriter;
import io.truenow.sql.exec.Priority;
import io.truenow.sql.exec.StatementOptions;
import io.truenow.sql.port.OpenConnections;
import java.sql.Connection;
import java.util.LinkedHashMap;
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
    private final Map<Integer, Long> cancelledRuns;
    private final AtomicInteger ids = new AtomicInteger();
    private final ConnectionPropertiesImpl properties;
    private final int maxStatements;
    private final long openedMicros;
    private volatile boolean closed;
    private volatile boolean reopens;
    private volatile LogMark position = LogMark.NONE;
    private volatile Priority priority = Priority.NORMAL;
    private volatile @Nullable String program;
    private volatile @Nullable KeptFrame kept;
    private volatile long usedNanos = System.nanoTime();

    JdbcConnection(String id, Principal principal, @Nullable String schema, int maxStatements, long openedMicros) {
        this.id = id;
        this.principal = principal;
        this.openedMicros = openedMicros;
        this.maxStatements = maxStatements;
        this.cancelledRuns = new LastRuns(maxStatements);
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

    /** Says whether its client opens it again without a word when it is gone. */
    void canReopen(boolean yes) {
        reopens = yes;
    }

    /** Whether nothing is lost with it, or only rows that its client has not come for in a while. */
    boolean canBeForgotten(long afterNanos) {
        return reopens
                && position.isEmpty()
                && priority == Priority.NORMAL
                && (statements.isEmpty()
                        || isIdle(afterNanos) && statements.values().stream().noneMatch(JdbcStatement::isWorking));
    }

    long usedNanos() {
        return usedNanos;
    }

    /** Notes the name of the client's program; null for none. */
    void program(@Nullable String name) {
        program = name;
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
                String.join(".", defaultNamespace()),
                program);
    }

    /** Up to where its statements see the log. */
    void position(LogMark upTo) {
        position = upTo;
    }

    /** Up to where its statements see the log. */
    LogMark position() {
        return position;
    }

    /** How soon its statements get their turn where others wait, too. */
    void priority(Priority of) {
        priority = of;
    }

    /** What is said of a run that was ended before its first rows were taken. */
    TrueNowException endedEarly() {
        return closed
                ? new TrueNowException(
                        ErrorCode.NOT_READY,
                        "The connection was closed while the statement ran; the server may be stopping.")
                : new TrueNowException(ErrorCode.CANCELLED, "The statement was ended while it ran.");
    }

    /** What holds for each of its statements, and what a request says for itself where the connection says nothing. */
    StatementOptions options(LogMark requested, @Nullable Priority wanted) {
        return options()
                .withPosition(position.isEmpty() ? requested : position)
                .withPriority(priority == Priority.NORMAL && wanted != null ? wanted : priority);
    }

    /** What holds for each of its statements. */
    StatementOptions options() {
        return StatementOptions.NONE
                .withNamespace(defaultNamespace())
                .withPosition(position)
                .withPriority(priority);
    }

    /** Sets where unqualified tables are; null for nowhere. */
    synchronized void namespace(@Nullable String namespace) {
        properties.setSchema(namespace == null ? "" : namespace);
    }

    /**
     * Takes up a run of a statement that the client numbers; what the statement ran before is ended.
     *
     * @return null if the connection has been closed meanwhile
     * @throws TrueNowException if the run was cancelled before it came, or if there are too many statements
     */
    @Nullable
    JdbcStatement begin(int statementId, long run) {
        JdbcStatement statement = new JdbcStatement(statementId, run);
        JdbcStatement before = statements.put(statementId, statement);
        if (closed) {
            statements.remove(statementId, statement);
            return null;
        }
        if (before != null) {
            before.retire();
        } else if (statements.size() > maxStatements) {
            statements.remove(statementId, statement);
            throw tooMany();
        }
        Long cancelled;
        synchronized (cancelledRuns) {
            cancelled = cancelledRuns.get(statementId);
        }
        if (cancelled != null && cancelled >= run) {
            statements.remove(statementId, statement);
            throw new TrueNowException(ErrorCode.CANCELLED, "The statement was cancelled.");
        }
        return statement;
    }

    /** Ends a run of a statement that the client numbers, also one that is still to come. */
    void cancel(int statementId, long run) {
        synchronized (cancelledRuns) {
            cancelledRuns.put(statementId, run);
        }
        JdbcStatement statement = statements.get(statementId);
        if (statement != null && statement.run() == run) {
            statement.cancel();
        }
    }

    /** Keeps an answer with rows in the place of the one before, unless it is too long. */
    void keep(KeptFrame.Place place, WireWriter answer) {
        kept = answer.size() > KeptFrame.MAX_BYTES ? null : new KeptFrame(place, answer.toByteArray());
    }

    /** The last frame, if it was kept. */
    @Nullable
    KeptFrame kept() {
        return kept;
    }

    /** Forgets a statement whose run is over. */
    void finished(JdbcStatement statement) {
        statements.remove(statement.id(), statement);
    }

    private TrueNowException tooMany() {
        return new TrueNowException(
                ErrorCode.OVERLOADED,
                "The connection has [" + maxStatements
                        + "] open statements already (limit of statements of a connection).");
    }

    JdbcStatement create() {
        if (statements.size() >= maxStatements) {
            throw tooMany();
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
        for (JdbcStatement statement : statements.values()) {
            if (statement.closeIfOver(limitMicros) && statement.run() > 0) {
                finished(statement);
            }
        }
    }

    void close() {
        closed = true;
        List.copyOf(statements.keySet()).forEach(this::close);
    }

    /** The last cancelled run of the statements that were cancelled last. */
    private static final class LastRuns extends LinkedHashMap<Integer, Long> {

        private static final long serialVersionUID = 1L;
        private final int most;

        LastRuns(int most) {
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Long> eldest) {
            return size() > most;
        }
    }
}
