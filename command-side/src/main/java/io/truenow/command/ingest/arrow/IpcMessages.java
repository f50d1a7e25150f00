package io.truenow.command.ingest.arrow;

import io.truenow.command.ingest.ByteBudget;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.arrow.flatbuf.Message;
import org.apache.arrow.flatbuf.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * Reads the encapsulated messages of a stream: a mark, the length of the description, the description (a flat buffer), the
 * body. Lengths are believed only as far as bytes arrive. Not thread-safe; close gives the current body back.
 */
final class IpcMessages implements AutoCloseable {

    private static final int CONTINUATION = -1;
    private static final int FIRST_BYTES = 64 << 10;
    /** {@code ARRO}, the front of the format for files. */
    private static final int FILE_MAGIC = 0x4F525241;

    private final InputStream in;
    private final ArrowSettings limits;
    private final ByteBudget budget;
    private final byte[] word = new byte[4];
    private byte[] body = new byte[0];
    private int bodyLength;
    private long taken;

    IpcMessages(InputStream in, ArrowSettings limits, ByteBudget budget) {
        this.in = in;
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * The next message; null at the end of the stream. The body of the one before is overwritten unless it was kept.
     *
     * @throws io.truenow.events.error.TrueNowException {@code INVALID_ARROW}, {@code TOO_LARGE}, {@code OVERLOADED}
     */
    @Nullable
    Message next() throws IOException {
        int read = in.readNBytes(word, 0, 4);
        if (read == 0) {
            return null;
        }
        int length = int32(read);
        if (length == FILE_MAGIC) {
            throw ArrowFaults.corrupt("The body is an Arrow file, not a stream.");
        }
        // Before version 0.15 the length stood first.
        if (length == CONTINUATION) {
            length = int32(in.readNBytes(word, 0, 4));
        }
        if (length == 0) {
            return null;
        }
        if (length < 0) {
            throw ArrowFaults.corrupt("The length of a message is negative.");
        }
        if (length > limits.maxMetadataBytes()) {
            throw ArrowFaults.tooLarge("The description of a message", limits.maxMetadataBytes());
        }
        byte[] metadata = in.readNBytes(length);
        if (metadata.length < length) {
            throw cut();
        }
        Message message = Message.getRootAsMessage(ByteBuffer.wrap(metadata).order(ByteOrder.LITTLE_ENDIAN));
        if (message.version() < MetadataVersion.V4) {
            throw ArrowFaults.corrupt("The stream is of a version before V4.");
        }
        readBody(message.bodyLength());
        return message;
    }

    private int int32(int read) {
        if (read < 4) {
            throw cut();
        }
        return ByteBuffer.wrap(word).order(ByteOrder.LITTLE_ENDIAN).getInt();
    }

    private void readBody(long length) throws IOException {
        if (length < 0) {
            throw ArrowFaults.corrupt("The length of a message is negative.");
        }
        if (length > limits.maxMessageBytes()) {
            throw ArrowFaults.tooLarge("A message", limits.maxMessageBytes());
        }
        bodyLength = 0;
        while (bodyLength < length) {
            if (bodyLength == body.length) {
                grow((int) Math.min(length, Math.max(FIRST_BYTES, body.length * 2L)));
            }
            int read = in.read(body, bodyLength, (int) Math.min(body.length, length) - bodyLength);
            if (read < 0) {
                throw cut();
            }
            bodyLength += read;
        }
    }

    private void grow(int capacity) {
        budget.take(capacity - taken);
        taken = capacity;
        body = Arrays.copyOf(body, capacity);
    }

    /** The body of the message, valid until the next. */
    Slice body() {
        return new Slice(body, 0, bodyLength);
    }

    /** The body of the message, which stays. */
    Slice keptBody() {
        return new Slice(Arrays.copyOf(body, bodyLength), 0, bodyLength);
    }

    private static TrueNowException cut() {
        return ArrowFaults.corrupt("The stream ends within a message.");
    }

    @Override
    public void close() {
        budget.giveBack(taken);
        taken = 0;
        body = new byte[0];
    }
}
