package io.truenow.command.ingest;

import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Unpacks gzip, one member after the other. The JDK's stream takes bytes behind a member that begin no other one for the end and
 * says nothing; here they are refused, so that a damaged member cannot get lost in silence. Not thread-safe.
 */
final class GzipMembers extends GZIPInputStream {

    private static final int BUFFER_BYTES = 8192;
    private static final int TRAILER_BYTES = 8;

    private final WireBytes packed;
    private long countAtFill;

    GzipMembers(WireBytes packed) throws IOException {
        super(packed, BUFFER_BYTES);
        this.packed = packed;
    }

    @Override
    protected void fill() throws IOException {
        super.fill();
        countAtFill = packed.count();
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = super.read(target, from, length);
        if (read < 0) {
            packed.requireWhole();
            // Behind the last byte of the last member only its trailer may have been there.
            if (inf.getRemaining() + packed.count() - countAtFill != TRAILER_BYTES) {
                throw new ZipException("Something follows that is not gzip");
            }
        }
        return read;
    }
}
