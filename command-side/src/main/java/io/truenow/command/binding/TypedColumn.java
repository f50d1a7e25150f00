package io.truenow.command.binding;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnSpec;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.ingest.ByteSlices;
import io.truenow.events.ingest.EventColumn;
import io.truenow.events.ingest.SentAs;
import io.truenow.events.time.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.StringNode;

/**
 * Makes the typed column of a property from what was sent under its name, in one of both roles or both, each row in one. A value that has no
 * form in the type is a misfit. Not thread-safe; one per property and batch.
 */
final class TypedColumn {

    private final ColumnSpec spec;
    private final int rows;
    private final EventColumn.@Nullable StringColumn texts;
    private final EventColumn.@Nullable DoubleColumn numbers;
    private final Misfits misfits;

    TypedColumn(ColumnSpec spec, SentColumns sent, Misfits misfits) {
        this.spec = spec;
        this.rows = sent.rows();
        this.texts = sent.dimension(spec.name());
        this.numbers = sent.metric(spec.name());
        this.misfits = misfits;
    }

    /** The column; null if no row has a value. */
    @Nullable
    EventColumn make() {
        if (texts == null && numbers == null) {
            return null;
        }
        return switch (spec.type()) {
            case STRING, BOOLEAN -> numbers == null && texts != null ? asSent(texts) : rewritten();
            case JSON -> rewritten();
            case DOUBLE -> texts == null && numbers != null ? doubles(numbers) : doubles();
            case LONG, TIMESTAMP -> wholes();
        };
    }

    private EventColumn asSent(EventColumn.StringColumn column) {
        return new EventColumn.StringColumn(column.name(), spec.type(), column.codes(), column.dictionary(), null);
    }

    private EventColumn doubles(EventColumn.DoubleColumn column) {
        for (int row = 0; column.wholes() != null && row < rows; row++) {
            if (column.whole(row) != 0) {
                beyondDouble(row, ColumnRole.METRIC);
            }
        }
        return new EventColumn.DoubleColumn(column.name(), column.values(), column.nulls());
    }

    private void beyondDouble(int row, ColumnRole role) {
        misfits.number(row, role, spec.name(), "is a whole number beyond 2^53, and its column holds doubles");
    }

    private @Nullable EventColumn doubles() {
        double[] values = new double[rows];
        long[] nulls = new long[words()];
        DistinctTexts<Double> parsed = texts == null ? null : new DistinctTexts<>(texts, TypedColumn::parseDouble);
        int present = 0;
        for (int row = 0; row < rows; row++) {
            if (numbers != null && !numbers.isNull(row)) {
                values[row] = numbers.values()[row];
                if (numbers.whole(row) != 0) {
                    beyondDouble(row, ColumnRole.METRIC);
                }
            } else if (texts != null && parsed != null && !texts.isNull(row)) {
                double value = texts.kind(row) == SentAs.NUMBER ? parsed.of(row) : Double.NaN;
                if (Double.isNaN(value)) {
                    beyondDouble(row, ColumnRole.DIMENSION);
                    value = 0;
                }
                values[row] = value;
            } else {
                nulls[row >> 6] |= 1L << row;
                continue;
            }
            present++;
        }
        return present == 0 ? null : new EventColumn.DoubleColumn(spec.name(), values, present == rows ? null : nulls);
    }

    /** The number, or NaN if it is a whole one that a double does not hold, or too large for any. */
    private static double parseDouble(byte kind, String text) {
        double value = kind == SentAs.NUMBER ? Double.parseDouble(text) : Double.NaN;
        if (!Double.isFinite(value)) {
            return Double.NaN;
        }
        long whole = SentValue.whole(text);
        return whole != Long.MIN_VALUE && !SentValue.isWhole((double) whole) ? Double.NaN : value + 0.0;
    }

    private @Nullable EventColumn wholes() {
        boolean time = spec.type() == ColumnType.TIMESTAMP;
        long[] values = new long[rows];
        long[] nulls = new long[words()];
        DistinctTexts<Long> parsed = texts == null
                ? null
                : new DistinctTexts<>(texts, time ? TypedColumn::parseTime : TypedColumn::parseWhole);
        int present = 0;
        for (int row = 0; row < rows; row++) {
            if (numbers != null && !numbers.isNull(row)) {
                values[row] = time ? Long.MIN_VALUE : whole(numbers, row);
            } else if (texts != null && parsed != null && !texts.isNull(row)) {
                values[row] = parsed.of(row);
            } else {
                nulls[row >> 6] |= 1L << row;
                continue;
            }
            present++;
            if (values[row] == Long.MIN_VALUE) {
                values[row] = 0;
                String message = time ? "is no moment that the column holds" : "is no whole number of 64 bits";
                ColumnRole role = numbers != null && !numbers.isNull(row) ? ColumnRole.METRIC : ColumnRole.DIMENSION;
                misfits.number(row, role, spec.name(), message);
            }
        }
        return present == 0
                ? null
                : new EventColumn.LongColumn(spec.name(), spec.type(), values, present == rows ? null : nulls);
    }

    private static long whole(EventColumn.DoubleColumn column, int row) {
        long whole = column.whole(row);
        double value = column.values()[row];
        return whole != 0 ? whole : SentValue.isWhole(value) ? (long) value : Long.MIN_VALUE;
    }

    private static long parseWhole(byte kind, String text) {
        return kind == SentAs.NUMBER ? SentValue.whole(text) : Long.MIN_VALUE;
    }

    private static long parseTime(byte kind, String text) {
        try {
            return kind == SentAs.TEXT ? TimeText.parseIso(text) : Long.MIN_VALUE;
        } catch (DateTimeException | ArithmeticException e) {
            return Long.MIN_VALUE;
        }
    }

    /** Texts that are not all as they were sent: JSON has its strings in quotes, a number may stand among the metrics. */
    private @Nullable EventColumn rewritten() {
        Map<String, Integer> places = new LinkedHashMap<>();
        int[] codes = new int[rows];
        Arrays.fill(codes, -1);
        DistinctTexts<Integer> known =
                texts == null ? null : new DistinctTexts<>(texts, (kind, text) -> place(places, rewritten(kind, text)));
        for (int row = 0; row < rows; row++) {
            if (numbers != null && !numbers.isNull(row)) {
                codes[row] = place(places, SentValue.of(numbers, row).toString());
            } else if (texts != null && known != null && !texts.isNull(row)) {
                codes[row] = known.of(row);
            }
        }
        return places.isEmpty()
                ? null
                : new EventColumn.StringColumn(spec.name(), spec.type(), codes, slices(places), null);
    }

    private String rewritten(byte kind, String text) {
        return spec.type() == ColumnType.JSON && kind == SentAs.TEXT
                ? StringNode.valueOf(text).toString()
                : text;
    }

    private static int place(Map<String, Integer> places, String text) {
        Integer known = places.putIfAbsent(text, places.size());
        return known == null ? places.size() - 1 : known;
    }

    private static ByteSlices slices(Map<String, Integer> places) {
        byte[][] items = new byte[places.size()][];
        int[] offsets = new int[items.length + 1];
        places.forEach((text, place) -> items[place] = text.getBytes(StandardCharsets.UTF_8));
        for (int i = 0; i < items.length; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], items[i].length);
        }
        byte[] bytes = new byte[offsets[items.length]];
        for (int i = 0; i < items.length; i++) {
            System.arraycopy(items[i], 0, bytes, offsets[i], items[i].length);
        }
        return new ByteSlices(bytes, offsets, items.length);
    }

    private int words() {
        return (rows + 63) >> 6;
    }
}
