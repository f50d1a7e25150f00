package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.ValueColumn;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Values of a field of chosen rows, appended block by block; grows by doubling. Not thread-safe. */
final class FieldColumn implements OutputColumn {

    private final Field field;
    private final ValueType type;
    private final int slot;
    private final ScanGuard guard;
    private final TextCache cache = new TextCache();
    private @Nullable String[] texts = new String[0];
    private long[] longs = new long[0];
    private double[] doubles = new double[0];
    private boolean[] nulls = new boolean[0];

    FieldColumn(Field field, FieldSlots slots, ScanGuard guard) {
        this.field = field;
        this.type = field.type();
        this.slot = field == Field.BuiltIn.EVENT_ID ? -1 : slots.slot(field);
        this.guard = guard;
    }

    private static final int BYTES_PER_TEXT = 32;

    /** Makes room for rows 0 to {@code rows - 1}. */
    void ensure(int rows) {
        int old = nulls.length;
        if (rows <= old) {
            return;
        }
        int size = Math.max(rows, Math.min(old, 1 << 29) * 2);
        guard.reserve((type == ValueType.TEXT ? BYTES_PER_TEXT : 9L) * (size - old));
        nulls = Arrays.copyOf(nulls, size);
        switch (type) {
            case TEXT -> texts = Arrays.copyOf(texts, size);
            case LONG -> longs = Arrays.copyOf(longs, size);
            case DOUBLE -> doubles = Arrays.copyOf(doubles, size);
        }
    }

    /** Sets rows {@code [row, row + to - from)} from the selected rows {@code [from, to)} of a block. */
    void set(int row, SelectedBlock block, int from, int to) {
        switch (type) {
            case TEXT -> setTexts(row, block, from, to);
            case LONG -> setLongs(row, block, from, to);
            case DOUBLE -> setDoubles(row, block, from, to);
        }
    }

    private void setLongs(int row, SelectedBlock block, int from, int to) {
        System.arraycopy(block.longs(slot), from, longs, row, to - from);
        if (field instanceof Field.BuiltIn) {
            return;
        }
        for (int i = row; i < row + to - from; i++) {
            nulls[i] = longs[i] == ChunkView.MetricView.NO_LONG;
            longs[i] = nulls[i] ? 0 : longs[i];
        }
    }

    private void setTexts(int row, SelectedBlock block, int from, int to) {
        ChunkView.DimensionView dimension = slot < 0 ? null : block.reader().dimension(slot);
        int[] codes = dimension == null ? null : block.codes(slot, dimension);
        for (int i = from; i < to; i++) {
            String text = null;
            if (dimension != null && codes != null) {
                text = cache.text(dimension.dictionary(), codes[i]);
            } else if (slot < 0) {
                text = block.eventId(i);
            }
            texts[row + i - from] = text;
            nulls[row + i - from] = text == null;
        }
    }

    private void setDoubles(int row, SelectedBlock block, int from, int to) {
        ChunkView.MetricView metric = block.reader().metric(slot);
        if (metric == null) {
            Arrays.fill(nulls, row, row + to - from, true);
            return;
        }
        System.arraycopy(block.doubles(slot, metric), from, doubles, row, to - from);
        boolean[] source = block.nulls(slot, metric);
        if (source == null) {
            Arrays.fill(nulls, row, row + to - from, false);
        } else {
            System.arraycopy(source, from, nulls, row, to - from);
        }
    }

    /** Copies a row of another column of the same field. */
    void copy(FieldColumn other, int source, int target) {
        nulls[target] = other.nulls[source];
        switch (type) {
            case TEXT -> texts[target] = other.texts[source];
            case LONG -> longs[target] = other.longs[source];
            case DOUBLE -> doubles[target] = other.doubles[source];
        }
    }

    /** The first rows as a column of an answer; the arrays are given away. */
    ValueColumn handOver(int rows) {
        boolean anyNull = false;
        for (int i = 0; i < rows; i++) {
            anyNull |= nulls[i];
        }
        ValueColumn column =
                switch (type) {
                    case TEXT -> new ValueColumn.Texts(texts);
                    case LONG -> new ValueColumn.Longs(longs, anyNull ? nulls : null);
                    case DOUBLE -> new ValueColumn.Doubles(doubles, anyNull ? nulls : null);
                };
        guard.release((type == ValueType.TEXT ? BYTES_PER_TEXT : 9L) * nulls.length);
        texts = new String[0];
        longs = new long[0];
        doubles = new double[0];
        nulls = new boolean[0];
        return column;
    }

    Field field() {
        return field;
    }

    @Override
    public ValueType type() {
        return type;
    }

    @Override
    public boolean isNull(int row) {
        return nulls[row];
    }

    @Override
    public long longAt(int row) {
        return longs[row];
    }

    @Override
    public double doubleAt(int row) {
        return doubles[row] + 0.0;
    }

    @Override
    public @Nullable String textAt(int row) {
        return texts[row];
    }
}
