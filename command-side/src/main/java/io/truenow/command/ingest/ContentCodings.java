package io.truenow.command.ingest;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * How a body is packed: what the header {@code Content-Encoding} lists, in the order in which it was applied (RFC 9110, 8.4).
 * Thread-safe.
 *
 * @param applied codings without {@code identity}; empty for a plain body
 */
record ContentCodings(List<Coding> applied) {

    /** Codings that one body may have. */
    private static final int MAX_CODINGS = 4;

    /** Windows of at most 8 MiB, as RFC 9659 asks of senders. */
    private static final int ZSTD_WINDOW_LOG = 23;

    private static final String UNDERSTOOD = "gzip, zstd, deflate";

    /** A way to pack. */
    enum Coding {
        GZIP("gzip", 0),
        ZSTD("zstd", 1 << ZSTD_WINDOW_LOG),
        DEFLATE("deflate", 0);

        private final String text;
        private final int windowBytes;

        Coding(String text, int windowBytes) {
            this.text = text;
            this.windowBytes = windowBytes;
        }

        /** Name in the header. */
        String text() {
            return text;
        }

        /** Most memory beyond some KiB that unpacking keeps of what it has put out. */
        int windowBytes() {
            return windowBytes;
        }

        private InputStream unpacked(WireBytes in) throws IOException {
            return switch (this) {
                case GZIP -> new GzipMembers(in);
                case ZSTD -> new ZstdInputStreamNoFinalizer(in).setLongMax(ZSTD_WINDOW_LOG);
                case DEFLATE -> inflated(in);
            };
        }
    }

    ContentCodings {
        applied = List.copyOf(applied);
    }

    /**
     * What a header says; null for no header.
     *
     * @throws TrueNowException {@code UNSUPPORTED_ENCODING}
     */
    static ContentCodings of(@Nullable String header) {
        List<Coding> codings = new ArrayList<>();
        for (String name : header == null ? new String[0] : header.split(",", -1)) {
            Coding coding = coding(name.strip().toLowerCase(Locale.ROOT));
            if (coding != null) {
                codings.add(coding);
            }
        }
        if (codings.size() > MAX_CODINGS) {
            throw unsupported("The body has more than [" + MAX_CODINGS + "] content encodings.");
        }
        return new ContentCodings(codings);
    }

    private static @Nullable Coding coding(String name) {
        return switch (name) {
            case "", "identity" -> null;
            case "gzip", "x-gzip" -> Coding.GZIP;
            case "zstd" -> Coding.ZSTD;
            case "deflate" -> Coding.DEFLATE;
            default ->
                throw unsupported("The content encoding [" + (name.length() > 40 ? name.substring(0, 40) + "…" : name)
                        + "] is not known.");
        };
    }

    private static TrueNowException unsupported(String message) {
        return new TrueNowException(
                ErrorCode.UNSUPPORTED_ENCODING, message, null, "Send " + UNDERSTOOD + " or a plain body.", null);
    }

    /** Names of what is understood, for the header {@code Accept-Encoding} of a refusal. */
    static String understood() {
        return UNDERSTOOD;
    }

    /** Whether the body is not packed. */
    boolean isPlain() {
        return applied.isEmpty();
    }

    /**
     * The plain body. What is wrong with the packing is refused while it is read: {@code INVALID_ENCODING}, {@code TOO_LARGE} for a
     * body that becomes too many times larger than it came, {@code OVERLOADED}. Closing gives back memory, and leaves {@code in} open.
     *
     * @param maxRatio how many times larger than it came the body may become, over all codings
     * @param budget for what unpacking keeps in memory
     */
    InputStream open(InputStream in, int maxRatio, ByteBudget budget) throws IOException {
        if (isPlain()) {
            return in;
        }
        WireBytes wire = new WireBytes(in);
        InputStream body = wire;
        for (Coding coding : applied.reversed()) {
            WireBytes packed = body == wire ? wire : new WireBytes(body);
            body = new Unpacking(coding, coding::unpacked, packed, new UnpackingLimits(wire, maxRatio, budget));
        }
        return body;
    }

    /** Deflate in its zlib wrapping, as the standard says, or bare, as some clients send it. */
    private static InputStream inflated(WireBytes in) throws IOException {
        PushbackInputStream body = new PushbackInputStream(in, 2);
        byte[] head = body.readNBytes(2);
        body.unread(head);
        boolean isZlib =
                head.length < 2 || (head[0] & 0x0F) == 8 && (((head[0] & 0xFF) << 8) + (head[1] & 0xFF)) % 31 == 0;
        return new InflatedBody(body, new Inflater(!isZlib));
    }

    /** Ends its inflater, and refuses what follows the data. */
    private static final class InflatedBody extends InflaterInputStream {
        InflatedBody(InputStream in, Inflater inflater) {
            super(in, inflater, 8192);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int read = super.read(target, from, length);
            if (read < 0 && (inf.getRemaining() > 0 || in.read() >= 0)) {
                throw new java.util.zip.ZipException("Something follows the data");
            }
            return read;
        }

        @Override
        public void close() {
            inf.end();
        }
    }
}
