package io.truenow.bench.ingest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;

/**
 * Measures the time from an acknowledgement to the event's being visible to SQL, on a running server: sends one event, then asks
 * {@code POST /v1/sql} for it until it is there. The figure holds the time of the asking, so it is an upper bound.
 */
final class Visibility {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Visibility() {}

    /**
     * Times from acknowledgement to visibility in nanoseconds, in the order in which they were taken.
     *
     * @param events most events
     * @param longestNanos after this no further event is sent
     */
    static long[] measure(String ingest, String query, int events, long longestNanos)
            throws IOException, InterruptedException {
        long start = System.nanoTime();
        int taken = 0;
        String run = Long.toString(System.nanoTime(), 36);
        long micros = Long.parseLong(post(query + "/v1/sql", "{\"sql\":\"SELECT 1754772362000000\"}")
                .replaceAll("(?s).*\"rows\":\\[\\[(\\d+)]].*", "$1"));
        long[] nanos = new long[events];
        for (int i = 0; i < events && System.nanoTime() - start < longestNanos; i++) {
            String id = run + "-" + i;
            post(
                    ingest + "/v1/ingest",
                    "{\"namespace\":\"bench\",\"table\":\"visibility\",\"event_id\":\"" + id + "\",\"event_time\":"
                            + (micros + i) + ",\"metrics\":{\"v\":1}}");
            long acknowledged = System.nanoTime();
            String sql = "{\"sql\":\"SELECT COUNT(*) FROM bench.visibility WHERE event_id = '" + id + "'\"}";
            while (!post(query + "/v1/sql", sql).contains("\"rows\":[[1]]")) {
                Thread.onSpinWait();
            }
            nanos[taken++] = System.nanoTime() - acknowledged;
        }
        return Arrays.copyOf(nanos, taken);
    }

    private static String post(String url, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(url + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
