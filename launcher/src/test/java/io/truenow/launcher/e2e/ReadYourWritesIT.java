package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.events.ingest.LogMark;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The position of an acknowledgement, given to a statement at once, by parallel clients of a real product: each sees its event.
 * {@code -Dtruenow.readYourWrites.rounds} sets how many times.
 */
@ExtendWith(SharedProduct.class)
class ReadYourWritesIT {

    private static final int ROUNDS = Integer.getInteger("truenow.readYourWrites.rounds", 200);
    private static final int CLIENTS = 8;

    private static HttpResponse<String> send(
            HttpClient client, Product product, int port, String path, String body, String mark) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + product.port(port) + path))
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!mark.isEmpty()) {
            request.header(LogMark.HEADER, mark);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String event(String id) {
        return "{\"namespace\":\"ryw\",\"table\":\"events\",\"event_id\":\"" + id + "\",\"event_time\":"
                + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"n\":1}}";
    }

    @Test
    void eachClientSeesTheEventThatWasAcknowledgedToIt(Product product) throws Exception {
        List<Future<Integer>> running = new ArrayList<>();
        int seen = 0;
        try (HttpClient client = HttpClient.newHttpClient();
                ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            for (int one = 0; one < CLIENTS; one++) {
                String name = "c" + one + "-";
                running.add(clients.submit(() -> rounds(client, product, name)));
            }
            for (Future<Integer> one : running) {
                seen += one.get();
            }
        }
        assertThat(seen).isEqualTo(ROUNDS / CLIENTS * CLIENTS);
    }

    private static int rounds(HttpClient client, Product product, String name) throws Exception {
        int seen = 0;
        for (int round = 0; round < ROUNDS / CLIENTS; round++) {
            String id = name + round;
            HttpResponse<String> acknowledged = send(client, product, 8088, "/v1/ingest", event(id), "");
            assertThat(acknowledged.statusCode()).as(acknowledged.body()).isEqualTo(202);
            HttpResponse<String> answer = send(
                    client,
                    product,
                    8081,
                    "/v1/sql",
                    "{\"sql\":\"SELECT _partition, _offset, _index FROM ryw.events WHERE event_id = '" + id + "'\"}",
                    acknowledged.headers().firstValue(LogMark.HEADER).orElseThrow());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode rows = JsonMapper.shared().readTree(answer.body()).get("rows");
            assertThat(rows.size()).as(id).isEqualTo(1);
            String place = rows.get(0).get(0).asString() + ":"
                    + rows.get(0).get(1).asString() + ":" + rows.get(0).get(2).asString();
            assertThat(LogMark.parse(place))
                    .as("the row leads to the acknowledged record")
                    .isEqualTo(LogMark.parse(JsonMapper.shared()
                            .readTree(acknowledged.body())
                            .get("position")
                            .stringValue()));
            seen++;
        }
        return seen;
    }

    @Test
    void aConnectionSeesWhatItsPositionSays(Product product) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient();
                Connection connection = product.jdbc();
                Statement set = connection.createStatement()) {
            for (int round = 0; round < 20; round++) {
                HttpResponse<String> acknowledged =
                        send(client, product, 8088, "/v1/ingest", event("jdbc-" + round), "");
                set.execute("SET truenow.min_position = '"
                        + acknowledged.headers().firstValue(LogMark.HEADER).orElseThrow() + "'");
                assertThat(Sql.count(
                                connection, "SELECT COUNT(*) FROM ryw.events WHERE event_id = 'jdbc-" + round + "'"))
                        .isEqualTo(1);
            }
        }
    }
}
