package io.truenow.sql.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A kept answer as bytes, big-endian:
 *
 * <pre>
 *   "TNA" version:1 │ key:32 │ incomplete_before:8 flags:1 dimensions:4 rows:4 │ row… │ CRC32C of all before:4
 *   row: timestamp:8 count:8 present:1 number:8 for each bit of present, then of each dimension length:4 (-1 null) UTF-8
 * </pre>
 *
 * Whatever is not exactly that, or is of another key, reads as nothing. Stateless.
 */
final class AnswerCodec {

    private static final byte[] MAGIC = {'T', 'N', 'A', 1};
    private static final int TRUNCATED = 1;
    private static final int SPARSE = 2;
    private static final int DISTINCT = 128;
    private static final int SMALLEST_ROW = 17;

    private AnswerCodec() {}

    static byte[] encode(byte[] key, QueryAnswer answer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.write(key);
            out.writeLong(answer.incompleteBeforeMicros());
            out.writeByte((answer.truncated() ? TRUNCATED : 0) | (answer.sparse() ? SPARSE : 0));
            out.writeInt(
                    answer.rows().isEmpty()
                            ? 0
                            : answer.rows().getFirst().groups().size());
            out.writeInt(answer.rows().size());
            for (QueryRow row : answer.rows()) {
                write(out, row);
            }
            CRC32C crc = new CRC32C();
            crc.update(bytes.toByteArray());
            out.writeInt((int) crc.getValue());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The answer, or null if the bytes are none of this key. */
    static @Nullable QueryAnswer decode(byte[] key, byte @Nullable [] bytes) {
        int head = MAGIC.length + key.length;
        if (bytes == null
                || bytes.length < head + 21
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                || !Arrays.equals(bytes, MAGIC.length, head, key, 0, key.length)) {
            return null;
        }
        int end = bytes.length - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, end);
        if ((int) crc.getValue() != ByteBuffer.wrap(bytes).getInt(end)) {
            return null;
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes, head, end - head))) {
            return answer(in);
        } catch (IOException | RuntimeException notOurs) {
            return null;
        }
    }

    private static @Nullable QueryAnswer answer(DataInputStream in) throws IOException {
        long incompleteBefore = in.readLong();
        int flags = in.readUnsignedByte();
        int dimensions = in.readInt();
        int count = in.readInt();
        if (count < 0 || dimensions < 0 || (long) count * (SMALLEST_ROW + 4L * dimensions) > in.available()) {
            return null;
        }
        List<QueryRow> rows = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            rows.add(row(in, dimensions));
        }
        return in.available() > 0
                ? null
                : new QueryAnswer(rows, (flags & TRUNCATED) != 0, (flags & SPARSE) != 0, 0, incompleteBefore);
    }

    private static void write(DataOutputStream out, QueryRow row) throws IOException {
        out.writeLong(row.timestampMicros());
        out.writeLong(row.count());
        QueryRow.Figures f = row.figures();
        @Nullable Double[] numbers = f.numbers();
        int present = f.distinct() == null ? 0 : DISTINCT;
        for (int i = 0; i < numbers.length; i++) {
            present |= numbers[i] == null ? 0 : 1 << i;
        }
        out.writeByte(present);
        if (f.distinct() != null) {
            out.writeLong(f.distinct());
        }
        for (Double number : numbers) {
            if (number != null) {
                out.writeDouble(number);
            }
        }
        for (String value : row.groups()) {
            byte[] text = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
            out.writeInt(text == null ? -1 : text.length);
            if (text != null) {
                out.write(text);
            }
        }
    }

    private static QueryRow row(DataInputStream in, int dimensions) throws IOException {
        long timestamp = in.readLong();
        long count = in.readLong();
        int present = in.readUnsignedByte();
        Long distinct = (present & DISTINCT) == 0 ? null : (Long) in.readLong();
        @Nullable Double[] numbers = new @Nullable Double[7];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (present & 1 << i) == 0 ? null : (Double) in.readDouble();
        }
        List<@Nullable String> groups = new ArrayList<>(dimensions);
        for (int i = 0; i < dimensions; i++) {
            int length = in.readInt();
            if (length > in.available()) {
                throw new IOException("A text is longer than what is left.");
            }
            groups.add(length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8));
        }
        return new QueryRow(timestamp, groups, count, QueryRow.Figures.of(numbers, distinct));
    }
}
