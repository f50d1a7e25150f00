package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;

/** Rows with one code of a dimension. A rare code is looked for with a branch, which is then foreseen; a frequent one without. */
record CodeFilter(int slot, ChunkView.DimensionView dimension, int wanted) implements RowFilter {

    private static final double RARE = 1.0 / 16;

    @Override
    public double share() {
        return 1.0 / dimension.dictionary().size();
    }

    @Override
    public int select(BlockReader block, int[] rows, int count) {
        int[] codes = block.codes(slot, dimension);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += codes[row] == wanted ? 1 : 0;
        }
        return kept;
    }

    @Override
    public int selectFromAll(BlockReader block, int[] rows) {
        int[] codes = block.codes(slot, dimension);
        int count = block.count();
        int kept = 0;
        if (share() < RARE) {
            for (int i = 0; i < count; i++) {
                if (codes[i] == wanted) {
                    rows[kept++] = i;
                }
            }
            return kept;
        }
        for (int i = 0; i < count; i++) {
            rows[kept] = i;
            kept += codes[i] == wanted ? 1 : 0;
        }
        return kept;
    }
}
