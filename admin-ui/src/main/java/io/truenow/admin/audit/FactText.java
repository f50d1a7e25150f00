package io.truenow.admin.audit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads a fact's text, {@code Type[name=value, name=value]}: for people, not for decisions. */
final class FactText {

    private static final String WHO = ", requestedBy=";

    private FactText() {}

    /** Who asked for the change; empty if the text was cut or does not say. Every fact names it last but for its moment, so no text inside can stand for it. */
    static String who(String payload) {
        int at = payload.endsWith("]") ? payload.lastIndexOf(WHO) : -1;
        int end = at < 0 ? -1 : payload.indexOf(", ", at + WHO.length());
        return end < 0 ? "" : payload.substring(at + WHO.length(), end);
    }

    /** The fields in their order. A value that itself looks like a field may come out as several. */
    static Map<String, String> fields(String payload) {
        Map<String, String> fields = new LinkedHashMap<>();
        int open = payload.indexOf('[');
        String inside = payload.substring(open + 1, payload.endsWith("]") ? payload.length() - 1 : payload.length());
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= inside.length(); i++) {
            char c = i == inside.length() ? ',' : inside.charAt(i);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth--;
            } else if (c == ',' && (depth == 0 || i == inside.length())) {
                put(fields, inside.substring(start, i).strip());
                start = i + 1;
            }
        }
        return fields;
    }

    private static void put(Map<String, String> fields, String field) {
        int equals = field.indexOf('=');
        if (equals > 0) {
            fields.putIfAbsent(field.substring(0, equals), field.substring(equals + 1));
        }
    }
}
