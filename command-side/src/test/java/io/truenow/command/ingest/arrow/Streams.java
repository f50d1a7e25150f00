package io.truenow.command.ingest.arrow;

import io.truenow.command.ingest.ByteBudget;
import io.truenow.command.ingest.DecodedEvents;
import io.truenow.command.ingest.EventBlocks;
import io.truenow.command.ingest.IngestCall;
import io.truenow.command.ingest.IngestMeters;
import io.truenow.command.ingest.IngestSettings;
import io.truenow.command.ingest.StreamFormat;
import io.truenow.events.access.Principal;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Streams of {@code src/test/resources/arrow}, which {@code src/test/arrow/generate.mjs} wrote, and what is in them. */
final class Streams {

    /** 2026-11-20T00:00:00Z. */
    static final long NOW = 1_795_132_800_000_000L;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Streams() {}

    /** An event as a value, to compare. */
    record Row(String id, long time, int revision, Map<String, Object> values) {}

    /** What came of a stream. */
    record Read(List<DecodedEvents> blocks, List<Row> rows, long position) {}

    static byte[] file(String name) throws IOException {
        try (InputStream in = Streams.class.getResourceAsStream("/arrow/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    static List<Row> expected(String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line :
                new String(file(name), StandardCharsets.UTF_8).lines().toList()) {
            JsonNode json = JSON.readTree(line);
            Map<String, Object> values = new TreeMap<>();
            json.get("dimensions")
                    .properties()
                    .forEach(p -> values.put(p.getKey(), p.getValue().stringValue()));
            json.get("metrics")
                    .properties()
                    .forEach(p -> values.put(p.getKey(), p.getValue().doubleValue()));
            rows.add(new Row(
                    json.get("id").stringValue(),
                    json.get("time").longValue(),
                    json.get("revision").intValue(),
                    values));
        }
        return rows;
    }

    static Read read(byte[] stream) throws IOException {
        return read(stream, ArrowSettings.DEFAULT, "ns", "t");
    }

    /** Decodes a stream as the door does. */
    static Read read(byte[] stream, ArrowSettings limits, @Nullable String namespace, @Nullable String table)
            throws IOException {
        IngestCall call =
                new IngestCall(Principal.LOCAL, "r-1", namespace, table, true, false, null, false, false, false, -1);
        long size = 512L << 20;
        ByteBudget budget = new ByteBudget(size);
        StreamFormat.Means means =
                new StreamFormat.Means(IngestSettings.defaults(), budget, () -> NOW, new IngestMeters());
        List<DecodedEvents> blocks = new ArrayList<>();
        List<Row> rows = new ArrayList<>();
        long position;
        try (EventBlocks read = new ArrowBlocks(call, new ByteArrayInputStream(stream), means, limits)) {
            while (read.next()) {
                DecodedEvents block = read.decode();
                blocks.add(block);
                block.parts().forEach(part -> rows.addAll(rows(part.events())));
            }
            position = read.position();
        }
        // Everything was given back.
        budget.take(size);
        return new Read(blocks, rows, position);
    }

    private static List<Row> rows(EventColumns events) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < events.rows(); i++) {
            Map<String, Object> values = new TreeMap<>();
            for (EventColumn column : events.columns()) {
                if (!column.isNull(i)) {
                    Object value =
                            switch (column) {
                                case EventColumn.StringColumn s ->
                                    s.dictionary().text(s.codes()[i]);
                                case EventColumn.DoubleColumn d -> d.values()[i];
                                case EventColumn.LongColumn n -> n.values()[i];
                            };
                    values.put(column.spec().name(), value);
                }
            }
            rows.add(new Row(
                    Objects.requireNonNull(events.ids().text(i)),
                    events.eventTimesMicros()[i],
                    events.revisions()[i],
                    values));
        }
        return rows;
    }
}
