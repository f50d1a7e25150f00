package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/**
 * What scripts of the original systems send to the gateway and ask of the query API (namespace and table in headers, {@code dims},
 * lists in {@code /v1/ingest}, milliseconds), and the contract's text of each refusal that a request alone can provoke.
 */
@ExtendWith(SharedProduct.class)
class OldDialectsIT {

    private static final String[] HEADERS = {"X-Namespace", "old", "X-Table", "events"};

    /** 2024-02-29T12:00:00Z. */
    private static final long NOON_MILLIS = 1_709_208_000_000L;

    @Test
    void eventsOfTheOldScriptsAreTakenAndFound(Product product) throws SQLException {
        String event =
                "{\"event_id\":\"%s\",\"event_time\":%d,\"dims\":{\"country\":\"%s\"},\"metrics\":{\"clicks\":%d}}";
        Answer single = product.post(8088, "/v1/ingest", event.formatted("s1", NOON_MILLIS * 1_000, "de", 1), HEADERS);
        Answer list = product.post(
                8088,
                "/v1/ingest",
                "{\"events\":[" + event.formatted("l1", NOON_MILLIS * 1_000 + 1, "de", 2) + ","
                        + event.formatted("l2", NOON_MILLIS * 1_000 + 2, "fr", 4) + "]}",
                HEADERS);
        Answer array =
                product.post(8088, "/v1/ingest", "[" + event.formatted("a1", NOON_MILLIS, "fr", 8) + "]", HEADERS);

        assertThat(single.status()).as("%s", single).isEqualTo(202);
        assertThat(single.json().get("status").stringValue()).isEqualTo("accepted");
        assertThat(single.json().get("event_id").stringValue()).isEqualTo("s1");
        assertThat(list.status()).as("%s", list).isEqualTo(202);
        assertThat(list.json().get("accepted").intValue()).isEqualTo(2);
        assertThat(list.json().get("offsets").isArray()).isTrue();
        assertThat(array.status()).as("%s", array).isEqualTo(202);
        try (Connection connection = product.jdbc()) {
            Await.until(
                    "four events are applied",
                    Duration.ofSeconds(20),
                    () -> Sql.count(connection, "SELECT COUNT(*) FROM old.events") == 4);
            assertThat(Sql.count(
                            connection,
                            "SELECT COUNT(*) FROM old.events WHERE event_time_us BETWEEN " + NOON_MILLIS * 1_000
                                    + " AND " + (NOON_MILLIS * 1_000 + 2)))
                    .as("milliseconds of this dialect became microseconds")
                    .isEqualTo(4);
        }

        JsonNode rows = product.post(
                        8081,
                        "/v1/query",
                        "{\"namespace\":\"old\",\"table\":\"events\",\"start_time\":0,\"end_time\":"
                                + NOON_MILLIS * 2_000
                                + ",\"filters\":{\"country\":\"fr\"},\"group_by\":[\"country\"],\"aggregate\":\"sum\",\"metric\":\"clicks\"}")
                .json()
                .get("results");
        assertThat(rows.size()).isEqualTo(1);
        assertThat(rows.get(0).get("group").stringValue()).isEqualTo("country:fr");
        assertThat(rows.get(0).get("value").doubleValue()).isEqualTo(12.0);
        assertThat(rows.get(0).get("count").intValue()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/v1/ingest|{\"event_id\":\"a\",\"event_time\":1709208000000000}|Missing namespace or table",
                "/v1/ingest|{\"namespace\":|Invalid JSON",
                "/v1/ingest|{\"namespace\":\"old\",\"table\":\"e\",\"event_time\":1709208000000000}|Invalid event",
                "/v1/batch|{\"namespace\":\"old\",\"table\":\"e\",\"events\":[{\"event_time\":1709208000000000}]}|No valid events",
                "/v1/ingest|{\"namespace\":\"old\",\"table\":\"e\",\"event_id\":\"a\",\"event_time\":0}|Schema validation failed",
                "/v1/ingest|{\"namespace\":\"old\",\"table\":\"e\",\"event_id\":\"a\",\"event_time\":1709208000000000,\"metrics\":{\"m\":\"x\"}}|Schema validation failed"
            })
    void aRefusalHasTheTextOfTheContract(String path, String body, String error, Product product) {
        Answer answer = product.post(8088, path, body);

        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.json().get("error").stringValue()).isEqualTo(error);
    }

    @Test
    void aBodyOverTheLimitIsRefusedAsTooLarge(Product product) {
        byte[] body = new byte[10_000_001];
        Arrays.fill(body, (byte) ' ');
        body[0] = '[';
        body[body.length - 1] = ']';

        Answer answer = product.post(8088, "/v1/batch", body);

        assertThat(answer.status()).as("%s", answer).isEqualTo(413);
        assertThat(answer.json().get("error").stringValue()).isEqualTo("Request too large");
    }

    @Test
    void otherPathsAndMethodsAreAnsweredEmpty(Product product) {
        assertThat(product.post(8088, "/v1/nothing", "{}")).isEqualTo(new Answer(404, ""));
        assertThat(product.method("PUT", 8088, "/v1/ingest")).isEqualTo(new Answer(405, ""));
    }
}
