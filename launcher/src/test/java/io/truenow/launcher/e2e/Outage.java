package io.truenow.launcher.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Single events as a plain client sends them while something is away: status, headers and time of each answer. */
final class Outage {

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final AtomicInteger ids = new AtomicInteger();
    private final Product product;

    /**
     * One answer.
     *
     * @param retryAfterSeconds of the header; -1 without it
     * @param unknown whether it says that nobody knows the outcome
     * @param seconds that it took
     */
    record Told(int status, long retryAfterSeconds, boolean unknown, double seconds, String body) {

        /** What the answer calls the refusal; empty for none. */
        String error() {
            return new Answer(status, body).json().path("error").asString("");
        }
    }

    Outage(Product product) {
        this.product = product;
    }

    /** Sends one new event to a table. */
    Told send(String table) throws IOException, InterruptedException {
        String event = "{\"namespace\":\"outage\",\"table\":\"" + table + "\",\"event_id\":\"o" + ids.incrementAndGet()
                + "\",\"event_time\":" + Instant.now().toEpochMilli() * 1_000 + ",\"metrics\":{\"amount\":1}}";
        long begin = System.nanoTime();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + product.port(8088) + "/v1/ingest"))
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(event))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return new Told(
                answer.statusCode(),
                answer.headers().firstValueAsLong("Retry-After").orElse(-1),
                answer.body().contains("\"outcome\":\"unknown\""),
                (System.nanoTime() - begin) / 1e9,
                answer.body());
    }
}
