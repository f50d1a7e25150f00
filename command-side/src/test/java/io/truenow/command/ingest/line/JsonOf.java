package io.truenow.command.ingest.line;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bodies of answers as JSON. */
final class JsonOf {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private JsonOf() {}

    static JsonNode of(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    static String text(HttpResponse<String> response, String field) {
        return of(response).get(field).stringValue();
    }
}
