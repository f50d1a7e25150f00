package io.truenow.launcher.tail;

import io.truenow.launcher.access.Caller;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Follows one stream of {@code /v1/tail}; after a break it goes on behind the last message. Not thread-safe. */
public final class TailClient implements AutoCloseable {

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final int BAD_REQUEST = 400;
    private static final int SERVER_ERROR = 500;

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String uri;
    private final Caller caller;
    private @Nullable String lastId;

    /** A client of one stream. */
    public TailClient(String uri, Caller caller) {
        this.uri = uri;
        this.caller = caller;
    }

    /** Id of the last message; null before the first. */
    public @Nullable String lastId() {
        return lastId;
    }

    /**
     * Follows until no more is wanted or the server says no.
     *
     * @param after id of the message to go on behind; null for what the address says
     */
    public TailEvents.End follow(TailEvents events, @Nullable String after) throws InterruptedException {
        lastId = after;
        boolean answered = false;
        while (true) {
            String why;
            try {
                HttpRequest.Builder request = caller.request(uri).header("Accept", "text/event-stream");
                if (lastId != null) {
                    request.header("Last-Event-ID", lastId);
                }
                HttpResponse<Stream<String>> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofLines());
                try (Stream<String> lines = answer.body()) {
                    if (answer.statusCode() >= BAD_REQUEST && (answer.statusCode() < SERVER_ERROR || !answered)) {
                        String error = error(String.join("\n", lines.toList()));
                        return answer.statusCode() < SERVER_ERROR
                                ? new TailEvents.Refused(error)
                                : new TailEvents.Away(error);
                    }
                    answered = true;
                    why = answer.statusCode() < BAD_REQUEST
                            ? read(lines.iterator(), events)
                            : "it answers " + answer.statusCode();
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                why = String.valueOf(e.getMessage());
                if (!answered) {
                    return new TailEvents.Away(e.getMessage() == null ? "no connection" : why);
                }
            }
            if (why == null) {
                return new TailEvents.Enough();
            }
            events.broken(why);
            Thread.sleep(AGAIN);
        }
    }

    /** Reads messages; why the stream ended, or null if no more is wanted. */
    private @Nullable String read(Iterator<String> lines, TailEvents events) {
        String id = null;
        String name = "";
        String data = "";
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.startsWith("id: ")) {
                id = line.substring("id: ".length());
            } else if (line.startsWith("event: ")) {
                name = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                lastId = id == null ? lastId : id;
                String end = null;
                switch (name) {
                    case "" -> {
                        if (!events.event(data)) {
                            return null;
                        }
                    }
                    case "start" -> events.started(json(data).path("known").asBoolean(true));
                    case "left-out" -> events.leftOut(json(data).path("events").asLong());
                    default -> end = error(data);
                }
                if (end != null) {
                    return end;
                }
                name = "";
                data = "";
            }
        }
        return "the server ended the stream";
    }

    private JsonNode json(String text) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            return mapper.createObjectNode();
        }
    }

    private String error(String body) {
        String error = json(body).path("error").asString("");
        return error.isEmpty() ? body : error;
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
