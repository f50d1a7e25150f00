package io.truenow.hottier;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What the hot tier should hold, by plain maps, one row after the other. */
final class ModelTier {

    /** The metric that comes as whole numbers and as doubles. */
    static final String MIXED = "mixed";

    /** State of one table shard as text, so that two are compared by looking. */
    static final class Shard {
        final TreeMap<String, String> rows = new TreeMap<>();
        private final Map<String, long[]> ids = new HashMap<>();
        private long clock = Long.MIN_VALUE;
        long logged;
        long duplicates;
        long conflicting;
        long late;
        long watermark = Long.MIN_VALUE;
        final TreeMap<String, String> conflicts = new TreeMap<>();
    }

    final TreeMap<String, Shard> shards = new TreeMap<>();

    void apply(LogRecord log) {
        BatchHeader header = log.event().batch().header();
        EventColumns events = log.event().batch().events();
        Shard shard = shards.computeIfAbsent(header.tableId() + "#" + header.shard(), key -> new Shard());
        shard.clock = Math.max(shard.clock, log.appendTimeMicros());
        long window = header.settings().dedupWindowMicros();
        long before = shard.watermark;
        for (int row = 0; row < events.rows(); row++) {
            shard.logged++;
            String id = events.ids().text(row);
            String position = String.format("%08d:%05d", log.offset(), row);
            long[] seen = shard.ids.get(id);
            if (seen != null && (window == TableSettings.UNBOUNDED || seen[0] > shard.clock - window)) {
                if (seen[1] == events.contentHashes()[row]) {
                    shard.duplicates++;
                } else {
                    shard.conflicting++;
                    shard.conflicts.put(position, id);
                }
                continue;
            }
            shard.ids.put(id, new long[] {log.appendTimeMicros(), events.contentHashes()[row]});
            long time = events.eventTimesMicros()[row];
            shard.late += time < before ? 1 : 0;
            shard.watermark = Math.max(shard.watermark, time);
            shard.rows.put(position, describe(id, events, row, header.ingestTimeMicros()));
        }
    }

    private static String describe(String id, EventColumns events, int row, long ingestTime) {
        TreeMap<String, String> values = new TreeMap<>();
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                switch (column) {
                    case EventColumn.StringColumn s ->
                        values.put("d." + s.name(), s.dictionary().text(s.codes()[row]));
                    case EventColumn.DoubleColumn d -> values.put("m." + d.name(), Double.toString(d.values()[row]));
                    case EventColumn.LongColumn n -> values.put("m." + n.name(), whole(n.name(), n.values()[row]));
                }
            }
        }
        return id + " " + events.eventTimesMicros()[row] + " " + ingestTime + " " + events.revisions()[row] + " "
                + values;
    }

    /** A whole number; as a double where the column has such, too. */
    private static String whole(String name, long value) {
        return name.equals(MIXED) ? Double.toString(value) : Long.toString(value);
    }
}
