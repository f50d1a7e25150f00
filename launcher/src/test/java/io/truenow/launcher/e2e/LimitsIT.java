package io.truenow.launcher.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A rate limit that is set on a real product while events come. */
@ExtendWith(SharedProduct.class)
class LimitsIT {

    private static final String TENANT = "/api/v1/limits/tenants/default";
    private static final int RATE = 500;
    private static final int EVENTS = 20;

    private final HttpClient client = HttpClient.newHttpClient();
    private final Product product;

    LimitsIT(Product product) {
        this.product = product;
    }

    /** The other tests that share the product find it as it was. */
    @AfterEach
    void clear() {
        assertThat(product.method("DELETE", 8080, TENANT, "").status()).isIn(200, 404);
    }

    private static String batch() {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> "{\"namespace\":\"limited\",\"table\":\"t\",\"event_id\":\"" + UUID.randomUUID()
                        + "\",\"event_time\":" + Instant.now().toEpochMilli() * 1_000 + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private HttpResponse<String> ingest() throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port(8088) + "/v1/batch"))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(batch()))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aLimitThatIsSetHoldsAtOnceAndIsKeptToOnePerCentUntilItIsCleared() throws Exception {
        assertThat(ingest().statusCode()).isEqualTo(202);
        Answer set = product.method("PUT", 8080, TENANT, "{\"events_per_second\":" + RATE + "}");
        assertThat(set.status()).as("%s", set).isEqualTo(200);
        assertThat(set.json().path("source").asString()).isEqualTo("control_plane");
        JsonNode listed = product.method("GET", 8080, "/api/v1/limits", "").json();
        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("events_per_second").intValue()).isEqualTo(RATE);

        long begin = System.nanoTime();
        long accepted = 0;
        int refused = 0;
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(10)) {
            HttpResponse<String> answer = ingest();
            if (answer.statusCode() == 202) {
                accepted += EVENTS;
            } else {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
                assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0))
                        .isPositive();
                refused++;
            }
        }
        double seconds = (System.nanoTime() - begin) / 1e9;

        assertThat(refused).isPositive();
        assertThat((double) accepted)
                .as("in %s s", seconds)
                .isLessThanOrEqualTo((RATE * seconds + RATE) * 1.01)
                .isGreaterThan(RATE * seconds * 0.95);

        assertThat(product.method("DELETE", 8080, TENANT, "").status()).isEqualTo(200);
        for (int i = 0; i < 2 * RATE / EVENTS; i++) {
            assertThat(ingest().statusCode()).isEqualTo(202);
        }
    }

    @Test
    void whatIsOutOfBoundsOrNotThereIsSaid() {
        assertThat(product.method("PUT", 8080, TENANT, "{\"events_per_second\":0}")
                        .status())
                .isEqualTo(422);
        assertThat(product.method("PUT", 8080, "/api/v1/limits/tenants/nobody", "{\"events_per_second\":1}")
                        .status())
                .isEqualTo(404);
        assertThat(product.method("DELETE", 8080, TENANT, "").status()).isEqualTo(404);
        assertThat(product.method("GET", 8080, TENANT, "").json().path("source").asString())
                .isEqualTo("settings");
    }
}
