package io.truenow.launcher.cli;

import io.truenow.launcher.access.Caller;
import io.truenow.launcher.role.Role;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the routes under {@code /api/v1} of the server here; a refusal becomes its sentence and exit code. Thread-safe. */
final class ControlClient {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String url;
    private final Caller caller;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    ControlClient(Place place) {
        this.url = place.url(Role.CONSOLE);
        this.caller = place.caller(Role.CONSOLE);
    }

    /** A text as a part of a path. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /**
     * The answer of a route; an object without fields where it has no body.
     *
     * @throws CliException what the server refuses, or that it does not answer
     */
    JsonNode call(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest request = caller.request(url + path)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(MAPPER.writeValueAsString(body)))
                .build();
        HttpResponse<String> answer;
        try {
            answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CliException(ExitCode.UNAVAILABLE, "no server answers at " + url + " (truenow up).");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliException(ExitCode.FAILURE, "interrupted.");
        }
        JsonNode json = json(answer.body());
        if (answer.statusCode() >= 300) {
            throw new CliException(
                    exitCode(answer.statusCode()),
                    json.at("/error/message").asString("the server answers " + answer.statusCode() + "."));
        }
        return json;
    }

    private static JsonNode json(String body) {
        try {
            return body.isEmpty() ? MAPPER.createObjectNode() : MAPPER.readTree(body);
        } catch (JacksonException e) {
            return MAPPER.createObjectNode();
        }
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 400, 422 -> ExitCode.USAGE;
            case 401, 403 -> ExitCode.AUTH;
            case 404 -> ExitCode.NOT_FOUND;
            case 409 -> ExitCode.CONFLICT;
            case 429 -> ExitCode.RATE_LIMITED;
            case 503, 507 -> ExitCode.UNAVAILABLE;
            default -> ExitCode.FAILURE;
        };
    }
}
