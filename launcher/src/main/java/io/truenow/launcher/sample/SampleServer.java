package io.truenow.launcher.sample;

import io.truenow.launcher.access.Caller;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two doors of a server that samples go through: ingest and JSON queries. Thread-safe.
 *
 * @param gateway the gateway's door
 * @param query the query API's
 */
public record SampleServer(Door gateway, Door query, HttpClient client) implements AutoCloseable {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int IN_ONE_REQUEST = 5_000;

    /**
     * One door.
     *
     * @param address such as {@code http://127.0.0.1:8088}
     * @param caller who asks there
     */
    public record Door(String address, Caller caller) {}

    /**
     * What came back.
     *
     * @param body as JSON; a missing node if it was none
     */
    public record Answer(int status, JsonNode body) {}

    /** A server at two addresses. */
    public static SampleServer at(Door gateway, Door query) {
        return new SampleServer(
                gateway,
                query,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build());
    }

    /** Sends events of one table; answers how many were accepted. */
    public int send(SampleTable table, List<SampleEvent> events) throws IOException, InterruptedException {
        int accepted = 0;
        for (int from = 0; from < events.size(); from += IN_ONE_REQUEST) {
            accepted += sendTogether(table, events.subList(from, Math.min(events.size(), from + IN_ONE_REQUEST)));
        }
        return accepted;
    }

    private int sendTogether(SampleTable table, List<SampleEvent> events) throws IOException, InterruptedException {
        List<Map<String, Object>> list = new ArrayList<>(events.size());
        for (SampleEvent event : events) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("event_id", event.id());
            one.put("event_time", event.timeMicros());
            one.put("dimensions", event.dimensions());
            one.put("metrics", event.metrics());
            list.add(one);
        }
        Answer answer = post(
                gateway, "/v1/batch", Map.of("namespace", table.namespace(), "table", table.table(), "events", list));
        if (answer.status() != 202) {
            throw new IOException("the gateway answered " + answer.status() + " for " + table.name() + ": "
                    + answer.body().path("error").asString(""));
        }
        return answer.body().path("events_accepted").asInt();
    }

    /** Asks the JSON query API. */
    public Answer ask(Map<String, Object> request) throws IOException, InterruptedException {
        return post(query, "/v1/query", request);
    }

    /** Time of the first event that a seed has left here; empty if there is none. */
    public OptionalLong baseMicros(long seed, int count) throws IOException, InterruptedException {
        SampleEvents events = SampleEvents.of(seed, 0, count);
        SampleTable table = SampleEvents.firstTable();
        String sql = "SELECT event_time_us FROM " + table.name() + " WHERE event_id = '" + events.firstId() + "'";
        Answer answer = post(query, "/v1/sql", Map.of("sql", sql));
        JsonNode cell = answer.body().path("rows").path(0).path(0);
        return answer.status() == 200 && cell.isNumber() ? OptionalLong.of(cell.asLong()) : OptionalLong.empty();
    }

    private Answer post(Door door, String path, Map<String, Object> body) throws IOException, InterruptedException {
        HttpRequest request = door.caller()
                .request(door.address() + path)
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        try {
            return new Answer(answer.statusCode(), JSON.readTree(answer.body()));
        } catch (JacksonException noJson) {
            return new Answer(answer.statusCode(), tools.jackson.databind.node.MissingNode.getInstance());
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
