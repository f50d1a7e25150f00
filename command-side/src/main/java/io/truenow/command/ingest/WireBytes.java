package io.truenow.command.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body as it came: counts what is read and keeps the failure of the connection, which a decoder might take for an end and which every
 * later read meets again. Closing leaves the body open, since its owner drains what is left of a refused one. Not thread-safe.
 */
final class WireBytes extends FilterInputStream {

    private long count;
    private @Nullable IOException failure;

    WireBytes(InputStream in) {
        super(in);
    }

    /** Bytes read so far. */
    long count() {
        return count;
    }

    /**
     * Returns if the connection is whole.
     *
     * @throws IOException what it failed with
     */
    void requireWhole() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        requireWhole();
        try {
            int read = super.read(target, from, length);
            count += Math.max(read, 0);
            return read;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }

    @Override
    public void close() {
        // Not ours.
    }

    /** Closes what is below if that unpacks too. */
    void release() throws IOException {
        if (in instanceof Unpacking below) {
            below.close();
        }
    }
}
