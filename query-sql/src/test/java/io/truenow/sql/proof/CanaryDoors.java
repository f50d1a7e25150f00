package io.truenow.sql.proof;

import io.truenow.events.access.Principal;
import io.truenow.events.error.TrueNowException;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.SqlColumn;
import io.truenow.sql.exec.SqlCursor;
import io.truenow.sql.exec.StatementOptions;
import io.truenow.sql.http.QuerySettings;
import io.truenow.sql.http.QueryStatistics;
import io.truenow.sql.http.QueryWebConfiguration;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.port.KeptAnswers;
import io.truenow.sql.server.EngineMeta;
import io.truenow.sql.server.JdbcSettings;
import io.truenow.sql.tail.MemoryLog;
import io.truenow.sql.tail.Tails;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.calcite.avatica.Meta;
import org.apache.calcite.avatica.NoSuchStatementException;
import org.apache.calcite.avatica.remote.TypedValue;
import org.jspecify.annotations.Nullable;

/** Every door through which the two tenants of {@link CanaryTables} ask, and all that comes out of it. For one thread. */
final class CanaryDoors implements AutoCloseable {

    private final CanaryTables tables;
    private final EngineMeta meta;
    private final QueryStatistics statistics;
    private final AtomicReference<Principal> caller = new AtomicReference<>(CanaryTables.ADAM);
    private final WebPort port;
    private final HttpClient client = HttpClient.newHttpClient();

    CanaryDoors(CanaryTables tables) {
        this.tables = tables;
        meta = new EngineMeta(tables.engine, JdbcSettings.DEFAULT, "0.1.0-TEST");
        statistics = new QueryStatistics(tables.tier.reads);
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Principal.ATTRIBUTE, caller.get());
            chain.doFilter(request, response);
        };
        DeclaredNamespaces namespaces = tenant ->
                List.of(tenant.equals("beta") ? Canary.VICTIM.mark + "_empty" : Canary.LOCKED.mark + "_empty");
        port = new WebPort(
                QueryWebConfiguration.class,
                filter,
                Map.of(
                        "engine",
                        tables.engine,
                        "reads",
                        tables.tier.reads,
                        "answers",
                        new KeptAnswers(),
                        "settings",
                        QuerySettings.DEFAULT,
                        "statistics",
                        statistics,
                        "tails",
                        new Tails(new MemoryLog(), 1, System::nanoTime),
                        "declaredNamespaces",
                        namespaces));
    }

    /**
     * What came out of a door.
     *
     * @param seen labels, cells, headers, sentences: all of it
     * @param rows the cells alone
     * @param error sentence; null if there was an answer
     */
    record Answer(
            List<@Nullable Object> seen,
            List<List<@Nullable Object>> rows,
            @Nullable String error) {}

    /** Runs a statement to its end. */
    Answer run(Principal principal, String sql, List<@Nullable Object> parameters, StatementOptions options) {
        List<@Nullable Object> seen = new ArrayList<>();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        try (SqlCursor cursor = tables.engine.execute(principal, sql, parameters, options)) {
            for (SqlColumn column : cursor.columns()) {
                seen.add(column.name());
                seen.add(column.typeName());
            }
            while (cursor.next()) {
                List<@Nullable Object> row = Arrays.asList(cursor.row());
                rows.add(row);
                seen.addAll(row);
            }
            return new Answer(seen, rows, null);
        } catch (TrueNowException refused) {
            return refused(seen, rows, refused);
        }
    }

    private static Answer refused(
            List<@Nullable Object> seen, List<List<@Nullable Object>> rows, TrueNowException refused) {
        String sentence = String.valueOf(refused.getMessage());
        seen.addAll(Arrays.asList(sentence, refused.pointer(), refused.hint()));
        return new Answer(seen, rows, sentence);
    }

    /** A call of Avatica's server side. */
    interface MetaCall {
        /** Does it. */
        void run(EngineMeta meta, Consumer<@Nullable Object> seen) throws NoSuchStatementException;
    }

    /** All that Avatica's server side answers to a caller. */
    List<@Nullable Object> meta(Principal principal, MetaCall call) {
        List<@Nullable Object> seen = new ArrayList<>();
        ScopedValue.where(EngineMeta.CALLER, principal).run(() -> {
            try {
                call.run(meta, seen::add);
            } catch (RuntimeException | NoSuchStatementException refused) {
                for (Throwable t = refused; t != null; t = t.getCause()) {
                    seen.add(t.getMessage());
                }
            }
        });
        return seen;
    }

    /** Prepares a statement on a connection and runs it with values for its parameters. */
    List<@Nullable Object> prepared(Principal principal, String connection, String sql, List<TypedValue> values) {
        return meta(principal, (door, seen) -> {
            Meta.ConnectionHandle handle = new Meta.ConnectionHandle(connection);
            Meta.StatementHandle statement = door.prepare(handle, sql, 100);
            try {
                signature(statement.signature, seen);
                result(door.execute(statement, values, 100).resultSets.getFirst(), seen);
            } finally {
                door.closeStatement(statement);
            }
        });
    }

    /** All lists that the metadata of JDBC has. */
    List<@Nullable Object> lists(Principal principal, String connection, String schema, String table) {
        return meta(principal, (door, seen) -> {
            Meta.ConnectionHandle handle = new Meta.ConnectionHandle(connection);
            Meta.Pat schemas = Meta.Pat.of(schema);
            Meta.Pat names = Meta.Pat.of(table);
            result(door.getSchemas(handle, "", schemas), seen);
            result(door.getTables(handle, "", schemas, names, List.of("TABLE", "SYSTEM TABLE")), seen);
            result(door.getColumns(handle, "", schemas, names, Meta.Pat.of("%")), seen);
            result(door.getCatalogs(handle), seen);
            door.getDatabaseProperties(handle).values().forEach(seen);
        });
    }

    private static void result(Meta.MetaResultSet result, Consumer<@Nullable Object> seen) {
        signature(result.signature, seen);
        if (result.firstFrame != null) {
            result.firstFrame.rows.forEach(row -> {
                if (row instanceof Object[] cells) {
                    Arrays.asList(cells).forEach(seen);
                } else {
                    ((List<?>) row).forEach(seen::accept);
                }
            });
        }
    }

    private static void signature(Meta.@Nullable Signature signature, Consumer<@Nullable Object> seen) {
        if (signature != null) {
            signature.columns.forEach(column -> seen.accept(column.label + " " + column.columnName + " "
                    + column.tableName + " " + column.schemaName + " " + column.catalogName));
        }
    }

    /** An answer of the query port. */
    HttpResponse<String> http(Principal principal, String method, String path, String body)
            throws IOException, InterruptedException {
        caller.set(principal);
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Headers of ours and the body. */
    static List<@Nullable Object> seen(HttpResponse<String> answer) {
        List<@Nullable Object> seen = new ArrayList<>(List.of(answer.body()));
        answer.headers().map().forEach((name, values) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-")) {
                seen.addAll(values);
            }
        });
        return seen;
    }

    @Override
    public void close() {
        port.close();
        statistics.close();
        meta.close();
    }
}
