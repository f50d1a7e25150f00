package io.truenow.hottier.scan;

/** Scratch space of one thread of a scan; not thread-safe. */
final class Worker {

    private final BlockReader reader;
    private final SelectedBlock base;
    private final SelectedBlock some;
    private int[] groups = new int[0];

    private Worker(FieldSlots slots) {
        int n = slots.fields().size();
        reader = new BlockReader(slots);
        base = new SelectedBlock(reader, n);
        some = new SelectedBlock(reader, n);
    }

    static Worker of(FieldSlots slots) {
        return new Worker(slots);
    }

    static Worker[] array(int workers, FieldSlots slots) {
        Worker[] made = new Worker[workers];
        for (int i = 0; i < workers; i++) {
            made[i] = of(slots);
        }
        return made;
    }

    BlockReader reader() {
        return reader;
    }

    /** Rows that the filter of all kept. */
    SelectedBlock base() {
        return base;
    }

    /** Those of them that the filter of an accumulator kept. */
    SelectedBlock some() {
        return some;
    }

    /** Room for a group of each row of the block; what it holds stays until the next block. */
    int[] groups() {
        groups = Scratch.ints(groups, reader.count());
        return groups;
    }
}
