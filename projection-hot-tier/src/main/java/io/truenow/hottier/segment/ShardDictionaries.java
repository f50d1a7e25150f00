package io.truenow.hottier.segment;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The dictionaries that the segments of one table shard share, and which of them are full. One writer; not thread-safe. */
public final class ShardDictionaries {

    private final SegmentLimits limits;
    private final Map<String, Dictionary> shared = new LinkedHashMap<>();
    private final Set<String> full = new HashSet<>();

    /** None yet. */
    public ShardDictionaries(SegmentLimits limits) {
        this.limits = limits;
    }

    /** The dictionary that a new segment uses for a dimension: the shared one, or one of its own if that is full. */
    Dictionary forNewSegment(String dimension) {
        return full.contains(dimension)
                ? new Dictionary()
                : shared.computeIfAbsent(dimension, name -> new Dictionary());
    }

    /** Whether a dimension's dictionary is the one that the segments share. */
    boolean isShared(String dimension, Dictionary dictionary) {
        return shared.get(dimension) == dictionary;
    }

    /** Whether the texts fit; if not, and the dictionary is shared, no further segment uses it. */
    boolean takes(String dimension, Dictionary dictionary, int texts, long bytes) {
        if (shared.get(dimension) != dictionary
                || dictionary.size() + texts <= limits.dictionaryValues()
                        && dictionary.textBytes() + bytes <= limits.dictionaryBytes()) {
            return true;
        }
        full.add(dimension);
        return false;
    }

    /** Bytes in memory. */
    public long heapBytes() {
        long bytes = 0;
        for (Dictionary dictionary : shared.values()) {
            bytes += dictionary.heapBytes();
        }
        return bytes;
    }

    /** State at one moment: the texts of each shared dictionary, and which are full. */
    public record Capture(Map<String, Dictionary.View> views, Set<String> full) {}

    /** Immutable state. */
    public Capture capture() {
        Map<String, Dictionary.View> views = new LinkedHashMap<>();
        shared.forEach((name, dictionary) -> views.put(name, dictionary.view()));
        return new Capture(views, Set.copyOf(full));
    }

    /** The dictionaries that a capture was taken of. */
    public static ShardDictionaries restore(SegmentLimits limits, Map<String, Dictionary> shared, Set<String> full) {
        ShardDictionaries restored = new ShardDictionaries(limits);
        restored.shared.putAll(shared);
        restored.full.addAll(full);
        return restored;
    }
}
