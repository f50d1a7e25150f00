package io.truenow.command.ingest;

import io.truenow.events.error.ErrorCode;
import io.truenow.events.error.TrueNowException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Undoes one coding of a body within limits, and says in words what is wrong with it. Up to 64 KiB of output are free of the
 * ratio, since a short repetitive body packs well. Not thread-safe.
 */
final class Unpacking extends InputStream {

    private static final long FREE_BYTES = 64 << 10;
    private static final int STEP_BYTES = 256 << 10;

    private final ContentCodings.Coding coding;
    private final Opening opening;
    private final WireBytes packed;
    private final UnpackingLimits limits;
    private @Nullable InputStream unpacked;
    private long out;
    private int taken;

    /** Begins to unpack; reads the head of the body. */
    @FunctionalInterface
    interface Opening {
        InputStream open(WireBytes packed) throws IOException;
    }

    /** Reads nothing before the first {@link #read}. */
    Unpacking(ContentCodings.Coding coding, Opening opening, WireBytes packed, UnpackingLimits limits) {
        this.coding = coding;
        this.opening = opening;
        this.packed = packed;
        this.limits = limits;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int read = unpack(target, from, length);
        out += Math.max(read, 0);
        if (out > FREE_BYTES && out / limits.maxRatio() > limits.wire().count()) {
            throw new TrueNowException(
                    ErrorCode.TOO_LARGE,
                    "The " + coding.text() + " body becomes more than [" + limits.maxRatio() + "] times larger.",
                    null,
                    "Send it in smaller parts, or unpacked.",
                    null);
        }
        while (taken < Math.min(out, coding.windowBytes())) {
            limits.budget().take(STEP_BYTES);
            taken += STEP_BYTES;
        }
        return read;
    }

    private int unpack(byte[] target, int from, int length) throws IOException {
        try {
            InputStream in = unpacked;
            if (in == null) {
                in = opening.open(packed);
                unpacked = in;
            }
            return in.read(target, from, length);
        } catch (IOException e) {
            packed.requireWhole();
            throw refusal(e);
        }
    }

    private TrueNowException refusal(IOException e) {
        String said = String.valueOf(e.getMessage());
        if (e instanceof EOFException || said.startsWith("Truncated")) {
            return refusal("The " + coding.text() + " body is cut off.", null, e);
        }
        String hint = said.contains("too much memory")
                ? "A zstd window has at most [" + coding.windowBytes() + "] bytes: up to level 19, and no --long."
                : null;
        return refusal("The body is not well-formed " + coding.text() + ": " + said + ".", hint, e);
    }

    private static TrueNowException refusal(String message, @Nullable String hint, IOException e) {
        return new TrueNowException(ErrorCode.INVALID_ENCODING, message, null, hint, e);
    }

    @Override
    public void close() throws IOException {
        limits.budget().giveBack(taken);
        taken = 0;
        if (unpacked != null) {
            unpacked.close();
        }
        packed.release();
    }
}
