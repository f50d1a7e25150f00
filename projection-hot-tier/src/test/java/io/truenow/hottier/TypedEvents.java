package io.truenow.hottier;

import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.EventColumns;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives events columns of every type, as a schema does. */
public final class TypedEvents {

    private TypedEvents() {}

    /**
     * Events with more columns.
     *
     * @param rows per event its values, a {@code String}, {@code Double} or {@code Long} as the type asks; absent is null
     */
    public static EventColumns with(EventColumns events, List<? extends Map<ColumnSpec, Object>> rows) {
        Set<ColumnSpec> specs = new LinkedHashSet<>();
        rows.forEach(row -> specs.addAll(row.keySet()));
        List<EventColumn> columns = new ArrayList<>(events.columns());
        for (ColumnSpec spec : specs) {
            columns.add(column(spec, rows));
        }
        return new EventColumns(
                        events.rows(),
                        events.ids(),
                        events.revisions(),
                        events.eventTimesMicros(),
                        events.contentHashes(),
                        columns)
                .slice(0, events.rows());
    }

    private static EventColumn column(ColumnSpec spec, List<? extends Map<ColumnSpec, Object>> rows) {
        long[] nulls = new long[(rows.size() + 63) / 64];
        double[] doubles = new double[rows.size()];
        long[] longs = new long[rows.size()];
        int[] codes = new int[rows.size()];
        Map<String, Integer> texts = new LinkedHashMap<>();
        for (int row = 0; row < rows.size(); row++) {
            codes[row] = -1;
            switch (rows.get(row).get(spec)) {
                case null -> nulls[row >> 6] |= 1L << row;
                case Long number -> longs[row] = number;
                case Double number -> doubles[row] = number;
                case Object text -> codes[row] = texts.computeIfAbsent((String) text, t -> texts.size());
            }
        }
        return switch (spec.type()) {
            case DOUBLE -> new EventColumn.DoubleColumn(spec.name(), doubles, nulls);
            case LONG, TIMESTAMP -> new EventColumn.LongColumn(spec.name(), spec.type(), longs, nulls);
            case STRING, BOOLEAN, JSON ->
                new EventColumn.StringColumn(spec.name(), spec.type(), codes, dictionary(texts.keySet()), null);
        };
    }

    private static ByteSlices dictionary(Set<String> texts) {
        int[] offsets = new int[texts.size() + 1];
        int at = 0;
        for (String text : texts) {
            offsets[at + 1] = offsets[at] + text.getBytes(StandardCharsets.UTF_8).length;
            at++;
        }
        return new ByteSlices(String.join("", texts).getBytes(StandardCharsets.UTF_8), offsets, texts.size());
    }
}
