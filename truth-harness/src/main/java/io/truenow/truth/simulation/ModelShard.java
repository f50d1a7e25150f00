package io.truenow.truth.simulation;

import io.truenow.events.catalog.TableSettings;
import io.truenow.events.ingest.BatchHeader;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one shard of a table must hold, by plain maps: a function of the log's prefix, kept for every prefix. Content is compared as
 * text, not by the product's hash.
 */
final class ModelShard {

    /** A row that counts, at its place in the log. */
    record Row(long offset, int index, String id, String text) {}

    /**
     * The shard behind a record.
     *
     * @param amount sum of the metric {@code amount}, exact
     * @param rows rows that count so far
     */
    record State(
            long offset,
            long logged,
            long stored,
            long duplicates,
            long conflicting,
            long late,
            long watermarkMicros,
            double amount,
            int rows) {}

    private record First(long appendTimeMicros, String content) {}

    static final State EMPTY = new State(-1, 0, 0, 0, 0, 0, Long.MIN_VALUE, 0, 0);

    private final Map<String, First> ids = new HashMap<>();
    private final List<State> states = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private long clockMicros = Long.MIN_VALUE;

    /** Takes the next record of the shard. */
    void apply(SimulatedLog.Entry entry) {
        BatchHeader header = entry.event().batch().header();
        EventColumns events = entry.event().batch().events();
        State before = last();
        clockMicros = Math.max(clockMicros, entry.appendTimeMicros());
        long window = header.settings().dedupWindowMicros();
        long duplicates = before.duplicates();
        long conflicting = before.conflicting();
        long late = before.late();
        long watermark = before.watermarkMicros();
        double amount = before.amount();
        for (int row = 0; row < events.rows(); row++) {
            String id = events.ids().text(row);
            String content = content(events, row);
            First first = ids.get(id);
            if (first != null
                    && (window == TableSettings.UNBOUNDED || first.appendTimeMicros() > clockMicros - window)) {
                if (first.content().equals(content)) {
                    duplicates++;
                } else {
                    conflicting++;
                }
                continue;
            }
            ids.put(id, new First(entry.appendTimeMicros(), content));
            long time = events.eventTimesMicros()[row];
            late += time < before.watermarkMicros() ? 1 : 0;
            watermark = Math.max(watermark, time);
            amount += amount(events, row);
            rows.add(new Row(
                    entry.offset(),
                    row,
                    id,
                    RowText.of(id, events.revisions()[row], header.ingestTimeMicros(), content)));
        }
        states.add(new State(
                entry.offset(),
                before.logged() + events.rows(),
                rows.size(),
                duplicates,
                conflicting,
                late,
                watermark,
                amount,
                rows.size()));
    }

    private static double amount(EventColumns events, int row) {
        for (EventColumn column : events.columns()) {
            if (column instanceof EventColumn.DoubleColumn numbers
                    && numbers.name().equals("amount")
                    && !numbers.isNull(row)) {
                return numbers.values()[row];
            }
        }
        return 0;
    }

    /** Time, dimensions and metrics of a row as the log has them. */
    static String content(EventColumns events, int row) {
        String[] pairs = new String[events.columns().size()];
        int count = 0;
        for (EventColumn column : events.columns()) {
            if (!column.isNull(row)) {
                pairs[count++] = switch (column) {
                    case EventColumn.StringColumn s ->
                        RowText.dimension(s.name(), s.dictionary().text(s.codes()[row]));
                    case EventColumn.DoubleColumn d -> RowText.metric(d.name(), d.values()[row]);
                    case EventColumn.LongColumn n -> RowText.whole(n.name(), n.values()[row]);
                };
            }
        }
        Arrays.sort(pairs, 0, count);
        return RowText.content(events.eventTimesMicros()[row], pairs, count);
    }

    State last() {
        return states.isEmpty() ? EMPTY : states.getLast();
    }

    /** The state behind the record at an offset, or before the first for -1; null if no record of the shard is there. */
    @org.jspecify.annotations.Nullable
    State at(long offset) {
        if (offset < 0) {
            return EMPTY;
        }
        int low = 0;
        int high = states.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = states.get(middle).offset();
            if (found == offset) {
                return states.get(middle);
            }
            if (found < offset) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** Offset of the last record of the shard in front of an offset of its partition; -1 if there is none. */
    long lastBefore(long end) {
        for (int i = states.size() - 1; i >= 0; i--) {
            if (states.get(i).offset() < end) {
                return states.get(i).offset();
            }
        }
        return -1;
    }

    /** Rows in log order; those of a state are its first. */
    List<Row> rows() {
        return rows;
    }

    boolean knows(String id) {
        return ids.containsKey(id);
    }
}
