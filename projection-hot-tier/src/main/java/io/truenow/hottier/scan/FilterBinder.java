package io.truenow.hottier.scan;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import io.truenow.hottier.read.Field;
import io.truenow.hottier.read.Predicate;
import io.truenow.hottier.read.TimeRange;
import io.truenow.hottier.read.ValueType;
import io.truenow.hottier.segment.ChunkView;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Binds a predicate to a chunk: leaves that the chunk's zone maps, dictionaries or missing columns decide become {@link RowFilter#ALL}
 * or {@link RowFilter#NONE}; the rest become loops over codes and numbers, the cheap ones first. Thread-safe.
 */
final class FilterBinder {

    private final FieldSlots slots;
    private final CodeBitmaps bitmaps;

    FilterBinder(FieldSlots slots, CodeBitmaps bitmaps) {
        this.slots = slots;
        this.bitmaps = bitmaps;
    }

    /** Filter of a range and a predicate. */
    RowFilter bind(TimeRange range, Predicate predicate, ChunkView chunk) {
        RowFilter times = NumberFilters.longs(
                FieldSlots.EVENT_TIME,
                range.fromMicros(),
                range.toMicros(),
                chunk.minTimeMicros(),
                chunk.maxTimeMicros());
        if (times == RowFilter.NONE) {
            return times;
        }
        return and(List.of(times, bind(predicate, chunk)));
    }

    RowFilter bind(Predicate predicate, ChunkView chunk) {
        return switch (predicate) {
            case Predicate.And and ->
                and(and.parts().stream()
                        .sorted(Comparator.comparingInt(FilterBinder::cost))
                        .map(part -> bind(part, chunk))
                        .toList());
            case Predicate.Or or ->
                or(or.parts().stream().map(part -> bind(part, chunk)).toList());
            case Predicate.Compare compare -> leaf(compare, compare.field(), chunk);
            case Predicate.In in -> leaf(in, in.field(), chunk);
            case Predicate.StartsWith starts -> leaf(starts, starts.field(), chunk);
            case Predicate.IsNull isNull -> nulls(isNull, chunk);
        };
    }

    private static int cost(Predicate predicate) {
        return switch (predicate) {
            case Predicate.Compare c ->
                c.field() == Field.BuiltIn.EVENT_ID ? 9 : c.field().type() == ValueType.TEXT ? 0 : 1;
            case Predicate.In in ->
                in.field() == Field.BuiltIn.EVENT_ID ? 9 : in.field().type() == ValueType.TEXT ? 0 : 3;
            case Predicate.StartsWith s -> s.field() == Field.BuiltIn.EVENT_ID ? 9 : 2;
            case Predicate.IsNull ignored -> 1;
            case Predicate.And and ->
                and.parts().stream().mapToInt(FilterBinder::cost).max().orElse(0);
            case Predicate.Or or ->
                4 + or.parts().stream().mapToInt(FilterBinder::cost).max().orElse(0);
        };
    }

    private static RowFilter and(List<RowFilter> parts) {
        List<RowFilter> left = new ArrayList<>();
        for (RowFilter part : parts) {
            if (part == RowFilter.NONE) {
                return part;
            }
            if (part != RowFilter.ALL) {
                left.add(part);
            }
        }
        if (left.size() < 2) {
            return left.isEmpty() ? RowFilter.ALL : left.getFirst();
        }
        left.sort(Comparator.comparingDouble(RowFilter::share));
        return new AllOf(left.toArray(new RowFilter[0]));
    }

    /** Rows that all filters keep. */
    private record AllOf(RowFilter[] filters) implements RowFilter {
        @Override
        public int select(BlockReader block, int[] rows, int count) {
            return rest(block, rows, filters[0].select(block, rows, count));
        }

        @Override
        public int selectFromAll(BlockReader block, int[] rows) {
            return rest(block, rows, filters[0].selectFromAll(block, rows));
        }

        private int rest(BlockReader block, int[] rows, int count) {
            int n = count;
            for (int i = 1; i < filters.length && n > 0; i++) {
                n = filters[i].select(block, rows, n);
            }
            return n;
        }

        @Override
        public double share() {
            return filters[0].share();
        }
    }

    private static RowFilter or(List<RowFilter> parts) {
        List<RowFilter> left = new ArrayList<>();
        for (RowFilter part : parts) {
            if (part == RowFilter.ALL) {
                return part;
            }
            if (part != RowFilter.NONE) {
                left.add(part);
            }
        }
        if (left.size() < 2) {
            return left.isEmpty() ? RowFilter.NONE : left.getFirst();
        }
        return new AnyOf(left.toArray(new RowFilter[0]));
    }

    /** Rows that any filter keeps. */
    private static final class AnyOf implements RowFilter {
        private final RowFilter[] filters;
        private boolean[] hit = new boolean[0];
        private int[] some = new int[0];

        AnyOf(RowFilter[] filters) {
            this.filters = filters;
        }

        @Override
        public int select(BlockReader block, int[] rows, int count) {
            if (hit.length < block.count()) {
                hit = new boolean[Scratch.length(block.count())];
            }
            some = Scratch.ints(some, count);
            Arrays.fill(hit, 0, block.count(), false);
            for (RowFilter filter : filters) {
                System.arraycopy(rows, 0, some, 0, count);
                int n = filter.select(block, some, count);
                for (int i = 0; i < n; i++) {
                    hit[some[i]] = true;
                }
            }
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[kept] = row;
                kept += hit[row] ? 1 : 0;
            }
            return kept;
        }
    }

    private RowFilter leaf(Predicate predicate, Field field, ChunkView chunk) {
        if (field == Field.BuiltIn.EVENT_ID) {
            return eventIds(predicate);
        }
        int slot = slots.slot(field);
        if (field instanceof Field.BuiltIn) {
            boolean time = slot == FieldSlots.EVENT_TIME;
            return NumberFilters.longs(
                    predicate,
                    slot,
                    time ? chunk.minTimeMicros() : Long.MIN_VALUE,
                    time ? chunk.maxTimeMicros() : Long.MAX_VALUE);
        }
        String name = ((Field.Column) field).name();
        if (field.type() == ValueType.TEXT) {
            ChunkView.DimensionView dimension = chunk.dimension(name);
            return dimension == null ? RowFilter.NONE : codes(predicate, slot, dimension);
        }
        ChunkView.MetricView metric = chunk.metric(name);
        if (metric == null) {
            return RowFilter.NONE;
        }
        return field.type() == ValueType.LONG
                ? NumberFilters.longs(predicate, slot, metric)
                : NumberFilters.doubles(predicate, slot, metric);
    }

    private RowFilter nulls(Predicate.IsNull predicate, ChunkView chunk) {
        if (!(predicate.field() instanceof Field.Column column)) {
            return predicate.negated() ? RowFilter.ALL : RowFilter.NONE;
        }
        int slot = slots.slot(column);
        boolean negated = predicate.negated();
        if (column.type() == ValueType.TEXT) {
            ChunkView.DimensionView view = chunk.dimension(column.name());
            if (view == null || !view.hasNulls()) {
                return (view == null) != negated ? RowFilter.ALL : RowFilter.NONE;
            }
            return (block, rows, count) -> {
                int[] codes = block.codes(slot, view);
                int kept = 0;
                for (int i = 0; i < count; i++) {
                    int row = rows[i];
                    rows[kept] = row;
                    kept += codes[row] < 0 != negated ? 1 : 0;
                }
                return kept;
            };
        }
        ChunkView.MetricView view = chunk.metric(column.name());
        if (view == null || !view.hasNulls()) {
            return (view == null) != negated ? RowFilter.ALL : RowFilter.NONE;
        }
        return (block, rows, count) -> {
            boolean[] nulls = block.nulls(slot, view);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                rows[kept] = row;
                kept += (nulls != null && nulls[row]) != negated ? 1 : 0;
            }
            return kept;
        };
    }

    private RowFilter codes(Predicate predicate, int slot, ChunkView.DimensionView dimension) {
        if (predicate instanceof Predicate.Compare compare && compare.comparison() == Predicate.Comparison.EQUAL) {
            int wanted = dimension.dictionary().find((String) compare.literal());
            return wanted < 0 ? RowFilter.NONE : new CodeFilter(slot, dimension, wanted);
        }
        CodeBitmaps.Bitmap bitmap = bitmaps.of(predicate, dimension.dictionary());
        if (bitmap.matches() == 0) {
            return RowFilter.NONE;
        }
        if (bitmap.matches() == bitmap.size() && !dimension.hasNulls()) {
            return RowFilter.ALL;
        }
        long[] words = bitmap.words();
        return (block, rows, count) -> {
            int[] codes = block.codes(slot, dimension);
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                int code = codes[row];
                rows[kept] = row;
                kept += code >= 0 ? (int) (words[code >> 6] >>> code & 1L) : 0;
            }
            return kept;
        };
    }

    private static RowFilter eventIds(Predicate predicate) {
        List<byte[]> wanted = new ArrayList<>();
        boolean negated = false;
        if (predicate instanceof Predicate.In in) {
            in.literals().forEach(literal -> wanted.add(((String) literal).getBytes(StandardCharsets.UTF_8)));
            negated = in.negated();
        } else if (predicate instanceof Predicate.Compare compare
                && (compare.comparison() == Predicate.Comparison.EQUAL
                        || compare.comparison() == Predicate.Comparison.NOT_EQUAL)) {
            wanted.add(((String) compare.literal()).getBytes(StandardCharsets.UTF_8));
            negated = compare.comparison() == Predicate.Comparison.NOT_EQUAL;
        } else {
            return eventIdTexts(predicate);
        }
        boolean keepMatches = !negated;
        byte[][] ids = wanted.toArray(new byte[0][]);
        return (block, rows, count) -> {
            ChunkView chunk = block.chunk();
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                boolean matches = false;
                for (int k = 0; k < ids.length && !matches; k++) {
                    matches = chunk.eventIdMatches(block.rowInChunk(row), ids[k]);
                }
                rows[kept] = row;
                kept += matches == keepMatches ? 1 : 0;
            }
            return kept;
        };
    }

    /** Ranges and prefixes of event ids have no dictionary: a text per row. */
    private static RowFilter eventIdTexts(Predicate predicate) {
        return (block, rows, count) -> {
            ChunkView chunk = block.chunk();
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int row = rows[i];
                boolean holds = CodeBitmaps.holds(predicate, chunk.eventId(block.rowInChunk(row)));
                rows[kept] = row;
                kept += holds ? 1 : 0;
            }
            return kept;
        };
    }

    /** A predicate of a kind that a field's type does not take. */
    static TrueNowException mismatch(Predicate predicate) {
        return new TrueNowException(
                ErrorCode.INVALID_QUERY, "The predicate [" + predicate + "] does not fit its field's type.");
    }
}
