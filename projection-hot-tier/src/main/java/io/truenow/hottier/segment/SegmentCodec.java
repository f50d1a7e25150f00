package io.truenow.hottier.segment;

import io.truenow.events.ingest.ByteSlices;
import io.truenow.hottier.format.CorruptFileException;
import io.truenow.hottier.format.FrameReader;
import io.truenow.hottier.format.FrameWriter;
import io.truenow.hottier.ids.IdPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stored form of a segment, columns in the forms that they have in memory. Dictionaries that segments share are not written here;
 * a segment's own are. Thread-safe.
 */
public final class SegmentCodec {

    /** Version of the file since which ids stand in their form. */
    private static final int ID_FORMS = 3;

    private SegmentCodec() {}

    /**
     * Writes a segment.
     *
     * @param shared the shared dictionaries; any other belongs to the segment
     */
    public static void write(Segment segment, Map<String, Dictionary.View> shared, FrameWriter out) throws IOException {
        out.int64(segment.number());
        out.int8(segment.sealed() ? 1 : 0);
        writeOwnDictionaries(segment, shared, out);
        writeOrigins(segment.origins(), out);
        out.int32(segment.ownChunks().size());
        for (Chunk chunk : segment.ownChunks()) {
            writeChunk(chunk, out);
        }
    }

    /** Reads what {@link #write} wrote. */
    public static Segment read(Map<String, Dictionary> shared, FrameReader in) throws IOException {
        long number = in.int64();
        boolean sealed = in.int8() == 1;
        Map<String, Dictionary> dictionaries = new HashMap<>(shared);
        long ownBytes = 0;
        int own = in.int32();
        for (int i = 0; i < own; i++) {
            String name = in.text();
            Dictionary dictionary = Dictionary.readFrom(in);
            ownBytes += dictionary.heapBytes();
            dictionaries.put(name, dictionary);
        }
        Origins origins = readOrigins(in, sealed);
        int count = in.int32();
        List<Chunk> chunks = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            chunks.add(readChunk(in, dictionaries, origins));
        }
        return new Segment(number, sealed, chunks, origins, ownBytes);
    }

    private static void writeOwnDictionaries(Segment segment, Map<String, Dictionary.View> shared, FrameWriter out)
            throws IOException {
        Map<String, Dictionary.View> own = new LinkedHashMap<>();
        for (Chunk chunk : segment.ownChunks()) {
            for (Dimension dimension : chunk.ownDimensions()) {
                Dictionary.View common = shared.get(dimension.name());
                if (common == null
                        || common.identity() != dimension.dictionary().identity()) {
                    own.put(dimension.name(), dimension.dictionary());
                }
            }
        }
        out.int32(own.size());
        for (Map.Entry<String, Dictionary.View> entry : own.entrySet()) {
            out.text(entry.getKey());
            entry.getValue().writeTo(out);
        }
    }

    private static void writeOrigins(Origins origins, FrameWriter out) throws IOException {
        Runs runs = origins.runs();
        out.int32(origins.partition());
        out.int32(runs.count());
        out.int32s(runs.starts(), runs.count());
        out.int64s(runs.offsets(), runs.count());
        out.int32s(runs.firstIndexes(), runs.count());
        out.int64s(runs.ingestTimes(), runs.count());
        out.int8(origins.pageBits());
        out.int32(origins.pages().length);
        for (IdPage ids : origins.pages()) {
            ids.writeTo(out);
        }
    }

    private static Origins readOrigins(FrameReader in, boolean sealed) throws IOException {
        int partition = in.int32();
        int count = in.int32();
        Runs runs = new Runs(in.int32s(count), in.int64s(count), in.int32s(count), in.int64s(count), count);
        int pageBits = in.int8();
        IdPage[] pages = new IdPage[in.int32()];
        for (int i = 0; i < pages.length; i++) {
            if (in.version() >= ID_FORMS) {
                pages[i] = IdPage.readFrom(in);
            } else {
                ByteSlices page = IdPage.readPlain(in);
                pages[i] = sealed ? IdPage.compact(page) : IdPage.of(page);
            }
        }
        return new Origins(partition, runs, pages, pageBits);
    }

    private static void writeChunk(Chunk chunk, FrameWriter out) throws IOException {
        int rows = chunk.rows();
        out.int32(rows);
        out.int64(chunk.minTimeMicros());
        out.int64(chunk.maxTimeMicros());
        switch (chunk.times()) {
            case RowTimes.Wide wide -> {
                out.int8(8);
                out.int64s(wide.values(), rows);
            }
            case RowTimes.Near near -> {
                out.int8(4);
                out.int64(near.base());
                out.int32s(near.distances(), rows);
            }
        }
        int[] revisions = chunk.revisions();
        out.int8(revisions == null ? 0 : 1);
        if (revisions != null) {
            out.int32s(revisions, rows);
        }
        writeOrdinals(chunk.ordinals(), rows, out);
        out.int32(chunk.ownDimensions().size());
        for (Dimension dimension : chunk.ownDimensions()) {
            out.text(dimension.name());
            out.int32(dimension.nonNull());
            writeCodes(dimension.codes(), out);
        }
        out.int32(chunk.ownMetrics().size());
        for (Metric metric : chunk.ownMetrics()) {
            out.text(metric.name());
            out.int32(metric.nonNull());
            out.int64(metric.whole() ? metric.minLong() : Double.doubleToRawLongBits(metric.min()));
            out.int64(metric.whole() ? metric.maxLong() : Double.doubleToRawLongBits(metric.max()));
            NumbersCodec.write(metric.numbers(), out);
        }
    }

    private static Chunk readChunk(FrameReader in, Map<String, Dictionary> dictionaries, Origins origins)
            throws IOException {
        int rows = in.int32();
        long min = in.int64();
        long max = in.int64();
        RowTimes times =
                in.int8() == 8 ? new RowTimes.Wide(in.int64s(rows)) : new RowTimes.Near(in.int64(), in.int32s(rows));
        int @Nullable [] revisions = in.int8() == 0 ? null : in.int32s(rows);
        RowOrdinals ordinals = readOrdinals(in, rows);
        List<Dimension> dimensions = new ArrayList<>();
        int count = in.int32();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            Dictionary dictionary = dictionaries.get(name);
            if (dictionary == null) {
                throw new CorruptFileException("Dimension [" + name + "] has no dictionary.");
            }
            int nonNull = in.int32();
            dimensions.add(new Dimension(name, dictionary.view(), readCodes(in), rows, nonNull));
        }
        List<Metric> metrics = new ArrayList<>();
        count = in.int32();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            int nonNull = in.int32();
            long least = in.int64();
            long most = in.int64();
            Numbers numbers = NumbersCodec.read(in);
            metrics.add(
                    numbers instanceof WholeNumbers wholes
                            ? Metric.ofWhole(name, wholes, rows, nonNull, least, most)
                            : Metric.of(
                                    name,
                                    numbers,
                                    rows,
                                    nonNull,
                                    Double.longBitsToDouble(least),
                                    Double.longBitsToDouble(most)));
        }
        return new Chunk(
                rows, min, max, times, revisions, ordinals, origins, List.copyOf(dimensions), List.copyOf(metrics));
    }

    private static void writeOrdinals(RowOrdinals ordinals, int rows, FrameWriter out) throws IOException {
        out.int32(ordinals.first());
        short[] near = ordinals.near();
        int[] far = ordinals.far();
        out.int8(near != null ? 2 : far != null ? 4 : 0);
        if (near != null) {
            out.int16s(near, rows);
        } else if (far != null) {
            out.int32s(far, rows);
        }
    }

    private static RowOrdinals readOrdinals(FrameReader in, int rows) throws IOException {
        int first = in.int32();
        return switch (in.int8()) {
            case 2 -> new RowOrdinals(first, in.int16s(rows), null);
            case 4 -> new RowOrdinals(first, null, in.int32s(rows));
            default -> RowOrdinals.inLogOrder(first);
        };
    }

    private static void writeCodes(Codes codes, FrameWriter out) throws IOException {
        int filled = codes.filled();
        out.int32(filled);
        switch (codes) {
            case Codes.Bytes bytes -> {
                out.int8(1);
                out.bytes(bytes.values(), 0, filled);
            }
            case Codes.Shorts shorts -> {
                out.int8(2);
                out.int16s(shorts.values(), filled);
            }
            case Codes.Ints ints -> {
                out.int8(4);
                out.int32s(ints.values(), filled);
            }
        }
    }

    private static Codes readCodes(FrameReader in) throws IOException {
        int filled = in.int32();
        return switch (in.int8()) {
            case 1 -> new Codes.Bytes(in.bytes(filled));
            case 2 -> new Codes.Shorts(in.int16s(filled));
            default -> new Codes.Ints(in.int32s(filled), filled);
        };
    }
}
