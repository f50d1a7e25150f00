package io.truenow.launcher.tail;

import io.truenow.events.time.TimeText;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prints the events of a tail, one line each, and beside them what else is to be known. Not thread-safe. */
public final class TailLines implements TailEvents {

    /** Forms of a line. */
    public enum Form {
        TEXT,
        JSON
    }

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Form form;
    private final PrintWriter out;
    private final PrintWriter notes;
    private final long wanted;
    private long shown;

    /**
     * Lines on their way out.
     *
     * @param notes what is no event, so that the events can go into a pipe
     * @param wanted most events
     */
    public TailLines(Form form, PrintWriter out, PrintWriter notes, long wanted) {
        this.form = form;
        this.out = out;
        this.notes = notes;
        this.wanted = wanted;
    }

    @Override
    public void started(boolean known) {
        if (!known) {
            note("it is not there yet; waiting for its first event");
        }
    }

    @Override
    public boolean event(String json) {
        out.println(form == Form.JSON ? json : line(mapper.readTree(json)));
        out.flush();
        shown++;
        return shown < wanted && !out.checkError();
    }

    private static String line(JsonNode event) {
        StringBuilder line = new StringBuilder(
                        TimeText.toIso(event.path("event_time").asLong()))
                .append("  ")
                .append(event.path("namespace").asString(""))
                .append('.')
                .append(event.path("table").asString(""))
                .append("  ")
                .append(event.path("event_id").asString(""));
        event.path("dimensions").properties().forEach(field -> append(line, field.getKey(), field.getValue()));
        event.path("metrics").properties().forEach(field -> append(line, field.getKey(), field.getValue()));
        // Control characters of what somebody sent must not reach the terminal.
        return line.toString().replaceAll("\\p{Cc}", "\uFFFD");
    }

    private static void append(StringBuilder line, String name, JsonNode value) {
        String text = value.isString() ? value.stringValue() : value.toString();
        line.append("  ").append(name).append('=').append(text);
    }

    @Override
    public void leftOut(long events) {
        note(String.format(Locale.ROOT, "%,d events left out", events));
    }

    @Override
    public void broken(String why) {
        note("connection lost (" + why + "); going on where it broke");
    }

    private void note(String text) {
        notes.println("truenow tail: " + text);
        notes.flush();
    }
}
