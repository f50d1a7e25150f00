package io.truenow.hottier.scan;

import io.truenow.hottier.read.CodePointOrder;
import io.truenow.hottier.segment.ChunkView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Smallest or largest texts by code point. Within a dictionary codes are compared by their rank, made once per scan; event ids and parts
 * with other dictionaries are compared as text.
 */
final class TextExtreme implements Accumulator {

    private final int slot;
    private final boolean smallest;
    private final TextSpace space;
    private final ScanGuard guard;
    private int[] best = new int[0];

    /** Over a space; {@code slot} is -1 for event ids, whose space is interned. */
    TextExtreme(int slot, boolean smallest, TextSpace space, ScanGuard guard) {
        this.slot = slot;
        this.smallest = smallest;
        this.space = space;
        this.guard = guard;
    }

    @Override
    public void ensure(int groups) {
        int old = best.length;
        if (groups > old) {
            int size = Math.max(groups, Math.min(old, 1 << 29) * 2);
            guard.reserve(4L * (size - old));
            best = Arrays.copyOf(best, size);
            Arrays.fill(best, old, size, -1);
        }
    }

    @Override
    public void add(SelectedBlock block, int @Nullable [] groups) {
        if (slot < 0) {
            addEventIds(block, groups);
            return;
        }
        ChunkView.DimensionView dimension = block.reader().dimension(slot);
        if (dimension == null) {
            return;
        }
        int[] codes = block.codes(slot, dimension);
        int[] ranks = ((TextSpace.OfDictionary) space).ranks();
        for (int i = 0; i < block.size(); i++) {
            int code = codes[i];
            int group = groups == null ? 0 : groups[i];
            int known = best[group];
            if (code >= 0 && (known < 0 || ranks[code] < ranks[known] == smallest)) {
                best[group] = code;
            }
        }
    }

    private void addEventIds(SelectedBlock block, int @Nullable [] groups) {
        TextSpace.Interned ids = (TextSpace.Interned) space;
        for (int i = 0; i < block.size(); i++) {
            int group = groups == null ? 0 : groups[i];
            String id = block.eventId(i);
            if (best[group] < 0 || better(CodePointOrder.compare(id, space.text(best[group])))) {
                best[group] = ids.codeOf(id);
            }
        }
    }

    private boolean better(int order) {
        return smallest ? order < 0 : order > 0;
    }

    @Override
    public void merge(Accumulator other, int[] map) {
        TextExtreme theirs = (TextExtreme) other;
        for (int group = 0; group < Math.min(map.length, theirs.best.length); group++) {
            int here = map[group];
            int code = theirs.best[group];
            if (here >= 0 && code >= 0) {
                int same = space instanceof TextSpace.Interned own ? own.codeOf(theirs.space, code) : code;
                if (best[here] < 0 || better(space.compare(same, best[here]))) {
                    best[here] = same;
                }
            }
        }
    }

    @Nullable
    String text(int group) {
        return best[group] < 0 ? null : space.text(best[group]);
    }
}
