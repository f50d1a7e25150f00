package io.truenow.truth.torture;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells the server over its control plane what it may take: tables that are paused, keys that are made and revoked. Repeats what got no
 * clear answer until it holds. One thread.
 */
final class Administrator {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final int SHOWN = 200;
    private static final String STREAMS = "/api/v1/streams";
    private static final String LIMIT = "/api/v1/limits/tenants/default";
    private static final String KEYS = "/api/v1/api-keys";

    private final JsonMapper json = JsonMapper.builder().build();
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final String root;
    private String last = "none";

    Administrator(int port) {
        this.root = "http://127.0.0.1:" + port;
    }

    private record Reply(int status, JsonNode body) {}

    /** Makes a table take no events ({@code paused}) or take them again ({@code active}); returns when the server says so. */
    void setStatus(String table, String status) {
        String path = STREAMS + "/" + stream(table).path("stream_id").asString("");
        String wish = "{\"status\":\"" + status + "\"}";
        until(
                table + " is " + status,
                () -> call("PATCH", path, wish).status() == 200
                        || stream(table).path("status").asString("").equals(status));
    }

    private JsonNode stream(String table) {
        JsonNode[] found = new JsonNode[1];
        until("the stream of " + table, () -> {
            Reply reply = call("GET", STREAMS, null);
            for (JsonNode stream : reply.body()) {
                if (stream.path("name").asString("").equals(table)
                        && stream.path("namespace").asString("").equals(RequestBody.NAMESPACE)) {
                    found[0] = stream;
                }
            }
            return found[0] != null;
        });
        return found[0];
    }

    /** Makes a key that may write into the tables of the run. */
    Prohibitions.Key makeKey() {
        Prohibitions.Key[] made = new Prohibitions.Key[1];
        String wish = "{\"name\":\"torture\",\"role\":\"writer\",\"stream_permissions\":[{\"namespace\":\""
                + RequestBody.NAMESPACE + "\",\"actions\":[\"write\"]}]}";
        until("a key", () -> {
            Reply reply = call("POST", KEYS, wish);
            if (reply.status() == 201) {
                made[0] = new Prohibitions.Key(
                        reply.body().path("key_id").asString(""),
                        reply.body().path("api_key").asString(""));
            }
            return made[0] != null;
        });
        return made[0];
    }

    /** Limits the events of the clients' tenant; returns when the server says so. */
    void limit(int eventsPerSecond) {
        String wish = "{\"events_per_second\":" + eventsPerSecond + "}";
        until("the limit", () -> call("PUT", LIMIT, wish).status() == 200);
    }

    /** Takes the limit away; returns when the server says so. */
    void unlimit() {
        until("no limit", () -> {
            int status = call("DELETE", LIMIT, null).status();
            return status == 200 || status == 404;
        });
    }

    /** Revokes a key; returns when the server says so. */
    void revoke(Prohibitions.Key key) {
        until("the key is revoked", () -> {
            int status = call("DELETE", KEYS + "/" + key.id(), null).status();
            return status == 204 || status == 404;
        });
    }

    private void until(String what, java.util.function.BooleanSupplier holds) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Not within " + PATIENCE.toSeconds() + " s: " + what + "; the last answer: " + last);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private Reply call(String method, String path, @Nullable String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(root + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            String text = response.body();
            last = response.statusCode() + " " + text.substring(0, Math.min(SHOWN, text.length()));
            return new Reply(response.statusCode(), text.isEmpty() ? json.missingNode() : json.readTree(text));
        } catch (IOException | tools.jackson.core.JacksonException nothingClear) {
            last = nothingClear.toString();
            return new Reply(0, json.missingNode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }
}
