package io.truenow.command.ingest.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.ingest.GatewayPort;
import io.truenow.command.limit.IngestLimits;
import io.truenow.command.limit.LimitSettings;
import io.truenow.command.port.DataPlaneLog.Append;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The doors for Arrow as a client sees them, over a real Tomcat. */
class ArrowWebTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String STREAM = "application/vnd.apache.arrow.stream";

    private final GatewayPort port = new GatewayPort(ArrowConfiguration.class);

    @AfterEach
    void close() {
        port.close();
    }

    private HttpResponse<String> post(String path, byte[] body, String... headers) {
        return port.send("POST", path, body, headers);
    }

    @Test
    void aStreamIsDurableAtBothDoors() throws IOException {
        byte[] stream = Streams.file("types.arrows");
        HttpResponse<String> own = post("/v1/arrow?namespace=a&table=t", stream);
        HttpResponse<String> batch =
                post("/v1/batch", stream, "Content-Type", STREAM, "X-Namespace", "b", "X-Table", "t");
        HttpResponse<String> packed = post(
                "/v1/arrow?namespace=c&table=t",
                GatewayPort.gzip(stream),
                "Content-Type",
                STREAM,
                "Content-Encoding",
                "gzip");

        for (HttpResponse<String> response : Arrays.asList(own, batch, packed)) {
            assertThat(response.statusCode()).as(response.body()).isEqualTo(202);
            JsonNode json = JSON.readTree(response.body());
            assertThat(json.get("events_received").intValue()).isEqualTo(8);
            assertThat(json.get("events_accepted").intValue()).isEqualTo(8);
            assertThat(json.get("last_durable_row").intValue()).isEqualTo(8);
        }
        assertThat(port.gateway().tables()).containsExactlyInAnyOrder("a.t", "b.t", "c.t");
        assertThat(port.gateway().ids()).hasSize(24).contains("id-7");
    }

    @Test
    void aStreamOverTheRateLimitEndsWith429AndNamesTheLastDurableRow() throws IOException {
        LimitSettings four = new LimitSettings(0, 4, 0, 1, LimitSettings.USUAL_BUCKETS);
        try (GatewayPort limited = new GatewayPort(IngestLimits.of(four, () -> 0), ArrowConfiguration.class)) {
            byte[] stream = Streams.file("types.arrows");
            HttpResponse<String> response = limited.send("POST", "/v1/arrow?namespace=a&table=t", stream);

            assertThat(response.statusCode()).as(response.body()).isEqualTo(429);
            assertThat(response.headers().firstValueAsLong("Retry-After")).hasValue(1);
            assertThat(response.headers().firstValueAsLong("RateLimit-Remaining"))
                    .hasValue(0);
            assertThat(JSON.readTree(response.body()).get("last_durable_row").intValue())
                    .isEqualTo(4);
            assertThat(limited.gateway().ids()).hasSize(4);

            HttpResponse<String> again = limited.send("POST", "/v1/arrow?namespace=a&table=t", stream);
            assertThat(again.statusCode()).isEqualTo(429);
            assertThat(limited.gateway().ids()).hasSize(4);
        }
    }

    @Test
    void refusedRowsAreNamedBesideTheGoodOnes() throws IOException {
        HttpResponse<String> response = post("/v1/arrow?namespace=a&table=t", Streams.file("rough.arrows"));

        assertThat(response.statusCode()).isEqualTo(202);
        JsonNode json = JSON.readTree(response.body());
        assertThat(json.get("events_accepted").intValue()).isEqualTo(2);
        assertThat(json.get("errors").size()).isEqualTo(7);
        assertThat(json.get("errors").get(3).get("pointer").stringValue()).isEqualTo("/4/n");
    }

    @Test
    void aColumnWithoutAPlaceIsNamed() throws IOException {
        HttpResponse<String> response = post("/v1/arrow?namespace=a&table=t", Streams.file("refused-struct.arrows"));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode json = JSON.readTree(response.body());
        assertThat(json.get("error").stringValue()).isEqualTo("Invalid Arrow stream");
        assertThat(json.get("pointer").stringValue()).isEqualTo("/values");
        assertThat(json.get("hint").stringValue()).contains("Cast it");
        assertThat(port.gateway().ids()).isEmpty();
    }

    @Test
    void aCutStreamKeepsWhatWasDurableAndSaysHowFar() throws IOException {
        byte[] stream = Streams.file("types.arrows");
        HttpResponse<String> response =
                post("/v1/arrow?namespace=a&table=t", Arrays.copyOf(stream, stream.length - 300));

        assertThat(response.statusCode()).isEqualTo(400);
        JsonNode json = JSON.readTree(response.body());
        assertThat(json.get("code").stringValue()).isEqualTo("INVALID_ARROW");
        int durable = json.get("last_durable_row").intValue();
        assertThat(durable).isEqualTo(4);
        assertThat(port.gateway().ids()).hasSize(durable);
    }

    @Test
    void aLogThatFailsOnTheWayIsAnUnknownOutcome() throws IOException {
        port.gateway().logAnswers(n -> n < 1 ? new Append.Durable(0, n) : new Append.Unknown("The broker is gone."));
        HttpResponse<String> response = post("/v1/arrow?namespace=a&table=t", Streams.file("types.arrows"));

        assertThat(response.statusCode()).isEqualTo(503);
        JsonNode json = JSON.readTree(response.body());
        assertThat(json.get("outcome").stringValue()).isEqualTo("unknown");
        assertThat(json.get("last_durable_row").intValue()).isEqualTo(3);
    }

    @Test
    void jsonStaysWelcomeAtTheSharedDoor() {
        String event =
                "{\"namespace\":\"n\",\"table\":\"t\",\"events\":[{\"event_id\":\"a\",\"event_time\":1795132700000000}]}";

        assertThat(port.post("/v1/batch", event).statusCode()).isEqualTo(202);
    }
}
