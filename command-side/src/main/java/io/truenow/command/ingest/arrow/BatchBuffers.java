package io.truenow.command.ingest.arrow;

import com.github.luben.zstd.ZstdInputStream;
import io.truenow.events.error.TrueNowException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.arrow.flatbuf.BodyCompression;
import org.apache.arrow.flatbuf.Buffer;
import org.apache.arrow.flatbuf.CompressionType;
import org.apache.arrow.flatbuf.FieldNode;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the nodes and buffers of a record batch, in the order of its columns, unpacked and inside of its body. Not
 * thread-safe.
 */
final class BatchBuffers {

    private static final int LENGTH_BYTES = 8;
    private static final int NOT_PACKED = -1;

    private final RecordBatch batch;
    private final Slice body;
    private final long maxBytes;
    private final int rows;
    private final @Nullable BodyCompression compression;
    private int node;
    private int buffer;
    private int variadic;
    private long unpackedBytes;

    /** @param maxBytes that all buffers may have together, unpacked */
    BatchBuffers(RecordBatch batch, Slice body, long maxBytes) {
        this.batch = batch;
        this.body = body;
        this.maxBytes = maxBytes;
        this.compression = batch.compression();
        if (batch.length() < 0 || batch.length() > Integer.MAX_VALUE) {
            throw ArrowFaults.corrupt("A batch has an impossible number of rows.");
        }
        this.rows = (int) batch.length();
    }

    int rows() {
        return rows;
    }

    /** Bytes that were unpacked. */
    long unpackedBytes() {
        return unpackedBytes;
    }

    /** The next column's number of nulls. */
    long nextNode() {
        if (node >= batch.nodesLength()) {
            throw ArrowFaults.corrupt("A batch has fewer columns than its schema.");
        }
        FieldNode next = batch.nodes(node++);
        if (next.length() != rows) {
            throw ArrowFaults.corrupt("A column has another length than its batch.");
        }
        return next.nullCount();
    }

    /** The next buffer; refused if it is shorter than {@code minBytes}. */
    Slice next(long minBytes) {
        if (buffer >= batch.buffersLength()) {
            throw ArrowFaults.corrupt("A batch has fewer buffers than its columns need.");
        }
        Buffer next = batch.buffers(buffer++);
        Slice slice = body.part(next.offset(), next.length());
        Slice plain = compression == null || slice.length() == 0 ? slice : unpacked(compression, slice);
        if (plain.length() < minBytes) {
            throw ArrowFaults.corrupt("A buffer is shorter than its column.");
        }
        return plain;
    }

    /** The buffers of the next column of views behind its views. */
    Slice[] nextVariadic() {
        long count = variadic < batch.variadicBufferCountsLength() ? batch.variadicBufferCounts(variadic++) : -1;
        if (count < 0 || count > batch.buffersLength() - buffer) {
            throw ArrowFaults.corrupt("A batch has fewer buffers than its columns need.");
        }
        Slice[] slices = new Slice[(int) count];
        for (int i = 0; i < slices.length; i++) {
            slices[i] = next(0);
        }
        return slices;
    }

    private Slice unpacked(BodyCompression how, Slice packed) {
        if (packed.length() < LENGTH_BYTES) {
            throw ArrowFaults.corrupt("A packed buffer is too short.");
        }
        long length = packed.int64(0);
        Slice data = packed.part(LENGTH_BYTES, packed.length() - LENGTH_BYTES);
        if (length == NOT_PACKED) {
            return data;
        }
        unpackedBytes += length;
        if (length < 0 || unpackedBytes > maxBytes) {
            throw ArrowFaults.tooLarge("A record batch, unpacked,", maxBytes);
        }
        try (InputStream in = opened(how.codec(), new ByteArrayInputStream(data.bytes(), data.from(), data.length()))) {
            byte[] plain = in.readNBytes((int) length);
            if (plain.length < length) {
                throw ArrowFaults.corrupt("A packed buffer is shorter than it says.");
            }
            return new Slice(plain, 0, plain.length);
        } catch (IOException | RuntimeException e) {
            throw e instanceof TrueNowException known
                    ? known
                    : ArrowFaults.corrupt("A packed buffer cannot be unpacked.", e);
        }
    }

    private static InputStream opened(byte codec, InputStream packed) throws IOException {
        return switch (codec) {
            case CompressionType.LZ4_FRAME -> new FramedLZ4CompressorInputStream(packed);
            case CompressionType.ZSTD -> new ZstdInputStream(packed);
            default -> throw ArrowFaults.corrupt("The buffers are packed in an unknown way.");
        };
    }
}
