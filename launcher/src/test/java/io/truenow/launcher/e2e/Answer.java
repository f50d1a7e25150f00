package io.truenow.launcher.e2e;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answer of a port.
 *
 * @param status status code
 * @param body text of the body
 */
record Answer(int status, String body) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The body as JSON. */
    JsonNode json() {
        return JSON.readTree(body);
    }

    @Override
    public String toString() {
        return status + " " + (body.length() > 600 ? body.substring(0, 600) + "…" : body);
    }
}
