package io.truenow.hottier.scan;

import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the groups of one part of an aggregation. With few combinations of ordinals the number is the combination itself; with more,
 * combinations that fit a long are hashed as one; else the parts are hashed together. Not thread-safe.
 */
final class Groups {

    private final List<KeyPart> parts;
    private final ScanGuard guard;
    private final long combinations;
    private final boolean dense;
    private final @Nullable LongTable table;
    private final byte[] seen;
    private final TextSpace.@Nullable Interned[] interned;
    private int[] ids = new int[0];
    private int[] ordinals = new int[0];
    private long[] keys = new long[0];
    private final int width;

    /**
     * Groups over a run.
     *
     * @param denseLimit most combinations that are addressed directly; 0 for the merge of several runs, whose keys are looked up whole
     */
    Groups(List<KeyPart> parts, int denseLimit, ScanGuard guard) {
        this.parts = parts;
        this.guard = guard;
        this.combinations = denseLimit == 0 ? KeyPart.UNBOUNDED : combinations(parts);
        this.dense = combinations <= denseLimit;
        this.width = combinations == KeyPart.UNBOUNDED ? parts.size() : 1;
        this.table = dense ? null : new LongTable(width, guard);
        guard.reserve(dense ? combinations : 0);
        this.seen = new byte[dense ? (int) combinations : 0];
        if (parts.isEmpty()) {
            seen[0] = 1;
        }
        this.interned = new TextSpace.Interned[parts.size()];
        for (int part = 0; part < interned.length; part++) {
            boolean numbers = parts.get(part) instanceof KeyPart.EventIds
                    || denseLimit == 0 && parts.get(part) instanceof KeyPart.Codes;
            interned[part] = numbers ? new TextSpace.Interned(guard) : null;
        }
    }

    /** Number of combinations of ordinals, or {@link KeyPart#UNBOUNDED}. */
    static long combinations(List<KeyPart> parts) {
        long product = 1;
        for (KeyPart part : parts) {
            long cardinality = part.cardinality();
            if (cardinality == KeyPart.UNBOUNDED || Math.multiplyHigh(product, cardinality) != 0) {
                return KeyPart.UNBOUNDED;
            }
            product *= cardinality;
            if (product < 0) {
                return KeyPart.UNBOUNDED;
            }
        }
        return product;
    }

    /** Upper bound of the numbers, exclusive. */
    int bound() {
        return table == null ? seen.length : table.size();
    }

    /** Whether numbers are addressed directly, so that {@link #bound()} never grows. */
    boolean dense() {
        return dense;
    }

    /** Whether a number has had a row. */
    boolean exists(int group) {
        return table != null || seen[group] != 0;
    }

    /** Groups that exist. */
    int count() {
        if (table != null) {
            return table.size();
        }
        int count = 0;
        for (byte b : seen) {
            count += b;
        }
        return count;
    }

    /** Numbers of the groups of a block's rows; null if there is no key and all are 0. */
    int @Nullable [] assign(SelectedBlock block) {
        if (parts.isEmpty()) {
            return null;
        }
        int n = block.size();
        ids = Scratch.ints(ids, n);
        if (parts.size() > 1 || !dense) {
            ordinals = Scratch.ints(ordinals, n);
        }
        if (!dense) {
            keys = Scratch.longs(keys, width * n);
        }
        if (dense) {
            assignDense(block);
        } else if (combinations != KeyPart.UNBOUNDED) {
            assignPacked(block);
        } else {
            assignWide(block);
        }
        return ids;
    }

    private void assignDense(SelectedBlock block) {
        int n = block.size();
        parts.getFirst().ordinals(block, ids);
        for (int part = 1; part < parts.size(); part++) {
            parts.get(part).ordinals(block, ordinals);
            int cardinality = (int) parts.get(part).cardinality();
            for (int i = 0; i < n; i++) {
                ids[i] = ids[i] * cardinality + ordinals[i];
            }
        }
        for (int i = 0; i < n; i++) {
            seen[ids[i]] = 1;
        }
    }

    private void assignPacked(SelectedBlock block) {
        int n = block.size();
        Arrays.fill(keys, 0, n, 0);
        for (KeyPart part : parts) {
            part.ordinals(block, ordinals);
            long cardinality = part.cardinality();
            for (int i = 0; i < n; i++) {
                keys[i] = keys[i] * cardinality + ordinals[i];
            }
        }
        LongTable hashed = table();
        for (int i = 0; i < n; i++) {
            ids[i] = hashed.idOf(keys[i]);
        }
        guard.requireGroups(hashed.size());
    }

    private void assignWide(SelectedBlock block) {
        int n = block.size();
        int width = parts.size();
        for (int part = 0; part < width; part++) {
            fill(parts.get(part), part, block);
        }
        LongTable hashed = table();
        for (int i = 0; i < n; i++) {
            ids[i] = hashed.idOf(keys, i * width);
        }
        guard.requireGroups(hashed.size());
    }

    private void fill(KeyPart part, int at, SelectedBlock block) {
        int n = block.size();
        int width = parts.size();
        switch (part) {
            case KeyPart.Longs longs -> {
                long[] values = block.longs(longs.slot());
                for (int i = 0; i < n; i++) {
                    keys[i * width + at] = values[i];
                }
            }
            case KeyPart.Indexes indexes -> {
                long[] times = block.longs(indexes.slot());
                for (int i = 0; i < n; i++) {
                    keys[i * width + at] = indexes.number(times[i]);
                }
            }
            case KeyPart.Doubles doubles -> fillDoubles(doubles.slot(), at, block);
            case KeyPart.EventIds ignored -> {
                TextSpace.Interned space = interned(at);
                for (int i = 0; i < n; i++) {
                    keys[i * width + at] = space.codeOf(block.eventId(i)) + 1L;
                }
            }
            default -> {
                part.ordinals(block, ordinals);
                for (int i = 0; i < n; i++) {
                    keys[i * width + at] = ordinals[i] + part.base();
                }
            }
        }
    }

    private void fillDoubles(int slot, int at, SelectedBlock block) {
        int n = block.size();
        int width = parts.size();
        ChunkView.MetricView metric = block.reader().metric(slot);
        double[] values = metric == null ? new double[0] : block.doubles(slot, metric);
        boolean[] nulls = metric == null ? null : block.nulls(slot, metric);
        for (int i = 0; i < n; i++) {
            boolean absent = metric == null || nulls != null && nulls[i];
            keys[i * width + at] = absent ? KeyPart.NULL_DOUBLE : Double.doubleToRawLongBits(values[i] + 0.0);
        }
    }

    /** The number that a part of a group's key has in every run: an ordinal plus its base, or any long. */
    long key(int group, int part) {
        if (combinations == KeyPart.UNBOUNDED) {
            return table().key(group, part);
        }
        long rest = table == null ? group : table.key(group, 0);
        for (int last = parts.size() - 1; last > part; last--) {
            rest /= parts.get(last).cardinality();
        }
        return rest % parts.get(part).cardinality() + parts.get(part).base();
    }

    /** Texts of a part's codes, or null if it has none. */
    @Nullable
    TextSpace space(int part) {
        TextSpace.Interned own = interned[part];
        if (own != null) {
            return own;
        }
        return parts.get(part) instanceof KeyPart.Codes codes ? codes.space() : null;
    }

    /**
     * Takes the groups of another part of the aggregation in.
     *
     * @return per number there, the number here, or -1 if it does not exist
     */
    int[] merge(Groups other) {
        int[] map = new int[other.bound()];
        boolean sameRun = other.parts == parts && !hasInterned();
        long[] key = new long[Math.max(1, parts.size())];
        for (int group = 0; group < map.length; group++) {
            map[group] = other.exists(group) ? idOf(other, group, sameRun, key) : -1;
        }
        guard.requireGroups(table == null ? 0 : table.size());
        return map;
    }

    private int idOf(Groups other, int group, boolean sameRun, long[] key) {
        if (dense) {
            seen[group] = 1;
            return group;
        }
        if (sameRun && combinations != KeyPart.UNBOUNDED) {
            return table().idOf(other.table().key(group, 0));
        }
        for (int part = 0; part < parts.size(); part++) {
            long value = other.key(group, part);
            TextSpace.Interned own = interned[part];
            TextSpace theirs = other.space(part);
            key[part] = own == null || theirs == null || value == 0 ? value : own.codeOf(theirs, (int) value - 1) + 1L;
        }
        return parts.isEmpty() ? 0 : table().idOf(key, 0);
    }

    /** Whether keys are numbered here and not by a dictionary. */
    private boolean hasInterned() {
        for (TextSpace.Interned space : interned) {
            if (space != null) {
                return true;
            }
        }
        return false;
    }

    private LongTable table() {
        if (table == null) {
            throw new IllegalStateException("Dense groups have no table.");
        }
        return table;
    }

    private TextSpace.Interned interned(int part) {
        TextSpace.Interned space = interned[part];
        if (space == null) {
            throw new IllegalStateException("The part [" + part + "] numbers no texts.");
        }
        return space;
    }
}
