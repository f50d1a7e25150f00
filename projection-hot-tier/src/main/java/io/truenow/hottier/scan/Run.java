package io.truenow.hottier.scan;

import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.GroupKey;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import io.truenow.hottier.segment.DictionaryView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive chunks whose codes mean the same for every dimension that an aggregation keeps codes of: the unit within which partial
 * states are merged by code and not by text.
 */
final class Run {

    private final List<ScanInput.Source> sources = new ArrayList<>();
    private final Map<String, DictionaryView> dictionaries = new HashMap<>();
    private final Map<String, TextSpace> spaces = new ConcurrentHashMap<>();
    private long minMicros = Long.MAX_VALUE;
    private long maxMicros = Long.MIN_VALUE;
    private long rows;

    private static final DictionaryView NO_TEXTS = new DictionaryView() {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public String text(int code) {
            throw new IndexOutOfBoundsException(code);
        }

        @Override
        public int find(String text) {
            return -1;
        }

        @Override
        public Object identity() {
            return this;
        }
    };

    /** Cuts chunks into runs; at least one, which may be empty. */
    static List<Run> of(List<ScanInput.Source> sources, Set<String> dimensions) {
        List<Run> runs = new ArrayList<>(List.of(new Run()));
        for (ScanInput.Source source : sources) {
            if (!runs.getLast().takes(source.chunk(), dimensions)) {
                runs.add(new Run());
            }
            runs.getLast().add(source, dimensions);
        }
        return runs;
    }

    private boolean takes(ChunkView chunk, Set<String> dimensions) {
        for (String name : dimensions) {
            ChunkView.DimensionView dimension = chunk.dimension(name);
            DictionaryView known = dictionaries.get(name);
            if (dimension != null
                    && known != null
                    && known.identity() != dimension.dictionary().identity()) {
                return false;
            }
        }
        return true;
    }

    private void add(ScanInput.Source source, Set<String> dimensions) {
        ChunkView chunk = source.chunk();
        for (String name : dimensions) {
            ChunkView.DimensionView dimension = chunk.dimension(name);
            if (dimension != null) {
                dictionaries.merge(
                        name, dimension.dictionary(), (known, next) -> next.size() > known.size() ? next : known);
            }
        }
        sources.add(source);
        rows += chunk.rows();
        minMicros = Math.min(minMicros, chunk.minTimeMicros());
        maxMicros = Math.max(maxMicros, chunk.maxTimeMicros());
    }

    List<ScanInput.Source> sources() {
        return sources;
    }

    long rows() {
        return rows;
    }

    /** Meaning of a dimension's codes. */
    TextSpace space(String dimension) {
        return spaces.computeIfAbsent(
                dimension, name -> new TextSpace.OfDictionary(dictionaries.getOrDefault(name, NO_TEXTS)));
    }

    /** The keys as numbers; the same list for all parts of the run. */
    List<KeyPart> parts(List<GroupKey> keys, FieldSlots slots, TimeRange range) {
        List<KeyPart> parts = new ArrayList<>();
        for (GroupKey key : keys) {
            parts.add(part(key, slots, range));
        }
        return parts;
    }

    private KeyPart part(GroupKey key, FieldSlots slots, TimeRange range) {
        if (!(key instanceof GroupKey.ByField by)) {
            if (key.field() != Field.BuiltIn.EVENT_TIME) {
                return new KeyPart.Indexes(key, slots.slot(key.field()));
            }
            long from = Math.max(minMicros, range.fromMicros());
            long to = Math.min(maxMicros, range.toMicros());
            return from > to ? new KeyPart.Buckets(key, 0, 1) : KeyPart.Buckets.of(key, from, to);
        }
        Field field = by.field();
        if (field == Field.BuiltIn.EVENT_ID) {
            return new KeyPart.EventIds();
        }
        int slot = slots.slot(field);
        if (field.type() == ValueType.TEXT) {
            return new KeyPart.Codes(slot, space(name(field)));
        }
        return field.type() == ValueType.LONG ? new KeyPart.Longs(slot) : new KeyPart.Doubles(slot);
    }

    private static String name(Field field) {
        return ((Field.Column) field).name();
    }

    /** Space of a field's codes, or null if the field is no dimension. */
    @Nullable
    TextSpace spaceOf(Field field) {
        return field instanceof Field.Column column && column.type() == ValueType.TEXT ? space(column.name()) : null;
    }
}
