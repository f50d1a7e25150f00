package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;

/** Scratch space of one thread of a scan; not thread-safe. */
record Worker(BlockReader reader, SelectedBlock base, SelectedBlock some, int[] groups) {

    static Worker of(FieldSlots slots) {
        BlockReader reader = new BlockReader(slots);
        int n = slots.fields().size();
        return new Worker(reader, new SelectedBlock(reader, n), new SelectedBlock(reader, n), new int[ChunkView.BLOCK]);
    }

    static Worker[] array(int workers, FieldSlots slots) {
        Worker[] made = new Worker[workers];
        for (int i = 0; i < workers; i++) {
            made[i] = of(slots);
        }
        return made;
    }
}
