package io.truenow.admin.format;

/** Text as JSON. Thread-safe. */
public final class JsonText {

    private JsonText() {}

    /** A text as a JSON string, quotes included. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (c < ' ') {
                        quoted.append(String.format("\\u%04x", (int) c));
                    } else {
                        quoted.append(c);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    /** JSON with a line for each part, two spaces deeper inside; what is no JSON comes out as some text. */
    public static String indented(String json) {
        StringBuilder out = new StringBuilder(json.length() * 2);
        int depth = 0;
        boolean inText = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (inText) {
                out.append(c);
                if (c == '\\' && i + 1 < json.length()) {
                    out.append(json.charAt(++i));
                } else if (c == '"') {
                    inText = false;
                }
            } else if (c == '{' || c == '[') {
                char end = c == '{' ? '}' : ']';
                int next = afterSpaces(json, i + 1);
                if (next < json.length() && json.charAt(next) == end) {
                    out.append(c).append(end);
                    i = next;
                } else {
                    newLine(out.append(c), ++depth);
                }
            } else if (c == '}' || c == ']') {
                depth = Math.max(0, depth - 1);
                newLine(out, depth);
                out.append(c);
            } else if (c == ',') {
                newLine(out.append(c), depth);
            } else if (c == ':') {
                out.append(": ");
            } else if (!Character.isWhitespace(c)) {
                out.append(c);
                inText = c == '"';
            }
        }
        return out.toString();
    }

    private static int afterSpaces(String json, int from) {
        int i = from;
        while (i < json.length() && Character.isWhitespace(json.charAt(i))) {
            i++;
        }
        return i;
    }

    private static void newLine(StringBuilder out, int depth) {
        out.append('\n').repeat("  ", depth);
    }
}
