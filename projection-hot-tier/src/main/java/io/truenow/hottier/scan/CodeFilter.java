package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;

/** Rows with one code of a dimension. A rare code is looked for where codes are packed, several rows at a step; a frequent one without a branch. */
record CodeFilter(int slot, ChunkView.DimensionView dimension, int wanted) implements RowFilter {

    private static final double RARE = 1.0 / 16;

    @Override
    public double share() {
        return 1.0 / dimension.dictionary().size();
    }

    @Override
    public int select(BlockReader block, int[] rows, int count) {
        int kept = 0;
        if (block.readsSingly(slot, count)) {
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                if (dimension.code(block.rowInChunk(row)) == wanted) {
                    rows[kept++] = row;
                }
            }
            return kept;
        }
        int[] codes = block.codes(slot, dimension);
        for (int i = 0; i < count; i++) {
            int row = rows[i];
            rows[kept] = row;
            kept += codes[row] == wanted ? 1 : 0;
        }
        return kept;
    }

    @Override
    public int selectFromAll(BlockReader block, int[] rows) {
        int count = block.count();
        if (share() < RARE) {
            return dimension.find(block.rowInChunk(0), count, wanted, rows);
        }
        int[] codes = block.codes(slot, dimension);
        int kept = 0;
        for (int i = 0; i < count; i++) {
            rows[kept] = i;
            kept += codes[i] == wanted ? 1 : 0;
        }
        return kept;
    }
}
