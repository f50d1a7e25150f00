package io.truenow.events.ingest;

import io.truenow.events.catalog.ColumnRole;
import io.truenow.events.catalog.ColumnType;
import io.truenow.events.catalog.TableRef;
import io.truenow.events.catalog.TableSettings;
import io.truenow.events.error.TrueNowException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The stored form of {@link EventBatch}, version 1; {@code docs/event-batch-format.md} describes every byte, and golden files
 * keep it. Little-endian; a CRC32C guards everything else; an extension block of a newer writer is skipped. Thread-safe.
 */
public final class EventBatchCodec {

    /** Largest stored form of a batch, in bytes: what one log record may hold. */
    public static final int MAX_BYTES = 768 * 1024;

    static final int VERSION = 1;
    /** {@code TNEB} read as a little-endian int. */
    static final int MAGIC = 0x42454E54;
    /** Where the checksum stands: behind magic, version, kind and two reserved bytes. */
    static final int CHECKSUM_AT = 8;
    /** Bytes up to and with the checksum. */
    static final int PREAMBLE = 12;

    private EventBatchCodec() {}

    /** Stored form of a batch. */
    public static byte[] encode(EventBatch batch) {
        return encode(batch, new byte[0]);
    }

    /** Stored form with an extension block, which this build does not write and every reader skips. */
    static byte[] encode(EventBatch batch, byte[] extension) {
        BatchHeader header = batch.header();
        EventColumns events = batch.events();
        ByteWriter out = new ByteWriter(expectedBytes(header, events, extension));
        out.int32(MAGIC);
        out.int8(VERSION);
        out.int8(header.kind().code());
        out.int16(0);
        out.int32(0);
        writeHeader(out, header);
        out.varint(extension.length);
        out.bytes(extension, 0, extension.length);
        writeEvents(out, events);
        byte[] bytes = out.toByteArray();
        ByteWriter.putInt32(bytes, CHECKSUM_AT, checksum(bytes));
        return bytes;
    }

    /** Enough for nearly every batch, so that nothing is copied to a larger array on the way. */
    private static int expectedBytes(BatchHeader header, EventColumns events, byte[] extension) {
        int rows = events.rows();
        long bytes = 256L + extension.length + header.requests().size() * 64L + rows * 20L + end(events.ids());
        for (EventColumn column : events.columns()) {
            bytes += 64
                    + switch (column) {
                        case EventColumn.StringColumn s ->
                            end(s.dictionary()) + s.dictionary().size() * 2L + width(s.dictionary()) * rows;
                        case EventColumn.DoubleColumn d -> rows * 8L + rows / 8;
                        case EventColumn.LongColumn n -> rows * 8L + rows / 8;
                    };
        }
        return (int) Math.min(bytes, 2L * MAX_BYTES);
    }

    private static long end(ByteSlices slices) {
        return slices.offsets()[slices.size()];
    }

    private static long width(ByteSlices dictionary) {
        return dictionary.size() < 255 ? 1 : dictionary.size() < 65_535 ? 2 : 4;
    }

    /** Over all bytes but its own four, so that a changed kind is noticed like a changed value. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CHECKSUM_AT);
        crc.update(bytes, PREAMBLE, bytes.length - PREAMBLE);
        return (int) crc.getValue();
    }

    /**
     * Reads a stored batch.
     *
     * @throws CorruptBatchException if it is not one, is damaged, or comes from a version that this build does not know
     */
    public static EventBatch decode(byte[] bytes) {
        if (bytes.length < PREAMBLE) {
            throw new CorruptBatchException(
                    "The record of [" + bytes.length + "] bytes is too short for an event batch.");
        }
        ByteReader in = new ByteReader(bytes, 0);
        if (in.int32() != MAGIC) {
            throw new CorruptBatchException("The record does not begin like an event batch.");
        }
        int version = in.int8();
        if (version != VERSION) {
            throw new CorruptBatchException(
                    "The event batch has version [" + version + "]; this build reads " + VERSION + ".");
        }
        int kindCode = in.int8();
        in.int16();
        if (in.int32() != checksum(bytes)) {
            throw new CorruptBatchException("The checksum of the event batch does not match.");
        }
        BatchKind kind = kind(kindCode);
        try {
            BatchHeader header = readHeader(in, kind);
            in.skip(in.varint());
            EventBatch batch = new EventBatch(header, readEvents(in));
            if (in.left() > 0) {
                throw new CorruptBatchException("The event batch is followed by [" + in.left() + "] bytes.");
            }
            return batch;
        } catch (CorruptBatchException e) {
            throw e;
        } catch (IndexOutOfBoundsException
                | NegativeArraySizeException
                | IllegalArgumentException
                | ArithmeticException
                | TrueNowException e) {
            throw new CorruptBatchException("The event batch does not read to its end: " + e.getMessage());
        }
    }

    private static BatchKind kind(int code) {
        for (BatchKind kind : BatchKind.values()) {
            if (kind.code() == code) {
                return kind;
            }
        }
        throw new CorruptBatchException("The event batch has the unknown kind [" + code + "].");
    }

    private static void writeHeader(ByteWriter out, BatchHeader header) {
        out.text(header.table().tenant());
        out.text(header.table().namespace());
        out.text(header.table().table());
        out.int64(header.tableId().getMostSignificantBits());
        out.int64(header.tableId().getLeastSignificantBits());
        out.varint(header.settings().shards());
        out.int64(header.settings().dedupWindowMicros());
        out.int64(header.settings().retentionMicros());
        out.varint(header.schemaVersion());
        out.varint(header.shard());
        out.varint(header.epoch());
        out.int64(header.ingestTimeMicros());
        // Reserved: id of the key that encrypts erasable fields; 0 is none.
        out.varint(0);
        out.varint(header.requests().size());
        for (RequestSpan span : header.requests()) {
            out.varint(span.firstRow());
            out.text(span.principal());
            out.text(span.requestId());
            out.varint(span.baseOrdinal());
        }
    }

    private static BatchHeader readHeader(ByteReader in, BatchKind kind) {
        TableRef table = new TableRef(in.text(), in.text(), in.text());
        UUID tableId = new UUID(in.int64(), in.int64());
        TableSettings settings = new TableSettings(in.varint(), in.int64(), in.int64());
        int schemaVersion = in.varint();
        int shard = in.varint();
        int epoch = in.varint();
        long ingestTime = in.int64();
        in.varint();
        int count = in.varint();
        List<RequestSpan> spans = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            spans.add(new RequestSpan(in.varint(), in.text(), in.text(), in.varint()));
        }
        return new BatchHeader(kind, tableId, table, settings, schemaVersion, shard, epoch, ingestTime, spans);
    }

    private static void writeEvents(ByteWriter out, EventColumns events) {
        int rows = events.rows();
        out.varint(rows);
        writeSlices(out, events.ids());
        writeRevisions(out, events);
        out.int64s(events.eventTimesMicros(), rows);
        out.int64s(events.contentHashes(), rows);
        out.varint(events.columns().size());
        for (EventColumn column : events.columns()) {
            switch (column) {
                case EventColumn.StringColumn s -> writeStrings(out, s, rows);
                case EventColumn.DoubleColumn d -> writeDoubles(out, d, rows);
                case EventColumn.LongColumn n -> writeLongs(out, n, rows);
            }
        }
    }

    private static EventColumns readEvents(ByteReader in) {
        int rows = in.varint();
        ByteSlices ids = readSlices(in, rows);
        int[] revisions = readRevisions(in, rows);
        long[] times = in.int64s(rows);
        long[] hashes = in.int64s(rows);
        int count = in.varint();
        List<EventColumn> columns = new ArrayList<>(Math.min(count, 1024));
        for (int i = 0; i < count; i++) {
            columns.add(readColumn(in, rows));
        }
        return new EventColumns(rows, ids, revisions, times, hashes, columns);
    }

    private static void writeRevisions(ByteWriter out, EventColumns events) {
        boolean any = false;
        for (int i = 0; i < events.rows(); i++) {
            any |= events.revisions()[i] != 0;
        }
        out.int8(any ? 1 : 0);
        for (int i = 0; any && i < events.rows(); i++) {
            out.int32(events.revisions()[i]);
        }
    }

    private static int[] readRevisions(ByteReader in, int rows) {
        boolean any = in.int8() != 0;
        in.require(rows);
        int[] revisions = new int[rows];
        for (int i = 0; any && i < rows; i++) {
            revisions[i] = in.int32();
        }
        return revisions;
    }

    private static void writeStrings(ByteWriter out, EventColumn.StringColumn column, int rows) {
        out.int8(ColumnRole.DIMENSION.code());
        out.int8(column.type().code());
        out.text(column.name());
        int size = column.dictionary().size();
        out.varint(size);
        writeSlices(out, column.dictionary());
        int width = width(size);
        for (int i = 0; i < rows; i++) {
            // Code 0 is null; value k of the dictionary is k + 1.
            int code = column.codes()[i] + 1;
            switch (width) {
                case 1 -> out.int8(code);
                case 2 -> out.int16(code);
                default -> out.int32(code);
            }
        }
    }

    private static int width(int dictionarySize) {
        return dictionarySize < 256 ? 1 : dictionarySize < 65_536 ? 2 : 4;
    }

    private static void writeDoubles(ByteWriter out, EventColumn.DoubleColumn column, int rows) {
        out.int8(ColumnRole.METRIC.code());
        out.int8(ColumnType.DOUBLE.code());
        out.text(column.name());
        long[] nulls = column.nulls();
        out.int8(nulls == null ? 0 : 1);
        if (nulls != null) {
            out.int64s(nulls, words(rows));
        }
        out.doubles(column.values(), rows);
    }

    private static void writeLongs(ByteWriter out, EventColumn.LongColumn column, int rows) {
        out.int8(ColumnRole.METRIC.code());
        out.int8(column.type().code());
        out.text(column.name());
        long[] nulls = column.nulls();
        out.int8(nulls == null ? 0 : 1);
        if (nulls != null) {
            out.int64s(nulls, words(rows));
        }
        out.int64s(column.values(), rows);
    }

    private static int words(int rows) {
        return rows + 63 >> 6;
    }

    private static EventColumn readColumn(ByteReader in, int rows) {
        int role = in.int8();
        int type = in.int8();
        String name = in.text();
        ColumnType texts = ofCode(type, ColumnType.STRING, ColumnType.BOOLEAN, ColumnType.JSON);
        if (role == ColumnRole.DIMENSION.code() && texts != null) {
            int size = in.varint();
            ByteSlices dictionary = readSlices(in, size);
            int width = width(size);
            in.require((long) rows * width);
            int[] codes = new int[rows];
            for (int i = 0; i < rows; i++) {
                codes[i] = (width == 1 ? in.int8() : width == 2 ? in.int16() : in.int32()) - 1;
                if (codes[i] >= size || codes[i] < -1) {
                    throw new CorruptBatchException("A code of column [" + name + "] is outside of its dictionary.");
                }
            }
            return new EventColumn.StringColumn(name, texts, codes, dictionary, null);
        }
        if (role == ColumnRole.METRIC.code() && type == ColumnType.DOUBLE.code()) {
            long[] nulls = in.int8() == 0 ? null : in.int64s(words(rows));
            return new EventColumn.DoubleColumn(name, in.doubles(rows), nulls);
        }
        ColumnType wholes = ofCode(type, ColumnType.LONG, ColumnType.TIMESTAMP);
        if (role == ColumnRole.METRIC.code() && wholes != null) {
            long[] nulls = in.int8() == 0 ? null : in.int64s(words(rows));
            return new EventColumn.LongColumn(name, wholes, in.int64s(rows), nulls);
        }
        throw new CorruptBatchException("Column [" + name + "] has the role [" + role + "] and type [" + type
                + "], which this build does not know.");
    }

    private static @Nullable ColumnType ofCode(int code, ColumnType... types) {
        for (ColumnType type : types) {
            if (type.code() == code) {
                return type;
            }
        }
        return null;
    }

    private static void writeSlices(ByteWriter out, ByteSlices slices) {
        for (int i = 0; i < slices.size(); i++) {
            out.varint(slices.length(i));
        }
        out.bytes(slices.bytes(), slices.start(0), slices.offsets()[slices.size()] - slices.start(0));
    }

    private static ByteSlices readSlices(ByteReader in, int size) {
        in.require(size);
        int[] offsets = new int[size + 1];
        for (int i = 0; i < size; i++) {
            offsets[i + 1] = Math.addExact(offsets[i], in.varint());
        }
        return new ByteSlices(in.bytes(offsets[size]), offsets, size);
    }
}
