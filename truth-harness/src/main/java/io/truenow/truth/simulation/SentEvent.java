package io.truenow.truth.simulation;

import java.util.Arrays;
import java.util.List;

/**
 * An event as a client sends it.
 *
 * @param json the event as text
 * @param content time, dimensions and metrics in the form of {@link RowText}
 * @param good whether the door must take it
 */
record SentEvent(String table, String id, int revision, String json, String content, boolean good) {

    static SentEvent of(
            String table, String id, int revision, long timeMicros, List<String> dimensions, List<String> metrics) {
        StringBuilder json = new StringBuilder(160)
                .append("{\"namespace\":\"sim\",\"table\":\"")
                .append(table)
                .append("\",\"event_id\":\"")
                .append(id)
                .append("\",\"event_time\":")
                .append(timeMicros);
        if (revision != 0) {
            json.append(",\"revision\":").append(revision);
        }
        String[] pairs = new String[(dimensions.size() + metrics.size()) / 2];
        int count = 0;
        json.append(",\"dimensions\":{");
        for (int i = 0; i < dimensions.size(); i += 2) {
            json.append(i == 0 ? "\"" : ",\"")
                    .append(dimensions.get(i))
                    .append("\":\"")
                    .append(dimensions.get(i + 1))
                    .append('"');
            pairs[count++] = RowText.dimension(dimensions.get(i), dimensions.get(i + 1));
        }
        json.append("},\"metrics\":{");
        for (int i = 0; i < metrics.size(); i += 2) {
            json.append(i == 0 ? "\"" : ",\"")
                    .append(metrics.get(i))
                    .append("\":")
                    .append(metrics.get(i + 1));
            pairs[count++] = RowText.metric(metrics.get(i), Double.parseDouble(metrics.get(i + 1)));
        }
        json.append("}}");
        Arrays.sort(pairs);
        return new SentEvent(
                table, id, revision, json.toString(), RowText.content(timeMicros, pairs, pairs.length), true);
    }

    static SentEvent bad(String table, String id, String json) {
        return new SentEvent(table, id, 0, json, "", false);
    }

    String revisionAndContent() {
        return revision + " " + content;
    }
}
