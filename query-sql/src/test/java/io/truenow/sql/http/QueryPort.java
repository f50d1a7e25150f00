package io.truenow.sql.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.access.Principal;
import io.truenow.hottier.read.ReferenceReads;
import io.truenow.sql.Shop;
import io.truenow.sql.WebPort;
import io.truenow.sql.exec.SqlEngine;
import io.truenow.sql.exec.SqlSettings;
import io.truenow.sql.port.AnswerStore;
import io.truenow.sql.port.DeclaredNamespaces;
import io.truenow.sql.port.DeclaredTables;
import io.truenow.sql.tail.MemoryLog;
import io.truenow.sql.tail.Tails;
import jakarta.servlet.Filter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The query API on a port of its own, over a reference hot tier that a test fills. */
final class QueryPort implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    final ReferenceReads reads = new ReferenceReads();
    final MemoryLog log = new MemoryLog();
    final Tails tails = new Tails(log, 2, System::nanoTime);
    final AtomicBoolean ready = new AtomicBoolean(true);
    final AtomicReference<Principal> caller = new AtomicReference<>(Principal.LOCAL);

    final SqlEngine engine;

    private final HttpClient client = HttpClient.newHttpClient();
    private final QueryStatistics statistics;
    private final WebPort port;

    QueryPort(QuerySettings settings, AnswerStore answers) {
        this(settings, SqlSettings.DEFAULT, answers);
    }

    QueryPort(QuerySettings settings, SqlSettings limits, AnswerStore answers) {
        engine = new SqlEngine(reads, DeclaredTables.NONE, () -> Shop.T0, limits, ready::get);
        statistics = new QueryStatistics(reads);
        Filter filter = (request, response, chain) -> {
            request.setAttribute(Principal.ATTRIBUTE, caller.get());
            chain.doFilter(request, response);
        };
        port = new WebPort(
                QueryWebConfiguration.class,
                filter,
                Map.of(
                        "engine",
                        engine,
                        "reads",
                        reads,
                        "answers",
                        answers,
                        "settings",
                        settings,
                        "statistics",
                        statistics,
                        "tails",
                        tails,
                        "declaredNamespaces",
                        (DeclaredNamespaces) tenant -> tenant.equals("default") ? List.of("ns", "empty") : List.of()));
    }

    HttpResponse<String> post(String path, String body, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return send(headers.length == 0 ? request : request.headers(headers));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path));
    }

    /** An answer that goes on. */
    HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** An answer whose body comes as it is read. */
    HttpResponse<InputStream> open(String path, String body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = request(path).POST(HttpRequest.BodyPublishers.ofString(body));
        return client.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    int number() {
        return port.port();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port.port() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** A question about a table of the namespace {@code ns}, which must be answered. */
    JsonNode query(String table, long start, long end, String fields) throws IOException, InterruptedException {
        HttpResponse<String> response = post("/v1/query", question(table, start, end, fields));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return json(response);
    }

    static String question(String table, long start, long end, String fields) {
        return "{\"namespace\":\"ns\",\"table\":\"" + table + "\",\"start_time\":" + start + ",\"end_time\":" + end
                + fields + "}";
    }

    static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        port.close();
        statistics.close();
        engine.close();
    }
}
