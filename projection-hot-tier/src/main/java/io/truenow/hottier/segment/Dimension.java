package io.truenow.hottier.segment;

import java.util.Arrays;

/** A dimension's rows of one chunk; immutable. */
record Dimension(String name, Dictionary.View dictionary, Codes codes, int rows, int nonNull)
        implements ChunkView.DimensionView {

    @Override
    public boolean hasNulls() {
        return nonNull < rows;
    }

    @Override
    public void codes(int from, int count, int[] target) {
        int held = Math.clamp(codes.filled() - (long) from, 0, count);
        if (held > 0) {
            codes.copy(from, held, target);
        }
        if (held < count) {
            Arrays.fill(target, held, count, -1);
        }
    }

    @Override
    public int code(int row) {
        return row < codes.filled() ? codes.at(row) : -1;
    }

    @Override
    public int find(int from, int count, int code, int[] rows) {
        return codes.find(from, Math.clamp(codes.filled() - (long) from, 0, count), code, rows);
    }
}
