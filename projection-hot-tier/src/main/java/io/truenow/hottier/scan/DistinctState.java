package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import org.jspecify.annotations.Nullable;

/**
 * Exact distinct values per group. Codes of a dictionary are marked in a bitmap per group while that is small; else pairs of group and
 * code, or of group and number, are hashed. Texts of other dictionaries are numbered anew at a merge.
 */
final class DistinctState implements Accumulator {

    private final int slot;
    private final ValueType type;
    private final boolean isColumn;
    private final @Nullable TextSpace space;
    private final int wordsPerGroup;
    private final long[] bitmap;
    private final @Nullable LongTable pairs;
    private final long[] pair = new long[2];
    private final ScanGuard guard;
    private int groups;
    private long[] counts = new long[0];

    /**
     * Over a slot.
     *
     * @param slot -1 for event ids
     * @param field what is counted
     * @param space meaning of codes, for text
     * @param denseGroups number of groups if it never grows, else 0
     */
    DistinctState(int slot, Field field, @Nullable TextSpace space, int denseGroups, int bitmapBytes, ScanGuard guard) {
        this.slot = slot;
        this.type = field.type();
        this.isColumn = field instanceof Field.Column;
        this.space = space;
        this.guard = guard;
        boolean codes = space instanceof TextSpace.OfDictionary;
        this.wordsPerGroup = codes && space != null ? (space.size() >> 6) + 1 : 0;
        long words = (long) wordsPerGroup * denseGroups;
        boolean small = words > 0 && words * 8 <= bitmapBytes;
        guard.reserve(small ? words * 8 : 0);
        this.bitmap = new long[small ? (int) words : 0];
        this.pairs = small ? null : new LongTable(type == ValueType.TEXT ? 1 : 2, guard);
    }

    @Override
    public void ensure(int wanted) {
        groups = Math.max(groups, wanted);
    }

    @Override
    public void add(SelectedBlock block, int @Nullable [] groupOf) {
        switch (type) {
            case TEXT -> {
                if (slot < 0) {
                    addEventIds(block, groupOf);
                } else {
                    addCodes(block, groupOf);
                }
            }
            case LONG -> {
                if (isColumn) {
                    addWholes(block, groupOf);
                } else {
                    addNumbers(block.longs(slot), groupOf, block.size());
                }
            }
            case DOUBLE -> addDoubles(block, groupOf);
        }
    }

    private void addEventIds(SelectedBlock block, int @Nullable [] groupOf) {
        TextSpace.Interned ids = (TextSpace.Interned) space();
        for (int i = 0; i < block.size(); i++) {
            addCode(groupOf == null ? 0 : groupOf[i], ids.codeOf(block.eventId(i)));
        }
    }

    private void addCodes(SelectedBlock block, int @Nullable [] groupOf) {
        ChunkView.DimensionView dimension = block.reader().dimension(slot);
        if (dimension == null) {
            return;
        }
        int[] codes = block.codes(slot, dimension);
        int n = block.size();
        if (pairs == null && groupOf == null && !dimension.hasNulls()) {
            long[] bits = bitmap;
            for (int i = 0; i < n; i++) {
                bits[codes[i] >> 6] |= 1L << codes[i];
            }
            return;
        }
        for (int i = 0; i < n; i++) {
            if (codes[i] >= 0) {
                addCode(groupOf == null ? 0 : groupOf[i], codes[i]);
            }
        }
    }

    private void addNumbers(long[] values, int @Nullable [] groupOf, int count) {
        for (int i = 0; i < count; i++) {
            addNumber(groupOf == null ? 0 : groupOf[i], values[i]);
        }
    }

    private void addWholes(SelectedBlock block, int @Nullable [] groupOf) {
        ChunkView.MetricView metric = block.reader().metric(slot);
        if (metric == null) {
            return;
        }
        long[] values = block.longs(slot);
        if (!metric.hasNulls()) {
            addNumbers(values, groupOf, block.size());
            return;
        }
        for (int i = 0; i < block.size(); i++) {
            if (values[i] != ChunkView.MetricView.NO_LONG) {
                addNumber(groupOf == null ? 0 : groupOf[i], values[i]);
            }
        }
    }

    private void addDoubles(SelectedBlock block, int @Nullable [] groupOf) {
        ChunkView.MetricView metric = block.reader().metric(slot);
        if (metric == null) {
            return;
        }
        double[] values = block.doubles(slot, metric);
        boolean[] nulls = block.nulls(slot, metric);
        for (int i = 0; i < block.size(); i++) {
            if (nulls == null || !nulls[i]) {
                addNumber(groupOf == null ? 0 : groupOf[i], Double.doubleToRawLongBits(values[i] + 0.0));
            }
        }
    }

    private void addCode(int group, int code) {
        if (pairs == null) {
            bitmap[group * wordsPerGroup + (code >> 6)] |= 1L << code;
        } else {
            pairs.idOf((long) group << 32 | code);
        }
    }

    private void addNumber(int group, long value) {
        pair[0] = group;
        pair[1] = value;
        pairs().idOf(pair, 0);
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        DistinctState theirs = (DistinctState) other;
        if (theirs.pairs == null) {
            mergeBitmap(theirs, map);
            return;
        }
        for (int id = 0; id < theirs.pairs.size(); id++) {
            if (type == ValueType.TEXT) {
                long key = theirs.pairs.key(id, 0);
                mergeCode(theirs, map[(int) (key >>> 32)], (int) key);
            } else {
                addNumber(map[(int) theirs.pairs.key(id, 0)], theirs.pairs.key(id, 1));
            }
        }
    }

    private void mergeBitmap(DistinctState theirs, int[] map) {
        int words = theirs.wordsPerGroup;
        boolean same = space == theirs.space && pairs == null;
        for (int group = 0; group < map.length; group++) {
            if (map[group] < 0) {
                continue;
            }
            for (int word = 0; word < words; word++) {
                long bits = theirs.bitmap[group * words + word];
                if (same) {
                    bitmap[map[group] * words + word] |= bits;
                } else {
                    for (long rest = bits; rest != 0; rest &= rest - 1) {
                        mergeCode(theirs, map[group], (word << 6) + Long.numberOfTrailingZeros(rest));
                    }
                }
            }
        }
    }

    private void mergeCode(DistinctState theirs, int group, int code) {
        boolean numbers = space instanceof TextSpace.Interned;
        addCode(group, numbers ? ((TextSpace.Interned) space()).codeOf(theirs.space(), code) : code);
    }

    @Override
    public void finish() {
        guard.reserve(8L * groups);
        counts = new long[groups];
        if (pairs == null) {
            for (int i = 0; i < bitmap.length; i++) {
                counts[i / wordsPerGroup] += Long.bitCount(bitmap[i]);
            }
            return;
        }
        for (int id = 0; id < pairs.size(); id++) {
            long key = pairs.key(id, 0);
            counts[(int) (type == ValueType.TEXT ? key >>> 32 : key)]++;
        }
    }

    long count(int group) {
        return counts[group];
    }

    private TextSpace space() {
        if (space == null) {
            throw new IllegalStateException("Numbers have no texts.");
        }
        return space;
    }

    private LongTable pairs() {
        if (pairs == null) {
            throw new IllegalStateException("Bitmaps have no pairs.");
        }
        return pairs;
    }
}
