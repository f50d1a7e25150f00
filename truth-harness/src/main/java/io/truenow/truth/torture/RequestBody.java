package io.truenow.truth.torture;

import java.nio.charset.StandardCharsets;

/** Writes requests as the ingest doors read them. */
final class RequestBody {

    static final String NAMESPACE = "torture";

    private RequestBody() {}

    /** Path and query of the door for a shape. */
    static String path(Shape shape) {
        if (shape.lines()) {
            return "/v1/batch?format=ndjson&namespace=" + NAMESPACE + "&table=" + shape.table();
        }
        return shape.batch() ? "/v1/batch" : "/v1/ingest";
    }

    /** The body: the good events in one version, a doubled one, a bad one. */
    static byte[] of(Shape shape, SentRequest request, int version, Contents contents) {
        StringBuilder out = new StringBuilder(256 * (request.events() + 2));
        String names = "{\"namespace\":\"" + NAMESPACE + "\",\"table\":\"" + shape.table() + "\",";
        String separator = shape.lines() ? "\n" : ",";
        if (!shape.lines()) {
            out.append(names).append(shape.batch() ? "\"events\":[" : "");
        }
        int begin = out.length();
        for (int i = 0; i < request.events(); i++) {
            separate(out, begin, separator);
            event(out, shape, request.id(i), contents.of(request.id(i), version));
        }
        if (shape.doubled() && request.events() > 0) {
            separate(out, begin, separator);
            event(out, shape, request.id(0), contents.of(request.id(0), 1));
        }
        if (shape.bad()) {
            separate(out, begin, separator);
            EventContent content = contents.of(request.id(request.events()), 0);
            EventContent timeless =
                    new EventContent(0, content.label(), content.version(), content.amount(), content.price());
            event(out, shape, request.id(request.events()), timeless);
        }
        if (!shape.lines() && shape.batch()) {
            out.append("]}");
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void separate(StringBuilder out, int begin, String separator) {
        if (out.length() > begin) {
            out.append(separator);
        }
    }

    /** A single event continues the object that names its table. */
    private static void event(StringBuilder out, Shape shape, EventId id, EventContent content) {
        out.append(shape.batch() ? "{" : "")
                .append("\"event_id\":\"")
                .append(id.text())
                .append("\",\"event_time\":")
                .append(content.timeMicros())
                .append(",\"dimensions\":{\"client\":\"")
                .append(id.client())
                .append("\",\"round\":\"")
                .append(id.round())
                .append("\",\"label\":\"")
                .append(content.label())
                .append("\",\"version\":\"")
                .append(content.version())
                .append("\"},\"metrics\":{\"amount\":")
                .append(content.amount())
                .append(",\"price\":")
                .append(content.price().toPlainString())
                .append("}}");
    }
}
