package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * Unpacks gzip and refuses a body that becomes too many times larger than it came, while it is read. Up to 64 KiB of output
 * are free, since a short repetitive body packs well. Not thread-safe.
 */
final class BoundedGzip extends InputStream {

    private static final long FREE_BYTES = 64 << 10;

    private final Counter packed;
    private final GZIPInputStream unpacked;
    private final int maxRatio;
    private long out;

    /** Counts what is read. */
    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // Not ours.
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count += value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            count += Math.max(read, 0);
            return read;
        }
    }

    /** The packed stream stays open: what is left of a refused body is drained by its owner. */
    BoundedGzip(InputStream in, int maxRatio) throws IOException {
        this.packed = new Counter(in);
        this.unpacked = new GZIPInputStream(packed, 8192);
        this.maxRatio = maxRatio;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = unpacked.read(target, from, length);
        out += Math.max(read, 0);
        if (out > FREE_BYTES && out / maxRatio > packed.count) {
            throw new TrueNowException(
                    ErrorCode.TOO_LARGE,
                    "The gzip body becomes more than [" + maxRatio + "] times larger.",
                    null,
                    "Send it in smaller parts, or unpacked.",
                    null);
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        unpacked.close();
    }
}
