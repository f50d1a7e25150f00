package io.truenow.truth.simulation;

/** One form of a row for the model, the answer and the client, so that they are compared by looking. */
final class RowText {

    private RowText() {}

    static String dimension(String name, String value) {
        return "d." + name + "=" + value;
    }

    static String metric(String name, double value) {
        return "m." + name + "=" + value;
    }

    static String whole(String name, long value) {
        return "m." + name + "=" + value;
    }

    /** Time and the sorted pairs of the columns. */
    static String content(long timeMicros, String[] pairs, int count) {
        StringBuilder text = new StringBuilder(64).append(timeMicros);
        for (int i = 0; i < count; i++) {
            text.append(' ').append(pairs[i]);
        }
        return text.toString();
    }

    static String of(String id, long revision, long ingestMicros, String content) {
        return id + " " + revision + " " + ingestMicros + " " + content;
    }
}
