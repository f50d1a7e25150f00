package io.truenow.command.ingest.line;

import io.truenow.command.ingest.ByteBudget;
import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.EventBlocks;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.access.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Writes events as lines, and decodes lines as the door does. */
final class Lines {

    /** 2026-11-20T00:00:00Z. */
    static final long NOW = 1_795_132_800_000_000L;

    private Lines() {}

    /** Decodes a body, block by block. */
    static List<DecodedEvents> decode(InputStream body, String precision, IngestSettings settings, String requestId)
            throws IOException {
        IngestCall call =
                new IngestCall(Principal.LOCAL, requestId, null, null, true, false, null, false, false, false, -1);
        ByteBudget budget = new ByteBudget(1 << 30);
        StreamFormat.Means means = new StreamFormat.Means(settings, budget, () -> NOW, new IngestMeters());
        List<DecodedEvents> blocks = new ArrayList<>();
        try (EventBlocks lines =
                new LineProtocolBlocks(call, "db", Objects.requireNonNull(Precision.named(precision)), body, means)) {
            while (lines.next()) {
                blocks.add(lines.decode());
            }
        }
        return blocks;
    }

    /** Decodes a body that is one block. */
    static DecodedEvents decode(byte[] body, String precision) throws IOException {
        List<DecodedEvents> blocks =
                decode(new ByteArrayInputStream(body), precision, IngestSettings.defaults(), "r-1");
        return blocks.isEmpty() ? new DecodedEvents(false, null, 0, List.of(), List.of(), 0) : blocks.getFirst();
    }

    /** The event as a line with its time in nanoseconds: the given dimensions as tags, the others as quoted fields. */
    static String line(Event event, Map<String, String> tags) {
        StringBuilder line = new StringBuilder(event.table());
        tags.forEach((name, value) ->
                line.append(',').append(escaped(name)).append('=').append(escaped(value)));
        char before = ' ';
        for (Map.Entry<String, String> field : event.dimensions().entrySet()) {
            if (!tags.containsKey(field.getKey())) {
                line.append(before).append(escaped(field.getKey())).append('=').append(quoted(field.getValue()));
                before = ',';
            }
        }
        for (Map.Entry<String, Double> field : event.metrics().entrySet()) {
            line.append(before).append(escaped(field.getKey())).append('=').append(field.getValue());
            before = ',';
        }
        return line.append(' ').append(event.time()).append("000").toString();
    }

    private static String escaped(String text) {
        return text.replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
