package io.truenow.sql.server;

import io.truenow.events.access.Principal;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.events.ingest.LogMark;
import io.truenow.jdbc.wire.MetadataKind;
import io.truenow.jdbc.wire.Operation;
import io.truenow.jdbc.wire.Wire;
import io.truenow.jdbc.wire.WireColumn;
import io.truenow.jdbc.wire.WireException;
import io.truenow.jdbc.wire.WireReader;
import io.truenow.jdbc.wire.WireValue;
import io.truenow.jdbc.wire.WireWriter;
import io.truenow.sql.exec.Priority;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.StatementException;
import io.truenow.sql.exec.StatementOptions;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the requests of the product's own driver ({@link io.truenow.jdbc.wire}). A statement is one request; it is left on the server
 * only while it has rows that were not fetched. Thread-safe.
 */
final class DriverDoor {

    private static final Logger LOG = LoggerFactory.getLogger(DriverDoor.class);
    private static final int FIRST_BYTES = 512;

    private final SqlEngine engine;
    private final JdbcSettings settings;
    private final JdbcConnections connections;
    private final String version;

    DriverDoor(SqlEngine engine, JdbcSettings settings, JdbcConnections connections, String version) {
        this.engine = engine;
        this.settings = settings;
        this.connections = connections;
        this.version = version;
    }

    /** Answers a request; an error is an answer, too. */
    WireWriter answer(Principal caller, byte[] request) {
        WireWriter out = new WireWriter(FIRST_BYTES).u8(Wire.OK);
        try {
            answer(caller, new WireReader(request, 0), out);
            return out;
        } catch (TrueNowException failure) {
            ErrorCode code = failure.code();
            String sentence = Objects.requireNonNullElse(failure.getMessage(), code.name());
            return error(out, code.name(), code, StatementException.sqlState(failure), sentence);
        } catch (WireException | DateTimeException malformed) {
            return error(
                    out,
                    ErrorCode.INVALID_QUERY.name(),
                    ErrorCode.INVALID_QUERY,
                    "08P01",
                    "The request does not have the form that this server knows: " + malformed.getMessage());
        } catch (RuntimeException unexpected) {
            LOG.error("A request of a driver failed.", unexpected);
            return error(
                    out,
                    ErrorCode.INTERNAL.name(),
                    ErrorCode.INTERNAL,
                    "XX000",
                    "The server failed; its log says how.");
        }
    }

    private static WireWriter error(WireWriter out, String name, ErrorCode code, String state, String sentence) {
        out.truncate(0);
        return out.u8(Wire.ERROR)
                .text(name)
                .number(code.ordinal() + 1L)
                .text(state)
                .text(sentence);
    }

    private void answer(Principal caller, WireReader in, WireWriter out) {
        int form = in.u8();
        if (form != Wire.VERSION) {
            throw new WireException("it is of version [" + form + "].");
        }
        Operation operation = Operation.of(in.u8());
        String id = in.requiredText();
        String program = in.text();
        if (operation == Operation.END) {
            connections.close(id, caller);
            return;
        }
        JdbcConnection connection = connections.reopen(id, caller);
        connection.program(program);
        switch (operation) {
            case OPEN -> out.text(version);
            case EXECUTE -> execute(caller, id, in, out);
            case FETCH -> fetch(connection, in, out);
            case CLOSE -> close(connection, in);
            case CANCEL -> connection.cancel(in.count(), in.number());
            case DESCRIBE -> describe(caller, connection, in, out);
            case METADATA -> metadata(caller, connection, in, out);
            default -> throw new WireException("it asks for [" + operation + "].");
        }
    }

    private void execute(Principal caller, String id, WireReader in, WireWriter out) {
        int statementId = in.count();
        long run = in.number();
        String sql = in.requiredText();
        String namespace = in.text();
        LogMark position = position(in.text());
        Priority priority = priority(in.text());
        long maxRows = in.number();
        long limitMillis = in.number();
        int fetchSize = in.count();
        long known = in.fixed64();
        List<@Nullable Object> values = values(in);
        SessionSetting setting = SessionSetting.of(sql);
        JdbcConnection connection = connections.reopen(id, caller);
        JdbcStatement begun = connection.begin(statementId, run);
        while (begun == null) { // gave way to another connection at this moment
            connection = connections.reopen(id, caller);
            begun = connection.begin(statementId, run);
        }
        connection.namespace(namespace);
        if (setting != null) {
            setting.applyTo(connection);
        }
        StatementOptions said = setting == null ? connection.options(position, priority) : StatementOptions.NONE;
        StatementOptions options = said.withNamespace(namespace == null ? List.of() : List.of(namespace))
                .withTime(limitMillis == 0 ? null : Duration.ofMillis(limitMillis));
        JdbcStatement statement = begun;
        boolean left = false;
        try {
            SqlCursor cursor = engine.execute(caller, setting == null ? sql : setting.answer(), values, options);
            statement.open(sql, cursor, maxRows);
            DriverRows rows =
                    new DriverRows(cursor.columns(), out, settings.frameRows(fetchSize), settings.maxFrameBytes());
            int flags = rows.columns(known);
            left = !rows.frame(flags, statement, 0);
        } catch (DriverRows.GoneException ended) {
            throw endedBeforeItsFirstRow();
        } catch (TrueNowException failure) {
            throw failure.code() == ErrorCode.CANCELLED && statement.isRetired() ? endedBeforeItsFirstRow() : failure;
        } finally {
            if (!left) {
                connection.finished(statement);
            }
        }
    }

    /** The server stops, or the same run came twice because a socket broke: the driver sends it again, and a cancel is remembered. */
    private static TrueNowException endedBeforeItsFirstRow() {
        return new TrueNowException(ErrorCode.NOT_READY, "The statement was ended before its first row; run it again.");
    }

    private static LogMark position(@Nullable String text) {
        return text == null ? LogMark.NONE : LogMark.parse(text);
    }

    private static @Nullable Priority priority(@Nullable String text) {
        return text == null ? null : Priority.of(text);
    }

    private static List<@Nullable Object> values(WireReader in) {
        int count = in.count();
        if (count == 0) {
            return List.of();
        }
        List<@Nullable Object> values = new ArrayList<>(Math.min(count, 64));
        for (int i = 0; i < count; i++) {
            values.add(WireValue.read(in));
        }
        return values;
    }

    private static void lost(WireWriter out, long first) {
        error(
                out,
                Wire.LOST_ROWS,
                ErrorCode.UNKNOWN_CURSOR,
                "08S01",
                "The rows after [" + first
                        + "] are gone: the server was started again, or closed them since nobody fetched them. Run the statement again.");
    }

    private void fetch(JdbcConnection connection, WireReader in, WireWriter out) {
        int statementId = in.count();
        long run = in.number();
        long first = in.number();
        int fetchSize = in.count();
        JdbcStatement statement = connection.statement(statementId);
        if (statement == null || statement.run() != run) {
            again(connection, new KeptFrame.Place(statementId, run, first), out);
            return;
        }
        // The same request comes again where its answer was lost with a socket, maybe before the first one is done.
        synchronized (statement) {
            fetch(connection, statement, first, fetchSize, out);
        }
    }

    private void fetch(JdbcConnection connection, JdbcStatement statement, long first, int fetchSize, WireWriter out) {
        KeptFrame.Place place = new KeptFrame.Place(statement.id(), statement.run(), first);
        SqlCursor cursor = statement.cursor();
        if (cursor == null || statement.position() != first) {
            again(connection, place, out);
            return;
        }
        boolean left = false;
        try {
            DriverRows rows =
                    new DriverRows(cursor.columns(), out, settings.frameRows(fetchSize), settings.maxFrameBytes());
            left = !rows.frame(0, statement, first);
            connection.keep(place, out);
        } catch (DriverRows.GoneException ended) {
            lost(out, first);
        } catch (TrueNowException failure) {
            if (failure.code() != ErrorCode.CANCELLED || !statement.isRetired()) {
                throw failure;
            }
            lost(out, first);
        } finally {
            if (!left) {
                connection.finished(statement);
            }
        }
    }

    /** The frame that was given last, if it is the wanted one. */
    private static void again(JdbcConnection connection, KeptFrame.Place place, WireWriter out) {
        KeptFrame kept = connection.kept();
        if (kept == null || !kept.place().equals(place)) {
            lost(out, place.first());
            return;
        }
        out.truncate(0);
        out.raw(kept.answer(), kept.answer().length);
    }

    private static void close(JdbcConnection connection, WireReader in) {
        int statementId = in.count();
        long run = in.number();
        JdbcStatement statement = connection.statement(statementId);
        if (statement != null && statement.run() == run) {
            connection.close(statementId);
        }
    }

    private void describe(Principal caller, JdbcConnection connection, WireReader in, WireWriter out) {
        String sql = in.requiredText();
        String namespace = in.text();
        LogMark position = position(in.text());
        SessionSetting setting = SessionSetting.of(sql);
        List<String> names = namespace == null ? List.of() : List.of(namespace);
        SqlEngine.PreparedSql prepared = setting == null
                ? engine.prepare(caller, sql, connection.options(position, null).withNamespace(names))
                : engine.prepare(caller, setting.answer(), StatementOptions.NONE.withNamespace(names));
        WireColumn.write(out, DriverRows.described(prepared.columns()));
        List<WireColumn> parameters = new ArrayList<>();
        prepared.parameters().forEach(type -> parameters.add(DriverRows.described("?" + parameters.size(), type)));
        WireColumn.write(out, parameters);
    }

    private void metadata(Principal caller, JdbcConnection connection, WireReader in, WireWriter out) {
        MetadataKind kind = MetadataKind.of(in.u8());
        String schema = in.text();
        String table = in.text();
        String column = in.text();
        int count = in.count() - 1;
        List<String> types = count < 0 ? null : new ArrayList<>();
        for (int i = 0; i < count && types != null; i++) {
            types.add(in.requiredText());
        }
        DriverRows.write(
                switch (kind) {
                    case SCHEMAS -> DatabaseTables.schemas(connection, engine.catalog(caller), schema);
                    case TABLES -> DatabaseTables.tables(connection, engine.catalog(caller), schema, table, types);
                    case COLUMNS -> DatabaseTables.columns(connection, engine.catalog(caller), schema, table, column);
                    case TYPES -> DatabaseTables.typeInfo(connection);
                    case TABLE_TYPES -> DatabaseTables.tableTypes(connection);
                },
                out);
    }
}
